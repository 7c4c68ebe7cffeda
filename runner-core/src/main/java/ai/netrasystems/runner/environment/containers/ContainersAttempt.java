package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.PublishedLease;
import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.WorkerSecrets;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Mount;
import ai.netrasystems.runner.environment.containers.cleanup.BuiltImages;
import ai.netrasystems.runner.environment.containers.cleanup.ContainerLeftovers.Swept;
import ai.netrasystems.runner.environment.containers.cleanup.EngineSweep;
import ai.netrasystems.runner.environment.containers.cleanup.ImageLedger;
import ai.netrasystems.runner.environment.containers.cleanup.RunLabels;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.environment.start.Startup;
import ai.netrasystems.runner.environment.token.BypassKey;
import ai.netrasystems.runner.environment.token.RunToken;
import ai.netrasystems.runner.environment.token.TokenLogin;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.staging.TestUsers;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One attempt to bring services up on an engine that answers. One use. */
final class ContainersAttempt {
    private static final String EVERYWHERE = "0.0.0.0";
    private static final String SCRATCH = ".build.tmp";
    private static final String LOOPBACK = "127.0.0.1";

    private final ComposeFile compose;
    private final ContainersMachine machine;
    private final ProcessLedger ledger;
    private final BypassKey key;
    private final TestVariables.Asked asked;
    private final Request request;
    private final Set<ServiceName> all;
    private final Engine engine;
    private final Cancellation cancellation = new Cancellation();
    private final EngineCalls calls = new EngineCalls(cancellation);
    private final RunResources resources;
    private final PublishedPorts ports;
    private final ImageSupply images;
    private final long deadline;
    private final List<Runnable> stopFirst = new ArrayList<>();
    private volatile Optional<ImageLedger> imageLedger = Optional.empty();

    /**
     * An attempt.
     *
     * @param key for the service that issues tokens
     * @param all services that are to run, closed under {@code depends_on}
     */
    ContainersAttempt(
            ComposeFile compose,
            ContainersMachine machine,
            ProcessLedger ledger,
            BypassKey key,
            TestVariables.Asked asked,
            BuildAdvice advice,
            Request request,
            Set<ServiceName> all,
            Engine engine) {
        this.compose = compose;
        this.machine = machine;
        this.ledger = ledger;
        this.key = key;
        this.asked = asked;
        this.request = request;
        this.all = all;
        this.engine = engine;
        this.deadline = System.nanoTime() + request.budget().toNanos();
        this.resources = new RunResources(
                engine, RunLabels.of(request.run(), machine.project(), machine.host(), machine.keep()));
        this.ports = new PublishedPorts(engine.host());
        ImagePull pull = new ImagePull(engine, calls, cancellation);
        this.images = new ImageSupply(
                compose,
                cancellation,
                new ServiceImages(
                        engine,
                        calls,
                        pull,
                        new ImageBuild(
                                new ClassicBuild(engine, calls, cancellation, pull, this::imageNamed),
                                new BuildKitBuild(
                                        engine,
                                        calls,
                                        cancellation,
                                        machine.variables(),
                                        machine.host(),
                                        ledger,
                                        this::imageNamed),
                                new BoundedAdvice(advice),
                                this::file,
                                deadline),
                        this::name,
                        deadline));
    }

    ProvisionOutcome provision() {
        request.secrets().accept(key.secret());
        Runnable deaf = request.stop().onRequest(cancellation::cancel);
        Optional<ProvisionOutcome> ready = Optional.empty();
        try {
            ready = Optional.of(start());
            return ready.get();
        } finally {
            deaf.run();
            boolean keeps = ready.map(outcome -> outcome.fold(it -> true, it -> false, () -> false))
                    .orElse(false);
            if (!keeps) {
                cleanUp();
            }
        }
    }

