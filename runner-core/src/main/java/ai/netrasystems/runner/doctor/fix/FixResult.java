package ai.netrasystems.runner.doctor.fix;

import java.nio.file.Path;
import java.util.List;

/**
 * What a fix did.
 *
 * @param files how many files and links were deleted
 * @param folders how many folders were deleted
 * @param freedBytes of the deleted files
 * @param additions lines that were added
 * @param corrections paths that were corrected
 * @param failed what could not be done
 * @param leftAlone what was left alone by the plan, or because it had changed since
 * @param stopped whether a stop was asked for before all was done
 */
public record FixResult(
        long files,
        long folders,
        long freedBytes,
        List<IgnoreAddition> additions,
        List<Correction> corrections,
        List<Failed> failed,
        List<LeftAlone> leftAlone,
        boolean stopped) {
    /** Copies the lists. */
    public FixResult {
        additions = List.copyOf(additions);
        corrections = List.copyOf(corrections);
        failed = List.copyOf(failed);
        leftAlone = List.copyOf(leftAlone);
    }

    /**
     * Something that could not be done.
     *
     * @param path absolute
     * @param reason the system's, for people
     */
    public record Failed(Path path, String reason) {}
}
