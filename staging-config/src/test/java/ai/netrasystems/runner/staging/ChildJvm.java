package ai.netrasystems.runner.staging;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own on a classpath that a user may have. */
public final class ChildJvm {
    private ChildJvm() {}

    /** What it wrote, standard output and error together, and how it ended. */
    public record Result(int exit, String output) {}

    static Result run(Path folder, List<Path> classpath, String mainClass, String... arguments)
            throws IOException, InterruptedException {
        return run(folder, classpath, Map.of(), mainClass, arguments);
    }

    /** The same with these environment variables of the runner's. */
    public static Result run(
            Path folder, List<Path> classpath, Map<String, String> variables, String mainClass, String... arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // What this build was started with must not decide what the child sees.
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("ENVIRONMENT|RUNNER_.*|E2E_.*|WEBSOCKET_.*|.*_URL"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The folder or jar that a class came from. */
    public static Path home(Class<?> type) {
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A jar that the build copied for this, by the start of its name. */
    static Path copied(String name) throws IOException {
        Path folder = home(TestId.class).resolveSibling("classpaths-of-users");
        try (var jars = Files.list(folder)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not in " + folder));
        }
    }
}
