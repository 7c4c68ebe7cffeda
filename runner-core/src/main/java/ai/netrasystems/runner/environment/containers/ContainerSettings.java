package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ContainerSpec;
import ai.netrasystems.runner.environment.compose.ContainerSpec.HealthCheck;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Limits;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Settings;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What the engine is told of one container.
 *
 * @param extra environment variables that this service alone gets
 * @param aliases names by which other services reach it
 * @param bindAddress of the engine's host, at which ports are published
 * @param volumes names of the engine by names in the file
 */
record ContainerSettings(
        ContainerSpec spec,
        String name,
        Map<String, String> extra,
        Map<String, String> labels,
        String network,
        Set<String> aliases,
        String bindAddress,
        Map<String, String> volumes) {

    /** Fills in the command. */
    void apply(CreateContainerCmd command) {
        Settings settings = spec.settings();
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.putAll(extra);
        Map<String, String> allLabels = new HashMap<>(settings.labels());
        allLabels.putAll(labels);
        Optional.ofNullable(command.getLabels()).ifPresent(theirs -> theirs.forEach(allLabels::putIfAbsent));
        HostConfig host = Optional.ofNullable(command.getHostConfig()).orElseGet(HostConfig::newHostConfig);
        command.withName(name)
                .withEnv(environment.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList())
                .withLabels(allLabels)
                .withAliases(new ArrayList<>(new TreeSet<>(aliases)))
                .withExposedPorts(spec.ports().stream().map(ExposedPort::tcp).toList())
                .withTty(settings.tty())
                .withStdinOpen(settings.stdinOpen())
                .withHostConfig(host(host));
        spec.entrypoint().ifPresent(command::withEntrypoint);
        spec.command().ifPresent(command::withCmd);
        spec.healthCheck().ifPresent(check -> command.withHealthcheck(health(check)));
        settings.user().ifPresent(command::withUser);
        settings.workingDirectory().ifPresent(command::withWorkingDir);
        settings.hostname().ifPresent(command::withHostName);
        settings.stopSignal().ifPresent(command::withStopSignal);
        settings.platform().ifPresent(command::withPlatform);
    }

    private HostConfig host(HostConfig host) {
        Settings settings = spec.settings();
        host.withNetworkMode(network)
                .withPortBindings(spec.ports().stream()
                        .map(port -> new PortBinding(Ports.Binding.bindIp(bindAddress), ExposedPort.tcp(port)))
                        .toList())
                .withMounts(mounts())
                .withTmpFs(temporary())
                // The run decides what happens to a service that ends.
                .withRestartPolicy(RestartPolicy.noRestart())
                // The one driver whose logs every engine can read back.
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of()))
                .withPrivileged(settings.privileged())
                .withReadonlyRootfs(settings.readOnly())
                .withCapAdd(capabilities(settings.capAdd()))
                .withCapDrop(capabilities(settings.capDrop()))
                .withSecurityOpts(settings.securityOptions())
                .withExtraHosts(settings.extraHosts().toArray(String[]::new))
                .withGroupAdd(settings.groups())
                .withDns(settings.dns())
                .withSysctls(settings.sysctls());
        settings.init().ifPresent(host::withInit);
        limit(host, spec.limits());
        return host;
    }

    private static void limit(HostConfig host, Limits limits) {
        set(limits.memoryBytes(), host::withMemory);
        set(limits.memorySwapBytes(), host::withMemorySwap);
        set(limits.memoryReservationBytes(), host::withMemoryReservation);
        set(limits.nanoCpus(), host::withNanoCPUs);
        set(limits.pids(), host::withPidsLimit);
        set(limits.sharedMemoryBytes(), host::withShmSize);
        host.withUlimits(limits.ulimits().entrySet().stream()
                .map(entry -> new Ulimit(
                        entry.getKey(),
                        entry.getValue().soft(),
                        entry.getValue().hard()))
                .toList());
    }

    private static void set(OptionalLong value, Consumer<Long> setter) {
        value.ifPresent(setter::accept);
    }

    private List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        for (ContainerSpec.Mount mount : spec.mounts()) {
            switch (mount.kind()) {
                case BIND -> mounts.add(at(mount, MountType.BIND).withSource(mount.source()));
                case VOLUME -> {
                    Mount volume = at(mount, MountType.VOLUME);
                    mounts.add(
                            mount.source().isEmpty()
                                    ? volume
                                    : volume.withSource(volumes.getOrDefault(mount.source(), mount.source())));
                }
                case TMPFS -> {
                    // Has a field of its own, which takes all options.
                }
            }
        }
        return mounts;
    }

    private static Mount at(ContainerSpec.Mount mount, MountType type) {
        return new Mount().withType(type).withTarget(mount.target()).withReadOnly(mount.readOnly());
    }

    private Map<String, String> temporary() {
        Map<String, String> temporary = new HashMap<>();
        spec.mounts().stream()
                .filter(mount -> mount.kind() == ContainerSpec.Mount.Kind.TMPFS)
                .forEach(mount -> temporary.put(mount.target(), options(mount)));
        return temporary;
    }

    private static String options(ContainerSpec.Mount mount) {
        if (!mount.readOnly()) {
            return mount.options();
        }
        return mount.options().isEmpty() ? "ro" : mount.options() + ",ro";
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))
                .map(Capability::valueOf)
                .toArray(Capability[]::new);
    }

    private static com.github.dockerjava.api.model.HealthCheck health(HealthCheck check) {
        var health = new com.github.dockerjava.api.model.HealthCheck();
        if (!check.test().isEmpty()) {
            health.withTest(check.test());
        }
        check.interval().map(Duration::toNanos).ifPresent(health::withInterval);
        check.timeout().map(Duration::toNanos).ifPresent(health::withTimeout);
        check.startPeriod().map(Duration::toNanos).ifPresent(health::withStartPeriod);
        check.startInterval().map(Duration::toNanos).ifPresent(health::withStartInterval);
        check.retries().ifPresent(health::withRetries);
        return health;
    }
}
