package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./runner} with its arguments and environment variables, ready to start. */
final class RunnerCommand {
    /** Longer than any run of these tests may take; a hang fails here instead of never. */
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Path directory;
    private final String script;
    private final List<String> arguments;
    private final Map<String, Optional<String>> environment = new LinkedHashMap<>();

    RunnerCommand(Path directory, List<String> arguments) {
        this(directory, "./runner", arguments);
    }

    RunnerCommand(Path directory, String script, List<String> arguments) {
        this.directory = directory;
        this.script = script;
        this.arguments = arguments;
        environment.put("CI", Optional.empty());
        environment.put("NO_COLOR", Optional.empty());
        environment.put("E2E_OAUTH_SIMULATION_KEY", Optional.empty());
    }

    /** Under another program, which is told the whole command line, as {@code strace} is. */
    RunnerCommand under(List<String> program) {
        List<String> whole = new ArrayList<>(program.subList(1, program.size()));
        whole.add(script);
        whole.addAll(arguments);
        RunnerCommand command = new RunnerCommand(directory, program.get(0), whole);
        command.environment.putAll(environment);
        return command;
    }

    /** With {@code CI=true}; without this call {@code CI} is unset. */
    RunnerCommand inCi() {
        return with("CI", "true");
    }

    /** With an environment variable. */
    RunnerCommand with(String name, String value) {
        environment.put(name, Optional.of(value));
        return this;
    }

    /** Starts it. */
    RunningRunner start() {
        List<String> command = new ArrayList<>(List.of(script));
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile("acceptance", ".out");
            Path err = Files.createTempFile("acceptance", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            environment.forEach((name, value) -> value.ifPresentOrElse(
                    text -> builder.environment().put(name, text),
                    () -> builder.environment().remove(name)));
            return new RunningRunner(builder.start(), out, err, System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits for its end. */
    Finished run() {
        return start().await(PATIENCE);
    }
}
