package ai.netrasystems.runner.environment.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessIdentity;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** One run's local provider on a Compose file, with real processes below a temporary directory. */
final class LocalFixture {
    /** Shared by all tests and later builds, as it would be by all runs: unpacking takes a second. */
    static final Path CACHE = Path.of("target", "test-cache").toAbsolutePath();

    final RunId run = new RunId("test-" + UUID.randomUUID());
    final HostProcesses host = HostProcesses.ofThisMachine();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    final StopSignal stop = new StopSignal();
    final Path directory;
    final Map<String, String> variables = new HashMap<>(System.getenv());
    Duration budget = Duration.ofSeconds(40);
    Path cache = CACHE;

    private final Path project;

    LocalFixture(Path project) {
        this.project = project;
        this.directory = project.resolve(".runner").resolve("runs").resolve(run.value());
    }

    ProvisionOutcome provision(String compose, String... services) throws IOException {
        Path file = project.resolve("docker-compose.yml");
        Files.writeString(file, compose.replace("CLASSES", testClasses()));
        ComposeFile read = new ComposeReader(variables).read(file).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
        return provision(read, services);
    }

    ProvisionOutcome provision(ComposeFile compose, String... services) throws IOException {
        LocalMachine machine = new LocalMachine(
                host, Path.of(System.getProperty("java.home")), cache, variables, new Random(), Duration.ofSeconds(30));
        ProcessLedger ledger = ProcessLedger.open(directory, run, host);
        Set<ServiceName> needed = Arrays.stream(services).map(ServiceName::new).collect(Collectors.toSet());
        return new LocalEnvironmentProvider(compose, machine, ledger, new SecureRandom(), TestVariables.Asked.nothing())
                .provision(new Request(run, needed, directory, budget, stop, events::add, secret -> {}));
    }

    /** Everything that carries this run's mark, or that its ledger names, and runs. */
    Set<ProcessIdentity> running() throws IOException {
        Set<ProcessIdentity> found = host.withVariable(ProcessLedger.MARKER, run.value());
        for (String line : Files.exists(directory.resolve("processes"))
                ? Files.readAllLines(directory.resolve("processes"))
                : List.<String>of()) {
            String[] fields = line.split(" ", -1);
            ProcessIdentity listed = new ProcessIdentity(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
            if (host.isAlive(listed)) {
                found.add(listed);
            }
        }
        return found;
    }

    void assertNothingIsLeft() throws IOException {
        assertThat(running()).isEmpty();
        assertThat(directory.resolve("services-data")).doesNotExist();
        assertThat(directory.resolve("secrets")).doesNotExist();
    }

    static ProvisionOutcome.Ready ready(ProvisionOutcome outcome) {
        return outcome.fold(
                it -> it,
                failed -> {
                    throw new AssertionError(failed.diagnoses().stream()
                            .map(it -> it.summary() + "\n" + String.join("\n", it.evidence()))
                            .collect(Collectors.joining("\n")));
                },
                () -> {
                    throw new AssertionError("stopped");
                });
    }

    static ProvisionOutcome.Failed failed(ProvisionOutcome outcome) {
        return outcome.fold(
                ready -> {
                    ready.lease().close();
                    throw new AssertionError("ready");
                },
                it -> it,
                () -> {
                    throw new AssertionError("stopped");
                });
    }

    private static String testClasses() {
        return Path.of("target", "test-classes").toAbsolutePath().toString();
    }
}
