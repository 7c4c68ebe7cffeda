package ai.netrasystems.runner.cli.view;

import static ai.netrasystems.runner.cli.view.Counts.count;
import static ai.netrasystems.runner.config.text.ByteSizeText.shown;

import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.doctor.FixReport;
import java.util.ArrayList;
import java.util.List;

/** What {@code --fix} did, or with {@code --dry-run} would do: then the exact list. */
final class FixText {
    /** More of one kind than this are only counted, where it is no exact list that was asked for. */
    private static final int MOST = 10;

    private FixText() {}

    static List<String> of(FixReport fix, Examination examination) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(fix.dryRun() ? "fix (--dry-run: nothing was changed)" : "fix");
        if (fix.dryRun()) {
            fix.deleted().forEach(path -> lines.add("  would delete: " + examination.shown(path)));
        }
        fix.changes()
                .forEach(change -> lines.add("  " + verb(fix, change) + examination.shown(change.file()) + ":"
                        + change.line() + ": " + change.after().strip()));
        List<String> alone = fix.leftAlone().stream()
                .map(it -> "  left alone: " + examination.shown(it.path()) + " (" + it.why() + ")")
                .toList();
        lines.addAll(fix.dryRun() ? alone : alone.subList(0, Math.min(MOST, alone.size())));
        if (!fix.dryRun() && alone.size() > MOST) {
            lines.add("  left alone: " + count(alone.size() - MOST, "more path") + " (--dry-run lists them)");
        }
        fix.proposals()
                .forEach(proposal -> lines.add("  proposed: " + examination.shown(proposal.file()) + ": "
                        + proposal.line() + " (" + proposal.why() + ")"));
        fix.failed().forEach(what -> lines.add("  failed: " + what));
        lines.add("  " + total(fix));
        return lines;
    }

    private static String verb(FixReport fix, FixReport.Change change) {
        boolean added = change.before().isEmpty();
        if (fix.dryRun()) {
            return added ? "would add to " : "would correct ";
        }
        return added ? "added to " : "corrected ";
    }

    private static String total(FixReport fix) {
        if (fix.isEmpty()) {
            return "nothing to mend";
        }
        String done = (fix.dryRun() ? "would delete " : "deleted ") + count(fix.files(), "file") + " and "
                + count(fix.folders(), "folder") + ", " + shown(fix.bytes())
                + (fix.dryRun() ? " would be freed" : " freed");
        return fix.complete() ? done : done + "; told to stop before it was done";
    }
}
