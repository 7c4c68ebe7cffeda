package ai.netrasystems.runner.discovery;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.annotation.Testable;

/** Compiles fixture sources and builds fixture jars. */
public final class Compiled {
    private Compiled() {}

    /** Jars that Jupiter tests are compiled against; its engine is not among them. */
    public static List<Path> jupiterApi() {
        return List.of(jarOf(Test.class), jarOf(ParameterizedTest.class), jarOf(Testable.class));
    }

    /** The jar or folder that a class came from. */
    public static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Compiles these sources, given by path such as {@code a/B.java}, into the folder. */
    public static void into(Path output, List<Path> classpath, Map<String, String> sources) {
        try {
            Path sourceFolder =
                    Files.createTempDirectory(output.toAbsolutePath().getParent(), "sources");
            Files.createDirectories(output);
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = sourceFolder.resolve(source.getKey());
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source.getValue()));
            }
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            try (StandardJavaFileManager manager =
                    compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
                String path = String.join(
                        System.getProperty("path.separator"),
                        classpath.stream().map(Path::toString).toList());
                List<String> options =
                        List.of("-d", output.toString(), "-cp", path, "-proc:none", "-nowarn", "--release", "17");
                boolean compiled = compiler.getTask(
                                null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                        .call();
                if (!compiled) {
                    throw new IllegalArgumentException("fixture does not compile: " + sources.keySet());
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A jar with these (empty) files, and a title and version in its manifest unless the title is empty. */
    public static Path jar(Path file, String title, String version, String... names) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!title.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, title);
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (OutputStream out = Files.newOutputStream(file);
                    JarOutputStream jar = new JarOutputStream(out, manifest)) {
                for (String name : names) {
                    jar.putNextEntry(new JarEntry(name));
                }
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