    private ProvisionOutcome start() {
        compose.containerNotes(all).forEach(this::note);
        sweep();
        Optional<Diagnosis> unprepared = prepare();
        if (unprepared.isEmpty()) {
            images.begin(all);
        }
        List<Diagnosis> failures = unprepared.map(List::of).orElseGet(this::startAll);
        List<ContainersDiagnosis> missing = images.awaitAll();
        if (request.stop().isRequested()) {
            return new ProvisionOutcome.Stopped();
        }
        List<Diagnosis> causes =
                Stream.concat(missing.stream(), failures.stream()).toList();
        List<Diagnosis> found = causes.isEmpty() ? unpublished() : causes;
        return found.isEmpty() ? tokens() : failed(found);
    }

    /** What a killed run left goes first: it holds memory and ports. An engine that fails here fails again below. */
    private void sweep() {
        try {
            Swept swept = calls.call(
                    "sweep",
                    EngineCalls.CHANGE,
                    () -> new EngineSweep(machine.host()).sweep(engine, runs(), false, Optional.empty()));
            swept.removed().forEach(what -> note("left by an earlier run: " + what));
            swept.remaining()
                    .forEach(what -> request.events()
                            .publish(
                                    new Noted(Noted.Level.WARNING, "left by an earlier run and still there: " + what)));
        } catch (EngineFailure failure) {
            note("what earlier runs left could not be looked for: " + failure.message());
        }
    }

    /** Where the runs of this project have their files. */
    private Path runs() {
        return Optional.ofNullable(directory().getParent()).orElseGet(this::directory);
    }

    /** Writes down what must not survive the run, before it is made. */
    private Optional<Diagnosis> prepare() {
        try {
            ledger.temporary(secrets());
            List<ServiceName> built = all.stream()
                    .filter(name -> compose.service(name).container().build().isPresent())
                    .toList();
            built.forEach(name -> ledger.temporary(file(name, SCRATCH)));
            if (!built.isEmpty()) {
                imageLedger = Optional.of(
                        calls.call("info", EngineCalls.QUESTION, () -> ImageLedger.open(directory(), engine)));
            }
            return Optional.empty();
        } catch (UncheckedIOException unwritable) {
            return unwritable(unwritable.getMessage());
        } catch (EngineFailure failure) {
            return failure.lost()
                    ? Optional.of(
                            new ContainersDiagnosis.EngineLost(engine.address().dockerHost(), failure.message()))
                    : unwritable(failure.message());
        }
    }

    private Optional<Diagnosis> unwritable(@Nullable String reason) {
        return Optional.of(new ContainersDiagnosis.FilesUnwritable(directory(), String.valueOf(reason)));
    }

    private void imageNamed(String id) {
        imageLedger.ifPresent(images -> images.built(id));
    }

    private void name(String image, ServiceName service) {
        // An old image that stays is somebody's: in use, or named otherwise.
        List<String> stays = new BuiltImages(engine).tag(image, machine.project(), service);
        stays.forEach(line -> note("could not be removed: " + line));
    }

    /** Each cause once; an engine that is lost is lost to every service that waits for it. */
    private static ProvisionOutcome failed(List<Diagnosis> causes) {
        Map<Object, Diagnosis> once = new LinkedHashMap<>();
        causes.forEach(cause -> once.putIfAbsent(
                cause instanceof ContainersDiagnosis.EngineLost ? ContainersDiagnosis.EngineLost.class : cause, cause));
        return new ProvisionOutcome.Failed(List.copyOf(once.values()));
    }

    private List<Diagnosis> startAll() {
        String making = "network " + resources.name("");
        try {
            String network = resources.createNetwork(calls);
            Map<String, String> volumes = new HashMap<>();
            for (String volume : namedVolumes()) {
                making = "volume " + volume;
                volumes.put(volume, resources.createVolume(calls, volume));
            }
            ContainerStart containers = new ContainerStart(
                    compose,
                    resources,
                    calls,
                    cancellation,
                    images,
                    ports,
                    this::serviceBudget,
                    this::extra,
                    service -> file(service, ".log"),
                    network,
                    bindAddress(),
                    volumes);
            return new Startup(compose, all, containers::start, ContainerStart::detail, cancellation, request.events())
                    .run();
        } catch (EngineFailure failure) {
            String what = making;
            cancellation.cancel();
            return failure.isCancelled()
                    ? List.of()
                    : List.of(ContainersDiagnosis.general(
                                    failure, engine.address().dockerHost(), what)
                            .orElseGet(() -> new ContainersDiagnosis.NotCreated(what, failure.message())));
        }
    }

