package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.model.StopSignal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two runners of one project from compiling it at once, and from compiling what another's tests still use. Ends
 * with the process that holds it.
 */
final class BuildLock implements Closeable {
    private static final long RETRY_MILLIS = 50;

    private final List<FileChannel> channels = new ArrayList<>();

    private BuildLock(FileChannel channel) {
        channels.add(channel);
    }

    /**
     * Waits until nobody uses the classes, from now until this lock is closed; false when the stop signal came first.
     *
     * @param waits told once, before waiting
     */
    boolean untilClassesAreUnused(Path cacheDirectory, StopSignal stop, Runnable waits) throws IOException {
        Optional<FileChannel> unused = ClassesInUse.none(cacheDirectory, stop, waits);
        unused.ifPresent(channels::add);
        return unused.isPresent();
    }

    /** Waits until it is free; empty when the stop signal came first. */
    static Optional<BuildLock> take(Path cacheDirectory, StopSignal stop) throws IOException {
        Files.createDirectories(cacheDirectory);
        FileChannel channel = FileChannel.open(
                cacheDirectory.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        while (!stop.isRequested()) {
            if (tryLock(channel) != null) {
                return Optional.of(new BuildLock(channel));
            }
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        channel.close();
        return Optional.empty();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }
}
