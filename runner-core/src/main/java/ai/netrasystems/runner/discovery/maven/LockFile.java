package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lock of the operating system between runs of one project: it ends with its process. */
final class LockFile {
    private static final long RETRY_MILLIS = 50;

    private LockFile() {}

    /**
     * Waits for the lock, which holds until the channel is closed; empty when the stop signal came first.
     *
     * @param file made when needed; its folder is there
     * @param shared whether others may share it
     * @param waits told once, before waiting
     * @throws OverlappingFileLockException when this JVM itself holds what is to be shared
     */
    static Optional<FileChannel> take(Path file, boolean shared, StopSignal stop, Runnable waits) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
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
}
