package ai.netrasystems.runner.doctor.fix;

import java.nio.file.Path;

/**
 * Something to delete.
 *
 * @param root the folder from which it is reached without following a link; absolute, links resolved
 * @param path relative to the root
 * @param bytes that it frees; 0 for all but files, and for a file that has further names elsewhere
 * @param identity what the file system knows it by
 */
public record Deletion(Path root, Path path, Kind kind, long bytes, String identity) {
    /** Kinds of things. */
    public enum Kind {
        FILE,
        /** A symbolic link: it goes, not what it leads to. */
        LINK,
        /** Only ever an empty one: what is in it has its own deletion. */
        FOLDER
    }

    /** Where it is, absolute. */
    public Path absolute() {
        return root.resolve(path);
    }
}
