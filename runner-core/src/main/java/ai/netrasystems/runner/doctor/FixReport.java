package ai.netrasystems.runner.doctor;

import ai.netrasystems.runner.doctor.fix.Correction;
import ai.netrasystems.runner.doctor.fix.Deletion;
import ai.netrasystems.runner.doctor.fix.FixPlan;
import ai.netrasystems.runner.doctor.fix.FixResult;
import ai.netrasystems.runner.doctor.fix.IgnoreAddition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code --fix} did, or with {@code --dry-run} would do.
 *
 * @param dryRun whether nothing was changed
 * @param complete whether it came to its end; not where it was told to stop
 * @param deleted every file and folder, absolute, in the order of the deletion
 * @param files how many of them are files
 * @param folders how many of them are folders
 * @param bytes that the files held
 * @param changes lines that were added or corrected
 * @param proposals what a person has to decide
 * @param leftAlone what was not deleted, and why
 * @param failed what could not be done, in words
 */
public record FixReport(
        boolean dryRun,
        boolean complete,
        List<Path> deleted,
        long files,
        long folders,
        long bytes,
        List<Change> changes,
        List<Proposal> proposals,
        List<LeftAlone> leftAlone,
        List<String> failed) {
    /** Copies the lists. */
    public FixReport {
        deleted = List.copyOf(deleted);
        changes = List.copyOf(changes);
        proposals = List.copyOf(proposals);
        leftAlone = List.copyOf(leftAlone);
        failed = List.copyOf(failed);
    }

    /** Whether nothing was changed, and nothing would be. */
    public boolean isEmpty() {
        return deleted.isEmpty() && changes.isEmpty();
    }

    /** What would be done. */
    public static FixReport planned(FixPlan plan) {
        return new FixReport(
                true,
                true,
                plan.deletions().stream().map(Deletion::absolute).toList(),
                count(plan, false),
                count(plan, true),
                plan.bytes(),
                changes(plan.additions(), plan.corrections(), false),
                proposals(plan),
                leftAlone(plan.leftAlone()),
                List.of());
    }

    /** What was done of the plan. Looks at the disk for what is gone. */
    public static FixReport done(FixPlan plan, FixResult result) {
        return new FixReport(
                false,
                !result.stopped(),
                plan.deletions().stream()
                        .map(Deletion::absolute)
                        .filter(path -> Files.notExists(path, LinkOption.NOFOLLOW_LINKS))
                        .toList(),
                result.files(),
                result.folders(),
                result.freedBytes(),
                changes(result.additions(), result.corrections(), true),
                proposals(plan),
                leftAlone(result.leftAlone()),
                result.failed().stream()
                        .map(failed -> failed.path() + ": " + failed.reason())
                        .toList());
    }

    private static long count(FixPlan plan, boolean folders) {
        return plan.deletions().stream()
                .filter(deletion -> (deletion.kind() == Deletion.Kind.FOLDER) == folders)
                .count();
    }

    private static List<Change> changes(List<IgnoreAddition> additions, List<Correction> corrections, boolean written) {
        List<Change> changes = new ArrayList<>();
        for (IgnoreAddition addition : additions) {
            int before = lines(addition.target()) - (written ? addition.lines().size() : 0);
            for (String line : addition.lines()) {
                changes.add(new Change(addition.file(), ++before, "", line));
            }
        }
        corrections.forEach(it -> changes.add(new Change(it.file(), it.line(), it.written(), it.replacement())));
        return changes;
    }

    private static int lines(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file, StandardCharsets.ISO_8859_1).size()
                    : 0;
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private static List<Proposal> proposals(FixPlan plan) {
        return plan.proposals().stream()
                .map(it -> new Proposal(it.file(), it.text(), it.reason()))
                .toList();
    }

    private static List<LeftAlone> leftAlone(List<ai.netrasystems.runner.doctor.fix.LeftAlone> paths) {
        return paths.stream().map(it -> new LeftAlone(it.path(), it.reason())).toList();
    }

    /** The same, with what was changed, and what could not be, before it. */
    public FixReport after(List<Change> earlier, List<String> alsoFailed) {
        return new FixReport(
                dryRun,
                complete,
                deleted,
                files,
                folders,
                bytes,
                Stream.concat(earlier.stream(), changes.stream()).toList(),
                proposals,
                leftAlone,
                Stream.concat(alsoFailed.stream(), failed.stream()).toList());
    }

    /** A line of a file; {@code before} is empty where it is new. */
    public record Change(Path file, int line, String before, String after) {}

    /** A line that a person may write into a file, and why it was not written. */
    public record Proposal(Path file, String line, String why) {}

    /** What was not deleted. */
    public record LeftAlone(Path path, String why) {}
}
