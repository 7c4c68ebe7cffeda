package ai.netrasystems.runner.environment.image;

import java.nio.file.attribute.FileTime;

/**
 * One thing of a build context as it is sent.
 *
 * @param path relative to the context, parts separated by {@code /}, without one at the end
 * @param kind what it is
 * @param mode permission bits, set-id and sticky bits included
 * @param size in bytes; 0 for all but files
 * @param modified when it was last written; sent in whole seconds
 * @param link where a symbolic link points, as it is written, or the path that a hard link repeats; else empty
 * @param device the device number; 0 for all but devices
 */
public record ContextEntry(String path, Kind kind, int mode, long size, FileTime modified, String link, long device) {
    /** Kinds of entry; sockets are never sent. */
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        HARD_LINK,
        FIFO,
        CHARACTER_DEVICE,
        BLOCK_DEVICE
    }
}
