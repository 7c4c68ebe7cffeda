package ai.netrasystems.runner.discovery;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Where discovery works.
 *
 * @param project directory of the project; its build is searched from here upwards. Absolute
 * @param workingDirectory where the user stands: relative {@code --classpath} entries start here. Absolute
 * @param cacheDirectory where answers of the build tool are kept ({@code .runner/cache}); made when needed
 * @param javaHome JDK that this runner runs on
 * @param home the user's home directory
 * @param localRepository {@code maven.repo.local} of this JVM, if set
 * @param environment environment variables of this process
 * @param processes told the pid of every build that is started, as it is started
 */
public record DiscoverySettings(
        Path project,
        Path workingDirectory,
        Path cacheDirectory,
        Path javaHome,
        Path home,
        Optional<Path> localRepository,
        Map<String, String> environment,
        LongConsumer processes) {
    /** Copies the map. */
    public DiscoverySettings {
        environment = Map.copyOf(environment);
    }
}
