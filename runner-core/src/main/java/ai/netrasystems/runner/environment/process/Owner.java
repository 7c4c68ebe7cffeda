package ai.netrasystems.runner.environment.process;

import ai.netrasystems.runner.model.RunId;
import java.util.Optional;

/**
 * The JVM that a run belongs to.
 *
 * @param boot the kernel's boot in which the process ran
 * @param pidNamespace the space in which its pid counts
 */
record Owner(ProcessIdentity process, String boot, String pidNamespace, RunId run) {
    /** What has become of an owner. */
    enum State {
        /** It runs, or nobody can tell from here: hands off. */
        ALIVE,
        /** It ended; its processes may still run. */
        DEAD,
        /** The machine was started again since: of its processes none runs. */
        BEFORE_BOOT
    }

    String line() {
        return process.pid() + " " + process.start() + " " + boot + " " + pidNamespace + " " + run + "\n";
    }

    static Optional<Owner> parse(String text) {
        String[] fields = text.strip().split(" ", 5);
        if (fields.length != 5) {
            return Optional.empty();
        }
        try {
            ProcessIdentity process = new ProcessIdentity(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
            return Optional.of(new Owner(process, fields[2], fields[3], new RunId(fields[4])));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    State stateOn(HostProcesses host) {
        if (!boot.equals(host.boot())) {
            return State.BEFORE_BOOT;
        }
        // A runner in a container on the same project: its pid means nothing here, so it may well be alive.
        boolean sameSpace = pidNamespace.equals(host.pidNamespace());
        return !sameSpace || host.isAlive(process) ? State.ALIVE : State.DEAD;
    }
}
