package ai.netrasystems.runner.environment;

import java.time.Duration;
import java.time.Instant;

/**
 * When something ends, by {@linkplain TwoClocks both clocks}; the earlier counts.
 *
 * @param nanos on the clock that only runs forward
 * @param instant on the wall's clock
 */
public record Expiry(TwoClocks clocks, long nanos, Instant instant) {
    /** What is left; negative once it has ended. */
    public Duration left() {
        Duration byRun = Duration.ofNanos(nanos - clocks.nanoTime().getAsLong());
        Duration byWall = Duration.between(clocks.wall().instant(), instant);
        return byRun.compareTo(byWall) < 0 ? byRun : byWall;
    }

    /** What ends that much later. */
    public Expiry plus(Duration time) {
        Duration bounded = time.compareTo(TwoClocks.LONGEST) > 0 ? TwoClocks.LONGEST : time;
        return new Expiry(clocks, nanos + bounded.toNanos(), instant.plus(bounded));
    }

    /** Whether no more than that is left. */
    public boolean isWithin(Duration time) {
        return left().compareTo(time) <= 0;
    }

    /** Whether it has ended. */
    public boolean isOver() {
        return isWithin(Duration.ZERO);
    }
}
