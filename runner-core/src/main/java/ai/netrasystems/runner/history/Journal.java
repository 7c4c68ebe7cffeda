package ai.netrasystems.runner.history;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The journal of one run, {@code <runs>/<run id>/events.jsonl}: a line an event, appended while the run goes. What was
 * appended is handed to the operating system at once, so it is there after a {@code kill -9}; it is not forced to the
 * disk, so it may not be there after a power cut. Confined to the thread of the {@link EventStream}.
 */
public final class Journal implements AutoCloseable {
    /** The journal's name in its run's directory. */
    public static final String FILE = "events.jsonl";

    private final Path file;
    private final OutputStream out;

    private Journal(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /** Where the journal of a run stands below the directory of all runs. */
    public static Path fileOf(Path runs, RunId run) {
        return runs.resolve(run.value()).resolve(FILE);
    }

    /** Creates the run's directory, where it is missing, and its journal, which must not exist. */
    public static Checked<Journal> create(Path runs, RunId run) {
        Path file = fileOf(runs, run);
        try {
            Files.createDirectories(file.getParent());
            return Checked.valid(new Journal(
                    file, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        } catch (IOException e) {
            return Checked.invalid(Problem.of(
                    "the journal can't be written: " + e,
                    Origin.file(file, 0),
                    "make the directory writable, or run in a copy of the project that is"));
        }
    }

    /** A journal that is written elsewhere, such as to a disk that is full. */
    static Journal to(Path file, OutputStream out) {
        return new Journal(file, out);
    }

    /** The run's directory. */
    Path directory() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Appends the lines, each with its line break, in one write. */
    void append(List<String> lines) throws IOException {
        int length = lines.stream().mapToInt(String::length).sum() + lines.size();
        StringBuilder text = new StringBuilder(length);
        lines.forEach(line -> text.append(line).append('\n'));
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
