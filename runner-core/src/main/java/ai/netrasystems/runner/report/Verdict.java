package ai.netrasystems.runner.report;

import java.util.Locale;

/** What a run came to: the lines of the table in PRODUCT.md, "Exit codes", in its order. */
public enum Verdict {
    /** SIGINT. */
    INTERRUPTED(130),
    /** SIGTERM. */
    TERMINATED(143),
    /** Something happened that must not: the runner's fault. */
    DEFECT(70),
    /** Wrong usage or configuration; nothing was started. */
    INVALID(2),
    /** Staging was refused before any test. */
    REFUSED(5),
    /** No permitted environment could be had. */
    NO_ENVIRONMENT(4),
    /** A test or container failed, or tests could not be found or compiled. */
    FAILED(1),
    /** The environment broke under the tests. */
    INFRASTRUCTURE(4),
    /** A budget left tests undone. */
    OUT_OF_TIME(7),
    /** Nothing, or nothing that counts, was executed. */
    NOTHING_RUN(3),
    /** Green, from another provider than wanted, where the policy says no. */
    DEGRADED(6),
    /** The selection matched nothing, and {@code --no-tests} excuses it. */
    EMPTY(0),
    /** Everything that ran passed, and enough ran. */
    PASSED(0);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The process's exit code. */
    public int exitCode() {
        return exitCode;
    }

    /** The word that people and files use, such as {@code out-of-time}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
