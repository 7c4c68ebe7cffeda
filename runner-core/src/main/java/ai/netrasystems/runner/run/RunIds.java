package ai.netrasystems.runner.run;

import ai.netrasystems.runner.model.RunId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Ids of runs: {@code 20260301-142501-k3f9qa}; they sort by time. */
final class RunIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SUFFIX = 6;

    private RunIds() {}

    /** A new one. Two of one second differ by their random part; the journal's creation would refuse an equal one. */
    static RunId next(Clock clock, RandomGenerator random) {
        StringBuilder id = new StringBuilder(TIME.format(clock.instant())).append('-');
        for (int i = 0; i < SUFFIX; i++) {
            id.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
        }
        return new RunId(id.toString());
    }
}
