package ai.netrasystems.runner.doctor.context;

import java.util.List;

/**
 * What a context sends of one kind. Nothing counts twice: the first kind that fits.
 *
 * @param files how many files, links too
 * @param folders how many folders
 * @param bytes of the files
 * @param paths some of them for people, the largest or the outermost first, relative to the context
 */
public record Pollution(PollutionKind kind, long files, long folders, long bytes, List<String> paths) {
    /** Copies the list. */
    public Pollution {
        paths = List.copyOf(paths);
    }
}
