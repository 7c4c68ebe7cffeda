package ai.netrasystems.runner.cli.console;

import java.time.Duration;
import java.util.Locale;

/** A measured time for people: {@code 12 ms}, {@code 1.3 s}, {@code 2 min 05 s}. Budgets are written otherwise. */
final class Elapsed {
    private Elapsed() {}

    static String text(Duration took) {
        long millis = Math.max(0, took.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        long seconds = Math.round(millis / 1_000.0);
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds / 60 % 60);
    }
}
