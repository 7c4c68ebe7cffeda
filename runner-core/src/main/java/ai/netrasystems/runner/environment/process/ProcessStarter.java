package ai.netrasystems.runner.environment.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts children of this JVM: marked with the run's id, in a session of their own so that a terminal's Ctrl-C reaches
 * the runner alone, and written down before anything else happens. Thread-safe.
 */
public final class ProcessStarter {
    private final ProcessLedger ledger;
    private final HostProcesses host;
    private final Optional<Path> setsid;

    /** Starts children, each with a line in the ledger. {@code path} is where {@code setsid} is looked for. */
    public ProcessStarter(ProcessLedger ledger, HostProcesses host, SearchPath path) {
        this.ledger = ledger;
        this.host = host;
        this.setsid = path.find("setsid");
    }

    /**
     * What to start.
     *
     * @param name what it is, for people
     * @param command the program as an absolute path, and its arguments
     * @param directory where it works
     * @param environment its whole environment but for the run's marker
     * @param log its output and errors are appended there; only its owner can read it, since nobody redacts it
     * @param end how it is asked to end
     * @param input what it reads on standard input, which then ends
     */
    public record Launch(
            String name,
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Path log,
            EndSignal end,
            String input) {
        @Override
        public String toString() {
            // Environment and input may hold secrets.
            return name + " " + command;
        }
    }

    /** Starts it. Throws where the operating system refuses. */
    public ServiceProcess start(Launch launch) throws IOException {
        Files.createDirectories(launch.log().toAbsolutePath().getParent());
        PrivateFile.create(launch.log());
        List<String> command = new ArrayList<>();
        // setsid(1) replaces itself by the program, as a child of a JVM leads no process group: the pid stays.
        setsid.ifPresent(program -> command.add(program.toString()));
        command.addAll(launch.command());
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.putAll(ledger.marker());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process child = builder.start();
        Optional<ProcessIdentity> identity = host.identify(child.pid());
        try {
            identity.ifPresent(process -> ledger.started(process, launch.end()));
        } catch (UncheckedIOException unwritable) {
            // Nobody would know of it, so nobody would end it.
            child.destroyForcibly();
            throw unwritable;
        }
        try (var input = child.outputWriter()) {
            input.write(launch.input());
        } catch (IOException endedAlready) {
            // Its exit code says why.
            return new ServiceProcess(launch.name(), child, identity, launch.log(), launch.end());
        }
        return new ServiceProcess(launch.name(), child, identity, launch.log(), launch.end());
    }
}
