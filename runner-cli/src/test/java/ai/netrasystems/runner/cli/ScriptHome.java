package ai.netrasystems.runner.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A checkout in which the real start script and the real bootstrap stand, over a project that builds in no time: its
 * {@code mvnw} notes each build, waits while a file {@code hold} exists, fails where a file {@code broken} says so, and
 * copies jars that were made here.
 */
final class ScriptHome {
    private static final String MVNW = """
            echo "$$" >> builds
            echo "[INFO] Building runner-cli 0.1.0-SNAPSHOT                     [4/4]"
            while [ -f hold ]; do sleep 0.05; done
            if [ -f broken ]; then
              echo "[ERROR] Foo.java:[3,1] ';' expected"
              exit 1
            fi
            mkdir -p runner-cli/target/dist/lib
            cp jars/*.jar runner-cli/target/dist/lib/
            """;

    private static final String MAIN = """
            package ai.netrasystems.runner.cli;
            public class Main {
              public static void main(String[] arguments) throws Exception {
                System.out.println(String.join("|", arguments));
                System.out.println(System.getProperty("runner.terminal") + " " + System.getProperty("runner.self"));
                System.out.println(System.getProperty("user.dir"));
                System.out.println(Main.class.getResource("/other.txt") != null);
                System.out.flush();
                if (arguments.length > 0 && arguments[0].equals("wait")) Thread.sleep(60_000);
                if (arguments.length > 0 && arguments[0].equals("exit")) System.exit(Integer.parseInt(arguments[1]));
              }
            }
            """;

    final Path home;
    private final List<Process> started = new ArrayList<>();

    ScriptHome(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        Path root = Path.of("..").toRealPath();
        Files.copy(root.resolve("runner"), home.resolve("runner"));
        Files.createDirectories(home.resolve("bootstrap"));
        Files.copy(root.resolve("bootstrap/Bootstrap.java"), home.resolve("bootstrap/Bootstrap.java"));
        Files.writeString(home.resolve("mvnw"), MVNW);
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        write("runner-cli/src/main/java/A.java", "class A {}");
        Path jars = Files.createDirectories(home.resolve("jars"));
        jar(jars.resolve("other.jar"), Map.of("other.txt", new byte[] {1}), "");
        jar(jars.resolve("runner-cli.jar"), compiledMain(home.resolve("classes")), "other.jar");
        Files.writeString(jars.resolve("left-over.jar"), "of an earlier version");
    }

    Path write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    /** Starts the script from a directory, with its own words and environment variables. */
    Started start(Path directory, Map<String, String> environment, String... command) throws IOException {
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        started.add(process);
        return new Started(process, out, err);
    }

    Started start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("runner").toString()));
        command.addAll(List.of(arguments));
        return start(home, Map.of(), command.toArray(String[]::new));
    }

    /** How often Maven was called. */
    List<String> builds() throws IOException {
        Path builds = home.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** Ends what a failed test left. */
    void end() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    /** A script under way. */
    record Started(Process process, Path outFile, Path errFile) {
        String out() throws IOException {
            return Files.readString(outFile, StandardCharsets.UTF_8);
        }

        String err() throws IOException {
            return Files.readString(errFile, StandardCharsets.UTF_8);
        }

        int exitCode() throws InterruptedException {
            return process.waitFor();
        }
    }

    private static Map<String, byte[]> compiledMain(Path folder) throws IOException {
        Path source = folder.resolve("Main.java");
        Files.createDirectories(folder);
        Files.writeString(source, MAIN);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, "-d", folder.toString(), source.toString()) != 0) {
            throw new IllegalStateException("the stand-in does not compile");
        }
        String entry = "ai/netrasystems/runner/cli/Main.class";
        return Map.of(entry, Files.readAllBytes(folder.resolve(entry)));
    }

    private static void jar(Path file, Map<String, byte[]> entries, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (OutputStream stream = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(stream, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
    }

    /** A folder with the tools that the script needs, and no java. */
    static String pathWithoutJava(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String tool : List.of("sh", "readlink", "find", "sed", "stty")) {
            for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
                Path found = Path.of(place, tool);
                if (Files.isExecutable(found) && !Files.exists(folder.resolve(tool))) {
                    executable(folder.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
                }
            }
        }
        return folder.toString();
    }

    /** A JDK home that says it is of that version, and can't run. */
    static Path jdkOfVersion(Path folder, String version) throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        executable(java, "#!/bin/sh\nexit 99\n");
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Names in a folder. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