    private Set<String> namedVolumes() {
        Set<String> volumes = new TreeSet<>();
        all.forEach(name -> compose.service(name).container().mounts().stream()
                .filter(mount ->
                        mount.kind() == Mount.Kind.VOLUME && !mount.source().isEmpty())
                .forEach(mount -> volumes.add(mount.source())));
        return volumes;
    }

    private Map<String, String> extra(ComposeService service) {
        return service.tokenEndpoint().isPresent()
                ? Map.of(TestVariables.BYPASS_KEY, key.secret().reveal())
                : Map.of();
    }

    /** An engine elsewhere could not be reached at its own loopback address. */
    private String bindAddress() {
        boolean here = engine.host().startsWith("127.");
        if (!here) {
            note("ports are published on all addresses of " + engine.host() + ", as the engine is not on this machine");
        }
        return here ? LOOPBACK : EVERYWHERE;
    }

    private Duration serviceBudget() {
        Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return rest.compareTo(machine.serviceBudget()) < 0 ? rest : machine.serviceBudget();
    }

    private Path directory() {
        return request.runDirectory().toAbsolutePath().normalize();
    }

    private Path secrets() {
        return directory().resolve("secrets");
    }

    private Path file(ServiceName service, String suffix) {
        return directory().resolve("services").resolve(service.value().replaceAll("[^A-Za-z0-9._-]", "_") + suffix);
    }

    /** Ports that tests are to get, of services that have ended with success. */
    private List<Diagnosis> unpublished() {
        return all.stream()
                .map(compose::service)
                .flatMap(service -> Stream.concat(service.inject().values().stream(), service.tokenEndpoint().stream()))
                .flatMap(template -> template.ports().stream())
                .filter(port -> ports.find(port.service(), port.number()).isEmpty())
                .<Diagnosis>map(port -> new ContainersDiagnosis.PortNotPublished(
                        port.service(), port.number(), "tests are to get it, and " + port.service() + " has ended"))
                .distinct()
                .toList();
    }

    private ProvisionOutcome tokens() {
        Optional<URI> endpoint = compose.tokenEndpoint(all, ports);
        if (endpoint.isEmpty()) {
            return ready(WorkerSecrets.of(Map.of()));
        }
        return RunToken.take(TokenLogin.at(endpoint.get(), key, request.run()), TestUsers.PER_TEST, secrets(), request)
                .fold(
                        token -> {
                            stopFirst.add(token::close);
                            return ready(token.secrets());
                        },
                        refused -> new ProvisionOutcome.Failed(List.of(refused)),
                        ProvisionOutcome.Stopped::new);
    }

    private ProvisionOutcome ready(WorkerSecrets given) {
        Map<String, String> variables = new HashMap<>(TestVariables.of(EnvironmentKind.CONTAINERS, asked));
        variables.putAll(compose.injected(all, ports));
        RunningEnvironment environment = new RunningEnvironment(
                new ImageProvenance(images.present(all)).provenance(), variables, given, Set.of());
        EnvironmentLease lease = machine.keep()
                ? new KeptLease(lease(), ports, all, request.events())
                : new PublishedLease(EnvironmentKind.CONTAINERS, lease(), request.events());
        return new ProvisionOutcome.Ready(environment, lease);
    }

    private ContainersLease lease() {
        return new ContainersLease(compose, all, resources, List.of(secrets()), stopFirst, imageLedger);
    }

    private void cleanUp() {
        cancellation.cancel();
        images.awaitQuiet();
        List<String> left = lease().close();
        if (!left.isEmpty()) {
            ledger.leftBehind();
            request.events()
                    .publish(new Noted(Noted.Level.WARNING, "could not be removed: " + String.join(", ", left)));
        }
    }

    private void note(String text) {
        request.events().publish(new Noted(Noted.Level.NOTE, text));
    }
}
