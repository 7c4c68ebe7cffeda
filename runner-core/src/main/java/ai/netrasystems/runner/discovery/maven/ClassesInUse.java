package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a run uses a project's compiled classes: many runs may at once, and none compiles them meanwhile, since
 * Maven takes the old ones away first. A lock of the operating system, shared by users, alone for {@link BuildLock}:
 * it ends with its process.
 */
public final class ClassesInUse implements AutoCloseable {
    private static final String FILE = "classes.lock";
    private static final long RETRY_MILLIS = 50;

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
            return new ClassesInUse(take(cacheDirectory, true, stop, () -> {}));
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
        return take(cacheDirectory, false, stop, waits);
    }

    private static Optional<FileChannel> take(Path cacheDirectory, boolean shared, StopSignal stop, Runnable waits)
            throws IOException {
        FileChannel channel = FileChannel.open(
                cacheDirectory.resolve(FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        boolean told = false;
        try {
            while (!stop.isRequested()) {
                if (tryLock(channel, shared) != null) {
                    FileChannel locked = channel;
                    channel = null;
                    return Optional.of(locked);
                }
                if (!told) {
                    told = true;
                    waits.run();
                }
                Thread.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
        return Optional.empty();
    }

    private static @Nullable FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException usedByThisProcess) {
            if (shared) {
                throw usedByThisProcess; // two runs of one JVM: they would wait for each other
            }
            return null;
        }
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
