package ai.netrasystems.runner.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The JUnit Platform launcher for a module's tests. */
public sealed interface LauncherResolution {
    /**
     * A launcher is there.
     *
     * @param version of the JUnit Platform
     * @param jars to append to the user's classpath, in order; empty where it has all that is needed
     */
    record Launcher(String version, List<Path> jars) implements LauncherResolution {
        /** Copies the list. */
        public Launcher {
            jars = List.copyOf(jars);
        }

        @Override
        public <R> R fold(Function<? super Launcher, ? extends R> launcher, Supplier<? extends R> noFramework) {
            return launcher.apply(this);
        }
    }

    /** The classpath holds no test framework at all: there is nothing to launch. */
    record NoFramework() implements LauncherResolution {
        @Override
        public <R> R fold(Function<? super Launcher, ? extends R> launcher, Supplier<? extends R> noFramework) {
            return noFramework.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<? super Launcher, ? extends R> launcher, Supplier<? extends R> noFramework);
}
