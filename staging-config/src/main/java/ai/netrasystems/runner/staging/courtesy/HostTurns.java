package ai.netrasystems.runner.staging.courtesy;

import ai.netrasystems.runner.staging.CallLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The turns of one host: so many at once, and begun no closer together than the rate allows. */
final class HostTurns {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Ticker ticker;
    private final Semaphore places;
    private final long interval;
    private long nextStart;

    HostTurns(CallLimits limits, Ticker ticker) {
        this.ticker = ticker;
        this.places = new Semaphore(limits.concurrency(), true);
        this.interval = SECOND / limits.rate();
        this.nextStart = ticker.nanos();
    }

    Optional<Turn> await(Duration patience) throws InterruptedException {
        long end = ticker.nanos() + patience.toNanos();
        if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        boolean given = false;
        try {
            OptionalLong start = reserve(end);
            if (start.isPresent()) {
                long wait = start.getAsLong() - ticker.nanos();
                if (wait > 0) {
                    ticker.pause(wait);
                }
                given = true;
                return Optional.of(places::release);
            }
            return Optional.empty();
        } finally {
            if (!given) {
                places.release();
            }
        }
    }

    /** The moment at which the next call may begin; nothing is reserved where that is too late. */
    private synchronized OptionalLong reserve(long end) {
        long now = ticker.nanos();
        long start = now - nextStart > 0 ? now : nextStart;
        if (start - end > 0) {
            return OptionalLong.empty();
        }
        nextStart = start + interval;
        return OptionalLong.of(start);
    }
}
