package ai.netrasystems.runner.cli.view;

import ai.netrasystems.runner.cli.console.SafeText;
import ai.netrasystems.runner.run.Clean.Cleaned;
import java.util.ArrayList;
import java.util.List;

/** The text of {@code runner clean}: a line for each thing. */
public final class CleanText {
    private CleanText() {}

    /** Lines. */
    public static List<String> of(Cleaned cleaned) {
        String done = cleaned.dryRun() ? "would remove: " : "removed: ";
        List<String> lines = new ArrayList<>();
        cleaned.removed().forEach(what -> lines.add(done + what));
        cleaned.remaining().forEach(what -> lines.add("could not remove: " + what));
        if (lines.isEmpty()) {
            lines.add("nothing to remove");
        }
        cleaned.leftAlone().forEach(what -> lines.add("left alone: " + what));
        return lines.stream().map(SafeText::line).toList();
    }
}
