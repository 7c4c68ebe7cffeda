package ai.netrasystems.runner.model;

import java.util.Locale;

/** The outcome of one test. */
public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED,
    ABORTED,
    /** Its worker died while it alone was in flight. */
    CRASHED,
    /** Past its own deadline. */
    TIMED_OUT,
    /** Failed, then passed on a retry. */
    FLAKY,
    /** Not run, or not to be judged, because the environment broke. */
    INFRASTRUCTURE,
    /** In flight when the run was stopped or a budget ended. */
    INTERRUPTED,
    /** No worker could be started for it at all. */
    LOST,
    /** Never started. */
    NOT_RUN;

    /** The word that people and files use, such as {@code timed-out}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The outcome of that {@link #label()}. */
    public static Outcome ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether the test's body ran to a judgement: passed, failed, crashed, timed-out or flaky. */
    public boolean executed() {
        return switch (this) {
            case PASSED, FAILED, CRASHED, TIMED_OUT, FLAKY -> true;
            case SKIPPED, ABORTED, INFRASTRUCTURE, INTERRUPTED, LOST, NOT_RUN -> false;
        };
    }

    /** Whether the test itself is at fault: failed, crashed or timed-out. */
    public boolean broken() {
        return switch (this) {
            case FAILED, CRASHED, TIMED_OUT -> true;
            case PASSED, FLAKY, SKIPPED, ABORTED, INFRASTRUCTURE, INTERRUPTED, LOST, NOT_RUN -> false;
        };
    }
}
