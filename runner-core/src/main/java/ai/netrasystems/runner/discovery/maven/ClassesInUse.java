package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says that a run uses a project's compiled classes: many runs may at once, and none compiles them meanwhile, since
 * Maven takes the old ones away first. A lock of the operating system, shared by users, alone for {@link BuildLock}:
 * it ends with its process.
 */
public final class ClassesInUse implements AutoCloseable {
    private static final String FILE = "classes.lock";

    private final Optional<FileChannel> channel;

    private ClassesInUse(Optional<FileChannel> channel) {
        this.channel = channel;
    }

    /**
     * Begins the use; waits while another run compiles, and no longer than until the stop signal. Where the file system
     * has no locks, or nothing of this project is compiled by the runner, it is a use that nobody sees.
     */
    public static ClassesInUse begin(Path cacheDirectory, StopSignal stop) {
        if (!Files.isDirectory(cacheDirectory)) {
            return new ClassesInUse(Optional.empty());
        }
        try {
            return new ClassesInUse(LockFile.take(cacheDirectory.resolve(FILE), true, stop, () -> {}));
        } catch (IOException | OverlappingFileLockException withoutLocks) {
            return new ClassesInUse(Optional.empty());
        }
    }

    /**
     * Waits until no run uses the classes, and keeps others from beginning; empty when the stop signal came first.
     *
     * @param waits told once, before waiting
     */
    static Optional<FileChannel> none(Path cacheDirectory, StopSignal stop, Runnable waits) throws IOException {
        return LockFile.take(cacheDirectory.resolve(FILE), false, stop, waits);
    }

    @Override
    public void close() {
        if (channel.isPresent()) {
            try {
                channel.get().close();
            } catch (IOException gone) {
                // The lock goes with the process.
                return;
            }
        }
    }
}
