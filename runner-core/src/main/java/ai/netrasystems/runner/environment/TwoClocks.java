package ai.netrasystems.runner.environment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time as two clocks tell it: the one that only runs forward, which a sleeping machine stops, and the wall's, which
 * anybody may set. What has ended by either of them counts as ended.
 *
 * @param nanoTime as {@link System#nanoTime()}
 * @param wall as {@link InstantSource#system()}
 */
public record TwoClocks(LongSupplier nanoTime, InstantSource wall) {
    /** Longer than any run; what is asked to end later ends then, so that no clock overflows. */
    static final Duration LONGEST = Duration.ofDays(3650);

    /** The clocks of this machine. */
    public static TwoClocks ofSystem() {
        return new TwoClocks(System::nanoTime, InstantSource.system());
    }

    /** This moment, as what ends now. */
    public Expiry now() {
        return new Expiry(this, nanoTime.getAsLong(), wall.instant());
    }
}
