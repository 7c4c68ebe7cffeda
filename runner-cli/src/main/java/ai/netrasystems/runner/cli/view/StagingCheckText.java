package ai.netrasystems.runner.cli.view;

import ai.netrasystems.runner.cli.console.CheckText;
import ai.netrasystems.runner.cli.console.SafeText;
import ai.netrasystems.runner.event.DiagnosisText;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.event.StagingVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of {@code runner staging check}: a line for each check as it ends, then what it came to. */
public final class StagingCheckText {
    private StagingCheckText() {}

    /** The line of a check. */
    public static String line(StagingChecked check) {
        return SafeText.line(CheckText.of(check));
    }

    /** The lines behind the checks. */
    public static List<String> end(StagingVerdict verdict) {
        List<String> lines = new ArrayList<>();
        for (DiagnosisText diagnosis : verdict.diagnoses()) {
            lines.add(diagnosis.summary() + " [" + diagnosis.kind() + "]");
            diagnosis.evidence().forEach(line -> lines.add("  | " + line));
            lines.add("  remedy: " + diagnosis.remedy());
        }
        lines.add(String.format(
                Locale.ROOT,
                "staging%s: %s in %.1f s",
                verdict.profile().map(name -> " " + name).orElse(""),
                verdict.outcome().name().toLowerCase(Locale.ROOT),
                verdict.took().toMillis() / 1_000.0));
        return lines.stream().map(SafeText::line).toList();
    }
}
