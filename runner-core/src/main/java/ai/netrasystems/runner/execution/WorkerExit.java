package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.worker.protocol.Thrown;
import java.util.Optional;

/** How a worker's process ended, in words for people. */
final class WorkerExit {
    private static final String CAUSE = "Caused by: ";

    private WorkerExit() {}

    /** The exit code, and what it says or the worker's own last word; {@code fault}: what its launcher threw. */
    static String words(int code, Optional<Thrown> fault) {
        return "its worker ended with exit code " + code
                + fault.map(thrown -> ": " + said(thrown)).orElseGet(() -> meaning(code));
    }

    /** Its root cause: what is around it is reflection's. */
    private static String said(Thrown thrown) {
        return thrown.stackTrace()
                .lines()
                .filter(line -> line.startsWith(CAUSE))
                .reduce((outer, inner) -> inner)
                .map(line -> line.substring(CAUSE.length()))
                .orElseGet(() -> thrown.stackTrace().lines().findFirst().orElse(thrown.type()));
    }

    /** A shell's 128 + N for signal N is what the JDK reports, too. */
    private static String meaning(int code) {
        return switch (code) {
            case 0 -> " (System.exit or halt?)";
            case 134 -> " (SIGABRT)";
            case 137 -> " (SIGKILL: by hand, or by the system when memory ran out)";
            case 139 -> " (SIGSEGV)";
            case 143 -> " (SIGTERM)";
            default -> "";
        };
    }
}
