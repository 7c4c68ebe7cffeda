package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.cleanup.CleanUps;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The main class of a JVM that asks for clean-ups and is killed by SIGKILL: a worker, or a controller with its test. */
final class RegistersAndDies {
    private RegistersAndDies() {}

    /**
     * Runs it to its death.
     *
     * @param controllersRun the directory of the run that it is the controller of; empty for a worker
     */
    static void run(Map<String, String> variables, String controllersRun, String... paths)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Stream.of(RegistersAndDies.class, ProcessLedger.class, CleanUps.class)
                        .map(RegistersAndDies::home)
                        .distinct()
                        .collect(Collectors.joining(File.pathSeparator)),
                RegistersAndDies.class.getName(),
                controllersRun));
        command.addAll(List.of(paths));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 137) {
            throw new AssertionError(output);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (!arguments[0].isEmpty()) {
            Path run = Path.of(arguments[0]);
            ProcessLedger ignored =
                    ProcessLedger.open(run, new RunId(run.getFileName().toString()), HostProcesses.ofThisMachine());
        }
        CleanUps cleanUps =
                CleanUps.from(EnvironmentVariables.ofProcess(), new TestIdentity("r-1", new TestId(".:a.B#m(int)")));
        Arrays.stream(arguments).skip(1).forEach(path -> cleanUps.register("backend", "DELETE", path));
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
