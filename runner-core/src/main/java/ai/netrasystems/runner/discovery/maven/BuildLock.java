package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.model.StopSignal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps two runners of one project from compiling it at once, and from compiling what another's tests still use. Ends
 * with the process that holds it.
 */
final class BuildLock implements Closeable {
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
        return LockFile.take(cacheDirectory.resolve("build.lock"), false, stop, () -> {})
                .map(BuildLock::new);
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }
}
