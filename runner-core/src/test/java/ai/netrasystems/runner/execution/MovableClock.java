package ai.netrasystems.runner.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, with jumps, so that long deadlines pass at once and short ones are not needed. Thread-safe. */
final class MovableClock extends Clock {
    private Duration ahead = Duration.ZERO;
    private Duration step = Duration.ZERO;

    synchronized void jump(Duration by) {
        ahead = by;
    }

    /** From now on it is so much later at each look at it. */
    synchronized void stepAtEachLook(Duration by) {
        step = by;
    }

    @Override
    public synchronized Instant instant() {
        ahead = ahead.plus(step);
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
