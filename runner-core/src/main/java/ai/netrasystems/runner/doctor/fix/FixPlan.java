package ai.netrasystems.runner.doctor.fix;

import java.util.List;

/**
 * What a fix would do, and what it would not. Immutable.
 *
 * @param additions lines for ignore files
 * @param corrections paths to correct in Compose files
 * @param deletions each once, what is in a folder before the folder
 * @param proposals what a person may write by hand, and why it is not done here
 * @param leftAlone what looks like something to delete and is not
 */
public record FixPlan(
        List<IgnoreAddition> additions,
        List<Correction> corrections,
        List<Deletion> deletions,
        List<Proposal> proposals,
        List<LeftAlone> leftAlone) {
    /** Copies the lists. */
    public FixPlan {
        additions = List.copyOf(additions);
        corrections = List.copyOf(corrections);
        deletions = List.copyOf(deletions);
        proposals = List.copyOf(proposals);
        leftAlone = List.copyOf(leftAlone);
    }

    /** Its corrections and nothing else. */
    public FixPlan correctionsAlone() {
        return new FixPlan(List.of(), corrections, List.of(), List.of(), List.of());
    }

    /** Whether there is nothing to do; there may still be proposals. */
    public boolean isEmpty() {
        return additions.isEmpty() && corrections.isEmpty() && deletions.isEmpty();
    }

    /** How many bytes it frees. */
    public long bytes() {
        return deletions.stream().mapToLong(Deletion::bytes).sum();
    }
}
