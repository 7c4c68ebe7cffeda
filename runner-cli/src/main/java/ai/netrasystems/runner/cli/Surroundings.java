package ai.netrasystems.runner.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command is called in.
 *
 * @param environment environment variables
 * @param workingDirectory absolute; relative paths of the command line start here
 * @param terminal what standard output is
 * @param self the words that call the runner again from the working directory, such as {@code ./runner}
 * @param clock the console's
 */
public record Surroundings(
        Map<String, String> environment, Path workingDirectory, Terminal terminal, String self, Clock clock) {
    /** Copies the map. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process; the start script passes as system properties what Java can't see. */
    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Terminal.of(System.getProperty("runner.terminal", ""), System.getProperty("runner.columns", "")),
                System.getProperty("runner.self", "runner"),
                Clock.systemUTC());
    }

    /** Whether an environment variable is set and not empty. */
    boolean isSet(String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }
}
