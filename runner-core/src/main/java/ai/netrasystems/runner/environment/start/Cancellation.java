package ai.netrasystems.runner.environment.start;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends all waiting of one start-up at once. Thread-safe. */
public final class Cancellation {
    private final CountDownLatch latch = new CountDownLatch(1);

    /** Ends all waiting, now and later. Idempotent. */
    public void cancel() {
        latch.countDown();
    }

    /** Whether it was cancelled. */
    public boolean isCancelled() {
        return latch.getCount() == 0;
    }

    /** Waits; {@code true} if cancelled before or meanwhile. An interrupt of the thread counts as that too. */
    public boolean pause(Duration time) {
        try {
            return latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
