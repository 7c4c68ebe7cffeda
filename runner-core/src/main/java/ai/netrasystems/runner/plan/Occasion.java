package ai.netrasystems.runner.plan;

import java.time.LocalDate;

/**
 * What a plan depends on besides files and command line, as data.
 *
 * @param today for quarantine: an entry holds up to and including its day
 * @param earlier earlier results; none where nothing asks for them
 * @param seed of a random order for which nobody names one
 */
public record Occasion(LocalDate today, EarlierResults earlier, long seed) {
    /** A day, with nothing recorded. */
    public static Occasion on(LocalDate today) {
        return new Occasion(today, EarlierResults.none(), 0);
    }
}
