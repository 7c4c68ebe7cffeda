package ai.netrasystems.runner.acceptance;

import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import ai.netrasystems.runner.environment.local.LocalEnvironmentProvider;
import ai.netrasystems.runner.environment.local.LocalMachine;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.tls.HandshakeCertificates;

/**
 * Staging, as the tests have it: the reference stack on loopback behind a load balancer with TLS, under an authority of
 * its own, three seconds cold. The runner reaches it by configuration alone.
 *
 * <p>Its processes, files and request logs lie in a directory of their own, so that nothing of a run can be taken for
 * its doing, and no run sweeps it away. Costs a few seconds: one for all cases of a class. Not thread-safe.
 */
final class StagingSystem implements AutoCloseable {
    /** Where pages, login and REST are. */
    static final String HOST = "staging.netrasystems.ai";
    /** Where WebSockets are. */
    static final String API_HOST = "api-staging.netrasystems.ai";
    /** Cloud Run's, as the predecessor measured it. */
    static final Duration COLD_START = Duration.ofSeconds(3);

    /** How the name of its directory begins. */
    static final String DIRECTORY = "acceptance-staging";

    private static final List<String> HOSTS = List.of(HOST, API_HOST);
    private static final Set<String> PAGES = Set.of("/", "/chat.js", "/chat.css", "/config.json");
    private static final Duration START = Duration.ofSeconds(60);

    private final Path directory;
    private final Path runDirectory;
    private final EnvironmentLease lease;
    private final Map<String, Integer> ports;
    private final String key;
    private final String build;
    private final Path trust;
    private final HandshakeCertificates identity;
    private final LoadBalancer front;

    private StagingSystem(
            Path directory,
            Path runDirectory,
            ProvisionOutcome.Ready stack,
            String key,
            String build,
            Duration coldStart) {
        TestAuthority authority = new TestAuthority();
        this.directory = directory;
        this.runDirectory = runDirectory;
        this.lease = stack.lease();
        this.ports = ports(stack.environment().variables());
        this.key = key;
        this.build = build;
        this.trust = authority.writeTo(directory.resolve("authority.pem"));
        this.identity = authority.identityOf(HOSTS);
        this.front = LoadBalancer.start(identity, this::route, coldStart);
    }

    /** A staging system, whole, that says that it is one. */
    static StagingSystem start() {
        return start("staging", COLD_START, Set.of("backend", "auth", "frontend"));
    }

    /** A staging system, whole and warm, with that key: visible ASCII. */
    static StagingSystem withKey(String key) {
        return start("staging", Duration.ZERO, Set.of("backend", "auth", "frontend"), key);
    }

    /** Only the pages of a system, and warm: it says nothing of itself. Enough to be refused, and nothing to be tested. */
    static StagingSystem undeclared() {
        return declaring("");
    }

    /** Only the pages of a system, and warm: it says that it is that environment. */
    static StagingSystem declaring(String environment) {
        return start(environment, Duration.ZERO, Set.of("frontend"));
    }

    private static StagingSystem start(String environment, Duration coldStart, Set<String> services) {
        return start(environment, coldStart, services, HexFormat.of().formatHex(new SecureRandom().generateSeed(32)));
    }

