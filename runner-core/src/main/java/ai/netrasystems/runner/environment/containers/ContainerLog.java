package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.process.LogTail;
import ai.netrasystems.runner.environment.process.PrivateFile;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Follows what a container writes, into a file that its owner alone can read. Thread-safe. */
final class ContainerLog implements AutoCloseable {
    private final Path file;
    private final OutputStream out;
    private final EngineStream<Frame> stream;
    private boolean closed;

    private ContainerLog(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
        this.stream = new EngineStream<>(this::write);
    }

    /** Follows that container from its first line on. */
    static ContainerLog follow(Engine engine, String container, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        PrivateFile.create(file);
        ContainerLog log = new ContainerLog(file, Files.newOutputStream(file, StandardOpenOption.APPEND));
        engine.client()
                .logContainerCmd(container)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .withTailAll()
                .exec(log.stream);
        return log;
    }

    /** Waits until the last line of a container that ended is there; {@code false} if it is not within the time. */
    boolean complete(Duration time) {
        return stream.endsWithin(time);
    }

    Path file() {
        return file;
    }

    List<String> tail() {
        return LogTail.of(file, ContainersDiagnosis.LOG_LINES);
    }

    private synchronized void write(Frame frame) {
        if (closed) {
            return;
        }
        try {
            out.write(frame.getPayload());
        } catch (IOException fullDisk) {
            // The rest is lost; the run goes on. Who reads the log sees that it ends early.
            close();
        }
    }

    /** Follows no longer. Idempotent. */
    @Override
    public void close() {
        stream.close();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                out.close();
            } catch (IOException fullDisk) {
                return;
            }
        }
    }
}
