package ai.netrasystems.runner.staging.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that this process alone writes, and its owner alone reads (0600). A line that {@link #append} returned
 * from is with the operating system: it outlives the process, though not a loss of power. Thread-safe.
 */
public final class LineFile {
    private final Path directory;
    private @Nullable OutputStream open;

    /** In that directory, under a name of its own; made with the first line. */
    public LineFile(Path directory) {
        this.directory = directory;
    }

    /**
     * Adds a line.
     *
     * @throws IOException where it cannot be written
     */
    public synchronized void append(String line) throws IOException {
        OutputStream stream = open;
        if (stream == null) {
            stream = create();
            open = stream;
        }
        stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** No channel: an interrupt of the thread that writes would close it for all. */
    private OutputStream create() throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".jsonl");
        Files.createFile(file, ownerOnly());
        return new FileOutputStream(file.toFile(), true);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
