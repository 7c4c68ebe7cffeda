package ai.netrasystems.goldenpath.service;

import java.time.Duration;
import java.util.function.Supplier;

/** Waits a bounded time for something that other processes are still bringing up. */
public final class Patience {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Patience() {}

    /**
     * Asks {@code attempt} until it has a value or {@code limit} has passed, at least once; the last reason stands
     * where it never had one. An attempt is not cut short, so it must be bounded itself.
     */
    public static <T> Checked<T> until(Duration limit, Supplier<Checked<T>> attempt) {
        long deadline = System.nanoTime() + limit.toNanos();
        Checked<T> outcome = attempt.get();
        while (!outcome.isValid() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return outcome;
            }
            outcome = attempt.get();
        }
        return outcome;
    }
}
