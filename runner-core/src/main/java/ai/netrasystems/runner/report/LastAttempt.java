package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.Outcome;

/** Which of a test's outcomes counts. */
final class LastAttempt {
    private LastAttempt() {}

    /**
     * Whether an outcome takes the place of an earlier one. The last attempt counts; of two outcomes of one attempt (an
     * engine may report one test twice) the worse one does, so that nothing hides a failure.
     */
    static boolean replaces(TestFinished finished, int attempt, Outcome outcome) {
        return finished.attempt() > attempt
                || (finished.attempt() == attempt && severity(finished.outcome()) > severity(outcome));
    }

    private static int severity(Outcome outcome) {
        return switch (outcome) {
            case FAILED, CRASHED, TIMED_OUT -> 4;
            case INFRASTRUCTURE, LOST, INTERRUPTED -> 3;
            case NOT_RUN -> 2; // why may become known later
            case FLAKY, ABORTED, SKIPPED -> 1;
            case PASSED -> 0;
        };
    }
}
