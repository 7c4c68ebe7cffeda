package ai.netrasystems.runner.discovery.classfile;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Classes by name, read once each: from the classpath, or known to be the JDK's. Not thread-safe.
 */
final class ClassShapes {
    /** What is known about a name. */
    sealed interface Found {
        /** Read from the classpath. */
        record Read(ClassShape shape) implements Found {
            @Override
            public <R> R fold(
                    Function<? super ClassShape, ? extends R> read,
                    Function<? super PlatformClass, ? extends R> platform,
                    Function<? super Unreadable, ? extends R> unreadable) {
                return read.apply(shape);
            }
        }

        /** A class of the JDK: it holds no test and no tag. */
        record PlatformClass() implements Found {
            @Override
            public <R> R fold(
                    Function<? super ClassShape, ? extends R> read,
                    Function<? super PlatformClass, ? extends R> platform,
                    Function<? super Unreadable, ? extends R> unreadable) {
                return platform.apply(this);
            }
        }

        /** Not on the classpath, or its file is damaged. */
        record Unreadable() implements Found {
            @Override
            public <R> R fold(
                    Function<? super ClassShape, ? extends R> read,
                    Function<? super PlatformClass, ? extends R> platform,
                    Function<? super Unreadable, ? extends R> unreadable) {
                return unreadable.apply(this);
            }
        }

        /** One function per case. */
        <R> R fold(
                Function<? super ClassShape, ? extends R> read,
                Function<? super PlatformClass, ? extends R> platform,
                Function<? super Unreadable, ? extends R> unreadable);
    }

    private static final Found PLATFORM = new Found.PlatformClass();
    private static final Found UNREADABLE = new Found.Unreadable();

    private final ClasspathFiles files;
    private final Map<String, Found> known = new HashMap<>();

    ClassShapes(ClasspathFiles files) {
        this.files = files;
    }

    Found find(String name) {
        Found found = known.get(name);
        if (found == null) {
            found = look(name);
            known.put(name, found);
        }
        return found;
    }

    private Found look(String name) {
        // The JVM defines java.* from nowhere but the JDK (JVMS §5.3), so the jars need not be opened for it.
        if (name.startsWith("java/")) {
            return PLATFORM;
        }
        String file = name + ".class";
        try {
            Optional<byte[]> bytes = files.first(file);
            if (bytes.isPresent()) {
                return ClassShapeReader.read(bytes.get())
                        .<Found>map(Found.Read::new)
                        .orElse(UNREADABLE);
            }
        } catch (IOException unreadable) {
            return UNREADABLE;
        }
        // A resource look-up, which loads and initialises nothing.
        return ClassLoader.getPlatformClassLoader().getResource(file) != null ? PLATFORM : UNREADABLE;
    }
}
