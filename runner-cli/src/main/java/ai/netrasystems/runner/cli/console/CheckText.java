package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import java.util.Locale;

/** One check of a staging system as a line. */
public final class CheckText {
    private CheckText() {}

    /** {@code ok   tls https://staging.example.com: valid until 2027-01-01 (21 ms)}. */
    public static String of(StagingChecked event) {
        return String.format(
                Locale.ROOT,
                "%-7s %-11s %s: %s (%s)",
                word(event.result()),
                event.check().name().toLowerCase(Locale.ROOT),
                event.subject(),
                event.detail(),
                Elapsed.text(event.took()));
    }

    private static String word(StagingChecked.Result result) {
        return switch (result) {
            case PASSED -> "ok";
            case WARNING -> "warning";
            case FAILED -> "FAILED";
            case SKIPPED -> "skipped";
        };
    }
}
