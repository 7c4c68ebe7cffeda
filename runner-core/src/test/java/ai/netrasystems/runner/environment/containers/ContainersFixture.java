package ai.netrasystems.runner.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.Requirement;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import ai.netrasystems.runner.environment.containers.cleanup.ProjectId;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import ai.netrasystems.runner.environment.containers.engine.EngineSearch;
import ai.netrasystems.runner.environment.process.HostProcesses;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** One run's containers provider on a Compose file, on a real engine. */
final class ContainersFixture {
    static final String REPOSITORY = "runner-provider-test/busybox";
    static final String IMAGE = REPOSITORY + ":1";

    final RunId run = new RunId("test-" + UUID.randomUUID());
    final HostProcesses host = HostProcesses.ofThisMachine();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    final StopSignal stop = new StopSignal();
    final Path directory;
    final Path project;
    final Map<String, String> variables = new HashMap<>(System.getenv());
    Duration budget = Duration.ofSeconds(40);
    Duration serviceBudget = Duration.ofSeconds(20);
    boolean keep;
    BuildAdvice advice = BuildAdvice.none();
    /** Whether the file must be fit for containers, as the caller of the provider makes sure. */
    boolean checked = true;

    ContainersFixture(Path project) {
        this.project = project;
        this.directory = project.resolve(".runner").resolve("runs").resolve(run.value());
    }

    /** The machine's engine; the tests of the caller are skipped, with the reason, where there is none. */
    static Engine engine() {
        Optional<Engine> engine = find(System.getenv());
        Requirement.of(engine.isPresent(), "there is no container engine");
        Requirement.of(Files.isExecutable(TestImage.BUSYBOX), "there is no static busybox");
        return engine.orElseThrow();
    }

    static Optional<Engine> find(Map<String, String> variables) {
        return new EngineSearch(EngineMachine.thisOne(variables))
                .find(new StopSignal())
                .fold(Optional::of, none -> Optional.empty(), Optional::empty);
    }

    ProvisionOutcome provision(String compose, String... services) throws IOException {
        Path file = project.resolve("docker-compose.yml");
        Files.writeString(file, compose.replace("IMAGE", IMAGE));
        ComposeFile read = new ComposeReader(variables).read(file).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
        Set<ServiceName> needed = Arrays.stream(services).map(ServiceName::new).collect(Collectors.toSet());
        if (checked) {
            assertThat(read.containerProblems(read.withDependencies(needed))).isEmpty();
        }
        ContainersMachine machine = new ContainersMachine(
                EngineMachine.thisOne(variables), host, ProjectId.of(project), serviceBudget, keep);
        ProcessLedger ledger = ProcessLedger.open(directory, run, host);
        return new ContainersEnvironmentProvider(
                        read, machine, ledger, new SecureRandom(), TestVariables.Asked.nothing(), advice)
                .provision(new Request(run, needed, directory, budget, stop, events::add, secret -> {}));
    }

    String log(String service) throws IOException {
        return Files.readString(directory.resolve("services").resolve(service + ".log"));
    }

    /** Everything in the engine that a run could leave behind. */
    static Set<String> inventory(Engine engine) {
        Set<String> all = new TreeSet<>();
        engine.prompt().listContainersCmd().withShowAll(true).exec().stream()
                .filter(it -> it.getNames()[0].startsWith("/runner-test-")
                        || it.getImage().contains(REPOSITORY))
                .forEach(it -> all.add("container " + it.getNames()[0]));
        engine.prompt().listNetworksCmd().exec().stream()
                .filter(it -> it.getName().startsWith("runner-test-"))
                .forEach(it -> all.add("network " + it.getName()));
        var volumes = engine.prompt().listVolumesCmd().exec().getVolumes();
        if (volumes != null) {
            volumes.stream()
                    .filter(it -> it.getName().startsWith("runner-test-"))
                    .forEach(it -> all.add("volume " + it.getName()));
        }
        return all;
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

    static List<Diagnosis> failed(ProvisionOutcome outcome) {
        return outcome.fold(
                ready -> {
                    ready.lease().close();
                    throw new AssertionError("ready");
                },
                ProvisionOutcome.Failed::diagnoses,
                () -> {
                    throw new AssertionError("stopped");
                });
    }

    /** The one cause, of that type. */
    static <D extends Diagnosis> D only(Class<D> type, ProvisionOutcome outcome) {
        List<Diagnosis> causes = failed(outcome);
        assertThat(causes).singleElement().isInstanceOf(type);
        return type.cast(causes.get(0));
    }
}
