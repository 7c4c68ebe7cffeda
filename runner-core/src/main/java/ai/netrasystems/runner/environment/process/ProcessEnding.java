package ai.netrasystems.runner.environment.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Ends processes with all that descends from them: asks first, kills after a bound. Thread-safe. */
public final class ProcessEnding {
    private static final Duration POLL = Duration.ofMillis(5);
    /** How long the kernel may take to remove a killed process. */
    private static final Duration AFTER_KILL = Duration.ofMillis(500);

    private final HostProcesses host;

    /** Ends processes of that machine. */
    public ProcessEnding(HostProcesses host) {
        this.host = host;
    }

    /**
     * Ends them all, at once.
     *
     * @param processes with the way each wants to be asked
     * @param grace how long they have from being asked to being killed
     * @return who is still there
     */
    public List<ProcessIdentity> end(Map<ProcessIdentity, EndSignal> processes, Duration grace) {
        Set<ProcessIdentity> all = new LinkedHashSet<>();
        Map<ProcessIdentity, EndSignal> asked = new LinkedHashMap<>();
        processes.forEach((root, signal) -> {
            Set<ProcessIdentity> family = host.family(root);
            all.addAll(family);
            switch (signal) {
                case QUIT -> asked.put(root, signal);
                case TERM -> family.forEach(member -> asked.putIfAbsent(member, signal));
            }
        });
        asked.forEach(host::ask);
        awaitEnd(all, grace);
        // Whoever was forked meanwhile, or has lost its parent, is found by a second look.
        processes.keySet().forEach(root -> all.addAll(host.family(root)));
        List<ProcessIdentity> stubborn = alive(all);
        stubborn.forEach(host::kill);
        awaitEnd(all, AFTER_KILL);
        return alive(all);
    }

    private void awaitEnd(Set<ProcessIdentity> processes, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!alive(processes).isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private List<ProcessIdentity> alive(Set<ProcessIdentity> processes) {
        List<ProcessIdentity> alive = new ArrayList<>(processes);
        alive.removeIf(process -> !host.isAlive(process));
        return alive;
    }
}
