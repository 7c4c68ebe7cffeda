package ai.netrasystems.runner.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How failures and repetitions are dealt with while tests run.
 *
 * @param maxFailures after so many failures nothing more begins; 1 for {@code --fail-fast}
 * @param repeat how often every test runs, at least 1; the worst of its outcomes counts
 * @param seed of the random order of methods (that of classes is in the plan)
 * @param debug workers wait for a debugger, and no deadline or budget ends anything
 */
public record ExecutionPolicy(
        Optional<Integer> maxFailures, Retries retries, int repeat, Optional<Long> seed, boolean debug) {
    /** Everything once, to the end. */
    public static ExecutionPolicy defaults() {
        return new ExecutionPolicy(Optional.empty(), Retries.none(), 1, Optional.empty(), false);
    }

    /**
     * What becomes of failed tests.
     *
     * @param times further attempts of one test at most
     * @param backoff pause before the first of them; each later pause is twice as long
     * @param brake with more failed tests than this in one unit, none of them is tried again: that is no flakiness
     */
    public record Retries(int times, Duration backoff, int brake) {
        /** None. */
        public static Retries none() {
            return new Retries(0, Duration.ZERO, 0);
        }

        /**
         * What is said of a test that failed at first.
         *
         * @param attempt the one that passed, from 2
         */
        public String thenPassed(int attempt) {
            int failures = attempt - 1;
            String often = failures == 1 ? "once" : failures == 2 ? "twice" : failures + " times";
            return "failed " + often + ", then passed (attempt " + attempt + " of " + (times + 1) + ")";
        }
    }
}