    private static StagingSystem start(String environment, Duration coldStart, Set<String> services, String key) {
        try {
            Path directory = Files.createTempDirectory(DIRECTORY).toRealPath();
            String build = "build-" + UUID.randomUUID().toString().substring(0, 8);
            RunId run = new RunId("staging-" + UUID.randomUUID());
            Path runDirectory = directory.resolve("runs").resolve(run.value());
            Path programs = copyPrograms(directory.resolve("stack"));
            ComposeFile compose = composeFile(directory, programs, environment, key, build);
            ProvisionOutcome.Ready stack = provision(compose, services, run, runDirectory);
            return new StagingSystem(directory, runDirectory, stack, key, build, coldStart);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of {@code E2E_OAUTH_SIMULATION_KEY} that opens it. */
    String key() {
        return key;
    }

    /** The build that it says it is. */
    String build() {
        return build;
    }

    /** What stands before it. */
    LoadBalancer front() {
        return front;
    }

    /** The file of its authority. */
    Path trust() {
        return trust;
    }

    /** All requests that its services have logged until now. */
    List<Map<String, Object>> requests() {
        return Journals.requests(runDirectory);
    }

    /** The text of all logs of its services. */
    String logs() {
        return Journals.serviceLogs(runDirectory);
    }

    /** Another way in, that never becomes healthy. To be closed by the caller. */
    LoadBalancer unhealthyFront() {
        Function<RequestHead, Route> unhealthy =
                head -> head.path().contains("health") ? new Route.Answer(503) : route(head);
        return LoadBalancer.start(identity, unhealthy, Duration.ZERO);
    }

    /** Another way in, whose certificate comes from an authority that nobody was told of. To be closed by the caller. */
    LoadBalancer frontOfAnotherAuthority() {
        return LoadBalancer.start(new TestAuthority().identityOf(HOSTS), this::route, Duration.ZERO);
    }

    /** The project's configuration with this system as its staging. */
    String configuration() {
        return configuration(front.address());
    }

    /** The same, but reached at another address. */
    String configuration(String address) {
        String project = Workspace.read("runner.yml").replaceAll("(?m)^staging:.*(\\n([ \\t].*)?)*$", "");
        return project + settings(address);
    }

    /** What a configuration says of this system alone. */
    String settings() {
        return settings(front.address());
    }

    private String settings(String address) {
        return "\nstaging:\n  profile: netra\n  hosts:\n    " + HOST + ": \"" + address + "\"\n    " + API_HOST + ": \""
                + address + "\"\n  trust: \"" + trust + "\"\n";
    }

    /** Where the predecessor's staging has it: one origin for all but WebSockets, which have one of their own. */
    private Route route(RequestHead head) {
        boolean api = head.host().equals(API_HOST);
        if (!api && !head.host().equals(HOST)) {
            return new Route.Answer(404);
        }
        if (!api && head.path().startsWith("/auth/")) {
            return to("auth");
        }
        return !api && PAGES.contains(head.path()) ? to("frontend") : to("backend");
    }

    private Route to(String service) {
        return new Route.To(Optional.ofNullable(ports.get(service))
                .or(() -> Optional.ofNullable(ports.get("frontend")))
                .orElseThrow());
    }

    /** A copy: a run that builds the project deletes the libraries, and a JVM opens some only when it needs them. */
    private static Path copyPrograms(Path to) throws IOException {
        Path built = Workspace.root().resolve("golden-path-stack/target");
        if (!Files.isDirectory(built.resolve("lib"))) {
            throw new AssertionError("the stack is not built: ./mvnw -pl golden-path-stack process-classes");
        }
        Files.createDirectories(to);
        FileTree.copy(built.resolve("classes"), to.resolve("classes"));
        FileTree.copy(built.resolve("lib"), to.resolve("lib"));
        return to;
    }

    private static ComposeFile composeFile(Path directory, Path stack, String environment, String key, String build)
            throws IOException {
        Path file = directory.resolve("docker-compose.yml");
        try (InputStream text = StagingSystem.class.getResourceAsStream("/staging/docker-compose.yml")) {
            if (text == null) {
                throw new AssertionError("staging/docker-compose.yml is not among the test resources");
            }
            Files.copy(text, file);
        }
        Map<String, String> variables = Map.of(
                "STACK", stack.toString(),
                "KEY", key,
                "DECLARED", environment,
                "BUILD", build,
                "ORIGINS", "https://" + HOST + ",https://" + API_HOST);
        return new ComposeReader(variables).read(file).fold(it -> it, problems -> {
            throw new AssertionError(problems.toString());
        });
    }

    private static ProvisionOutcome.Ready provision(
            ComposeFile compose, Set<String> services, RunId run, Path runDirectory) throws IOException {
        Map<String, String> variables = new HashMap<>(System.getenv());
        HostProcesses host = HostProcesses.ofThisMachine();
        LocalMachine machine = new LocalMachine(
                host,
                Path.of(System.getProperty("java.home")),
                LocalMachine.cacheDirectory(variables, Path.of(System.getProperty("user.home"))),
                variables,
                new Random(),
                START);
        ProcessLedger ledger = ProcessLedger.open(runDirectory, run, host);
        return new LocalEnvironmentProvider(compose, machine, ledger, new SecureRandom(), TestVariables.Asked.nothing())
                .provision(new EnvironmentProvider.Request(
                        run,
                        services.stream().map(ServiceName::new).collect(Collectors.toSet()),
                        runDirectory,
                        START,
                        new StopSignal(),
                        event -> {},
                        secret -> {}))
                .fold(
                        ready -> ready,
                        failed -> {
                            throw new AssertionError(failed.diagnoses().toString());
                        },
                        () -> {
                            throw new AssertionError("stopped");
                        });
    }

    /** Loopback ports by service, of those that were started. */
    private static Map<String, Integer> ports(Map<String, String> variables) {
        Map<String, Integer> ports = new HashMap<>();
        Map.of("auth", "AUTH_SERVICE_URL", "backend", "BACKEND_URL", "frontend", "FRONTEND_URL")
                .forEach((service, variable) -> Optional.ofNullable(variables.get(variable))
                        .ifPresent(url -> ports.put(service, URI.create(url).getPort())));
        return Map.copyOf(ports);
    }

    @Override
    public void close() {
        front.close();
        List<String> left = lease.close();
        if (!left.isEmpty() || !FileTree.remove(directory)) {
            throw new AssertionError("of the staging system is left: " + directory + " " + left);
        }
    }
}
