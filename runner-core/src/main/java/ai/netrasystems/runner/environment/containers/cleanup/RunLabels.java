package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessIdentity;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says on a container, network, volume or built image whose it is.
 *
 * @param owner the JVM of the run
 * @param boot the kernel's boot in which that counts
 * @param pidNamespace the space in which its pid counts
 * @param kept whether {@code --keep-environment} asked for it to stay
 */
public record RunLabels(
        RunId run, ProcessIdentity owner, String boot, String pidNamespace, ProjectId project, boolean kept) {
    /** All labels begin with it. */
    public static final String PREFIX = "ai.netrasystems.runner.";

    static final String RUN = PREFIX + "run";
    static final String PID = PREFIX + "pid";
    static final String START = PREFIX + "start";
    static final String BOOT = PREFIX + "boot";
    static final String PID_NAMESPACE = PREFIX + "pid-namespace";
    static final String PROJECT = PREFIX + "project";
    static final String KIND = PREFIX + "kind";
    static final String SERVICE = PREFIX + "service";
    static final String KEPT = PREFIX + "kept";

    /** What carries labels. */
    public enum Kind {
        CONTAINER("container"),
        NETWORK("network"),
        VOLUME("volume"),
        IMAGE("image");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    /** What has become of an owner. */
    enum Fate {
        /** It runs. */
        ALIVE,
        /** It ended. */
        DEAD,
        /**
         * Nobody can tell from here: another boot or another space of pids. An engine may be shared, so another boot
         * may be another machine.
         */
        UNKNOWN
    }

    /** The labels of a run of this JVM. */
    public static RunLabels of(RunId run, ProjectId project, HostProcesses host, boolean kept) {
        return new RunLabels(run, host.self(), host.boot(), host.pidNamespace(), project, kept);
    }

    /** The labels of something that serves the whole run, such as its network. */
    public Map<String, String> of(Kind kind) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(RUN, run.value());
        labels.put(PID, Long.toString(owner.pid()));
        labels.put(START, Long.toString(owner.start()));
        labels.put(BOOT, boot);
        labels.put(PID_NAMESPACE, pidNamespace);
        labels.put(PROJECT, project.digest());
        labels.put(KIND, kind.label);
        if (kept) {
            labels.put(KEPT, "true");
        }
        return labels;
    }

    /** The labels of something of one service. */
    public Map<String, String> of(Kind kind, ServiceName service) {
        Map<String, String> labels = of(kind);
        labels.put(SERVICE, service.value());
        return labels;
    }

    /** Reads labels of that kind; empty unless every one is there and can be read. */
    static Optional<RunLabels> parse(Map<String, String> labels, Kind kind) {
        if (!kind.label.equals(labels.get(KIND))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RunLabels(
                    new RunId(value(labels, RUN)),
                    new ProcessIdentity(Long.parseLong(value(labels, PID)), Long.parseLong(value(labels, START))),
                    value(labels, BOOT),
                    value(labels, PID_NAMESPACE),
                    new ProjectId(value(labels, PROJECT)),
                    "true".equals(labels.get(KEPT))));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static String value(Map<String, String> labels, String name) {
        String value = labels.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    Fate fateOn(HostProcesses host) {
        // Where the system names neither, nothing tells this machine from another.
        boolean ours = boot.equals(host.boot()) && pidNamespace.equals(host.pidNamespace()) && !boot.equals("unknown");
        if (!ours) {
            return Fate.UNKNOWN;
        }
        return host.isAlive(owner) ? Fate.ALIVE : Fate.DEAD;
    }
}
