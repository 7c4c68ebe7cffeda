package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.plan.ExecutionPolicy.Retries;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether failed tests of a unit are tried again. With many of them it is no flakiness: then none is. Thread-safe: the
 * lanes of a unit share one.
 */
final class RetryBrake {
    private final RunState run;
    private final Retries retries;
    private final Set<String> failed = new HashSet<>();
    private boolean told;

    RetryBrake(RunState run) {
        this.run = run;
        this.retries = run.settings.policy().retries();
    }

    /** Whether there are retries at all. */
    boolean mayRetry() {
        return retries.times() > 0;
    }

    /** Whether a test that was tried again so many times may be tried once more. */
    boolean allows(int triedAgain) {
        return triedAgain < retries.times();
    }

    /** Takes in failed tests, by id; false when they are too many by now. */
    synchronized boolean releases(Set<String> ids) {
        failed.addAll(ids);
        if (failed.size() <= retries.brake()) {
            return true;
        }
        if (!told) {
            told = true;
            run.events.publish(new Noted(
                    Noted.Level.WARNING,
                    failed.size() + " tests failed, more than the " + retries.brake()
                            + " that are tried again at most: no retries"));
        }
        return false;
    }

    /** Pause before a further attempt: the first, then twice as long each time. */
    Duration pause(int triedAgain) {
        return retries.backoff().multipliedBy(1L << Math.min(triedAgain, 10));
    }
}
