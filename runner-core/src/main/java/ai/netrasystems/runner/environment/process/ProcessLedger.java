package ai.netrasystems.runner.environment.process;

import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * What a run must take with it when it goes, written down as it starts: its owner, its processes, its temporary files.
 * After a {@code kill -9} the next run reads it ({@link Leftovers}). Lies in the run's directory. Thread-safe.
 *
 * <p>The gap between a fork and its line is covered by the {@linkplain #marker() marker} in the child's environment.
 */
public final class ProcessLedger {
    /** The environment variable that marks every process of a run with the run's id. */
    public static final String MARKER = "RUNNER_RUN_ID";

    static final String OWNER = "owner";
    static final String PROCESSES = "processes";
    static final String TEMPORARY = "temporary";
    static final String FINISHED = "finished";
    static final String SWEPT = "swept";

    private final Path directory;
    private final RunId run;
    private final HostProcesses host;
    private volatile boolean complete = true;

    private ProcessLedger(Path directory, RunId run, HostProcesses host) {
        this.directory = directory;
        this.run = run;
        this.host = host;
    }

    /**
     * Begins the ledger of a run of this JVM, before anything of the run is started.
     *
     * @param runDirectory {@code .runner/runs/<run id>}; created where missing
     */
    public static ProcessLedger open(Path runDirectory, RunId run, HostProcesses host) throws IOException {
        Files.createDirectories(runDirectory);
        Owner owner = new Owner(host.self(), host.boot(), host.pidNamespace(), run);
        Path draft = runDirectory.resolve(OWNER + ".new");
        Files.writeString(draft, owner.line());
        Files.move(draft, runDirectory.resolve(OWNER), StandardCopyOption.ATOMIC_MOVE);
        return new ProcessLedger(runDirectory, run, host);
    }

    /** The environment variable that every process of the run is started with. */
    public Map<String, String> marker() {
        return Map.of(MARKER, run.value());
    }

    /** A child of this JVM was started, to be ended by SIGTERM. */
    public void started(long pid) {
        host.identify(pid).ifPresent(process -> started(process, EndSignal.TERM));
    }

    /** A child of this JVM was started. */
    public void started(ProcessIdentity process, EndSignal signal) {
        append(PROCESSES, process.pid() + " " + process.start() + " " + signal);
    }

    /**
     * A file or directory below the run's directory must not survive the run. To be called before it is made.
     *
     * @throws IllegalArgumentException if it lies elsewhere: nothing outside is ever removed
     */
    public void temporary(Path path) {
        Path inside = directory.toAbsolutePath().normalize();
        Path wanted = path.toAbsolutePath().normalize();
        if (!wanted.startsWith(inside) || wanted.equals(inside)) {
            throw new IllegalArgumentException("not below the run's directory: " + path);
        }
        append(TEMPORARY, inside.relativize(wanted).toString());
    }

    /** Something of the run could not be removed: the next run must try again. */
    public void leftBehind() {
        complete = false;
    }

    /** The run is over. Unless something was {@link #leftBehind()}, nothing is left for the next run to remove. */
    public void finished() {
        if (complete) {
            try {
                append(FINISHED, "finished");
            } catch (UncheckedIOException fullDisk) {
                // The next run looks once more and finds nothing: no reason to lose this one's verdict.
                return;
            }
        }
    }

    private synchronized void append(String file, String line) {
        try {
            Files.writeString(
                    directory.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory.resolve(file), e);
        }
    }
}
