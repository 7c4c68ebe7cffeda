package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.ConnectTarget;
import ai.netrasystems.runner.staging.EnvironmentProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a staging system is reached from here, and with what.
 *
 * @param hosts where to connect to in place of a host, as with curl's {@code --connect-to}; the host's name stays in URL,
 *     {@code Host}, server name indication and the check of the certificate
 * @param trust PEM file of certificate authorities that count besides those of the JVM
 * @param bypassKey opens the simulated login; without it staging is not configured
 * @param coldStart what a service that was scaled to zero may take for its first answer; each step has it anew
 * @param proxy by which other hosts are reached
 */
public record StagingAccess(
        Map<String, ConnectTarget> hosts,
        Optional<Path> trust,
        Optional<Secret> bypassKey,
        Duration coldStart,
        EnvironmentProxy proxy) {
    /** Copies the map. */
    public StagingAccess {
        hosts = Map.copyOf(hosts);
    }
}
