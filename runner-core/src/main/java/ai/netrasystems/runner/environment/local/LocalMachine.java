package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.process.HostProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the local provider needs to know of the machine and of the person's settings.
 *
 * @param javaHome JDK that {@code java} in a command means: the runner's own
 * @param cache the person's cache directory of this runner: unpacked binaries
 * @param variables the runner's own environment variables
 * @param random for ports; never for secrets
 * @param serviceBudget for one service, from when what it depends on is ready
 */
public record LocalMachine(
        HostProcesses host,
        Path javaHome,
        Path cache,
        Map<String, String> variables,
        RandomGenerator random,
        Duration serviceBudget) {
    /** Budget of one service where nothing else is said. */
    public static final Duration SERVICE_BUDGET = Duration.ofSeconds(60);

    /** Copies the map. */
    public LocalMachine {
        variables = Map.copyOf(variables);
    }

    /**
     * {@code $XDG_CACHE_HOME/runner}, else {@code ~/.cache/runner} (XDG Base Directory Specification: a relative value
     * is ignored).
     */
    public static Path cacheDirectory(Map<String, String> variables, Path home) {
        return Optional.ofNullable(variables.get("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".cache"))
                .resolve("runner");
    }
}
