package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a service runs as a container: what Compose's own keys say, with variables filled in and paths absolute.
 *
 * @param image {@code image}; empty where the service is only built
 * @param build {@code build}
 * @param entrypoint {@code entrypoint}; empty for the image's own
 * @param command {@code command}; empty for the image's own
 * @param environment {@code env_file} and {@code environment}; the latter wins
 * @param ports container ports (TCP) to publish, each at a random port of the loopback address
 * @param healthCheck how its health is checked; empty for the image's own, if it has one
 * @param mounts {@code volumes} and {@code tmpfs}
 * @param aliases further names by which other services reach it, beside its own
 * @param limits memory, processors, ...
 * @param settings the rest
 * @param notes what is overridden, a line each for the person
 * @param origin where the service begins
 */
public record ContainerSpec(
        Optional<String> image,
        Optional<Build> build,
        Optional<List<String>> entrypoint,
        Optional<List<String>> command,
        Map<String, String> environment,
        Set<Integer> ports,
        Optional<HealthCheck> healthCheck,
        List<Mount> mounts,
        Set<String> aliases,
        Limits limits,
        Settings settings,
        List<String> notes,
        Origin origin) {
    /** Copies the collections, in order. */
    public ContainerSpec {
        entrypoint = entrypoint.map(List::copyOf);
        command = command.map(List::copyOf);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        ports = Set.copyOf(ports);
        mounts = List.copyOf(mounts);
        aliases = Set.copyOf(aliases);
        notes = List.copyOf(notes);
    }

    /**
     * {@code build}.
     *
     * @param context absolute directory; relative ones start from the Compose file's directory, as Compose has it
     * @param dockerfile absolute; {@code dockerfile} is relative to the context
     * @param arguments {@code args}
     * @param target {@code target}: the stage to build
     */
    public record Build(
            Path context, Path dockerfile, Map<String, String> arguments, Optional<String> target, Origin origin) {
        /** Copies the map, in order. */
        public Build {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /**
     * {@code healthcheck}.
     *
     * @param test as the engine takes it: {@code [CMD, ...]}, {@code [CMD-SHELL, text]} or {@code [NONE]}
     * @param interval between checks; empty for the engine's default, as for the following
     * @param startPeriod in which failures do not count
     * @param retries failures in a row that make it unhealthy
     */
    public record HealthCheck(
            List<String> test,
            Optional<Duration> interval,
            Optional<Duration> timeout,
            Optional<Duration> startPeriod,
            Optional<Duration> startInterval,
            Optional<Integer> retries) {
        /** Copies the list. */
        public HealthCheck {
            test = List.copyOf(test);
        }

        /** Whether it says that there is none ({@code disable: true} or {@code [NONE]}). */
        public boolean disabled() {
            return test.equals(List.of("NONE"));
        }
    }

    /**
     * Something mounted into the container.
     *
     * @param kind where its content lives
     * @param source for {@link Kind#BIND} an absolute path of the host, for {@link Kind#VOLUME} the name in the file
     *     (empty for an anonymous one), for {@link Kind#TMPFS} empty
     * @param target absolute path in the container
     * @param options of a tmpfs, as {@code size=64m}; empty otherwise
     */
    public record Mount(Kind kind, String source, String target, boolean readOnly, String options) {
        /** Where the content lives. */
        public enum Kind {
            BIND,
            VOLUME,
            TMPFS
        }
    }

    /**
     * What it may use at most; an empty one is not limited.
     *
     * @param memoryBytes {@code mem_limit}, {@code deploy.resources.limits.memory}
     * @param memorySwapBytes {@code memswap_limit}: memory and swap together; -1 for as much swap as there is
     * @param nanoCpus {@code cpus}: billionths of a processor
     * @param sharedMemoryBytes {@code shm_size}
     * @param ulimits soft and hard limit by name
     */
    public record Limits(
            OptionalLong memoryBytes,
            OptionalLong memorySwapBytes,
            OptionalLong memoryReservationBytes,
            OptionalLong nanoCpus,
            OptionalLong pids,
            OptionalLong sharedMemoryBytes,
            Map<String, Ulimit> ulimits) {
        /** Copies the map. */
        public Limits {
            ulimits = Map.copyOf(ulimits);
        }

        /** No limit. */
        public static Limits none() {
            return new Limits(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Map.of());
        }
    }

    /** A soft and a hard limit. */
    public record Ulimit(long soft, long hard) {}

    /**
     * Further keys that the engine takes as they are.
     *
     * @param stopSignal {@code stop_signal}; empty for the image's own
     * @param stopGrace {@code stop_grace_period}
     * @param platform {@code platform}, such as {@code linux/amd64}
     * @param labels the file's own labels; ours are added
     */
    public record Settings(
            Optional<String> user,
            Optional<String> workingDirectory,
            Optional<String> hostname,
            Optional<Boolean> init,
            boolean readOnly,
            boolean privileged,
            boolean tty,
            boolean stdinOpen,
            Optional<String> stopSignal,
            Optional<Duration> stopGrace,
            Optional<String> platform,
            List<String> capAdd,
            List<String> capDrop,
            List<String> securityOptions,
            List<String> extraHosts,
            List<String> groups,
            List<String> dns,
            Map<String, String> sysctls,
            Map<String, String> labels) {
        /** Copies the collections. */
        public Settings {
            capAdd = List.copyOf(capAdd);
            capDrop = List.copyOf(capDrop);
            securityOptions = List.copyOf(securityOptions);
            extraHosts = List.copyOf(extraHosts);
            groups = List.copyOf(groups);
            dns = List.copyOf(dns);
            sysctls = Map.copyOf(sysctls);
            labels = Map.copyOf(labels);
        }

        /** Nothing set. */
        public static Settings none() {
            return new Settings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    Map.of());
        }
    }
}
