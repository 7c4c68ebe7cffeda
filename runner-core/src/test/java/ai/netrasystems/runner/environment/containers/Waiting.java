package ai.netrasystems.runner.environment.containers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a bound. */
final class Waiting {
    private static final Duration POLL = Duration.ofMillis(10);

    private Waiting() {}

    static void until(Duration bound, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError("not within " + bound);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
