package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.PublishedLease;
import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.WorkerSecrets;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.process.ProcessEnding;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.process.ProcessStarter;
import ai.netrasystems.runner.environment.process.SearchPath;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.environment.start.Startup;
import ai.netrasystems.runner.environment.token.BypassKey;
import ai.netrasystems.runner.environment.token.RunToken;
import ai.netrasystems.runner.environment.token.TokenLogin;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.staging.TestUsers;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Provides services as processes of this machine, as their {@code x-runner.local} says. Thread-safe. */
public final class LocalEnvironmentProvider implements EnvironmentProvider {
    private static final String SECRETS = "secrets";

    private final ComposeFile compose;
    private final LocalMachine machine;
    private final ProcessLedger ledger;
    private final SecureRandom secrets;
    private final TestVariables.Asked asked;

    /**
     * A provider for one run.
     *
     * @param ledger of this run, already open; the provider never finishes it
     * @param secrets for bypass keys
     * @param asked the person's switches, which tests are told of
     */
    public LocalEnvironmentProvider(
            ComposeFile compose,
            LocalMachine machine,
            ProcessLedger ledger,
            SecureRandom secrets,
            TestVariables.Asked asked) {
        this.compose = compose;
        this.machine = machine;
        this.ledger = ledger;
        this.secrets = secrets;
        this.asked = asked;
    }

    @Override
    public EnvironmentKind kind() {
        return EnvironmentKind.LOCAL;
    }

    @Override
    public ProvisionOutcome provision(Request request) {
        Set<ServiceName> all = compose.withDependencies(request.services());
        List<ServiceName> unknown = all.stream()
                .filter(name -> compose.service(name).local().isEmpty())
                .toList();
        return unknown.isEmpty()
                ? new Attempt(request, all).provision()
                : new ProvisionOutcome.Failed(List.of(new LocalDiagnosis.NotConfigured(unknown, compose.file())));
    }

    /** One call of {@link #provision}. */
    private final class Attempt {
        private final Request request;
        private final Set<ServiceName> all;
        private final Cancellation cancellation = new Cancellation();
        private final PortBook ports = new PortBook(machine.random());
        private final SearchPath path = SearchPath.of(
                machine.javaHome().resolve("bin"), machine.variables().getOrDefault("PATH", "/usr/bin:/bin"));
        private final LocalServices services =
                new LocalServices(new ProcessStarter(ledger, machine.host(), path), new ProcessEnding(machine.host()));
        private final BypassKey key = BypassKey.random(secrets);
        private final long begun = System.nanoTime();
        private final List<Runnable> stopFirst = new ArrayList<>();

        Attempt(Request request, Set<ServiceName> all) {
            this.request = request;
            this.all = all;
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
            try {
                ledger.temporary(data());
                ledger.temporary(secrets());
            } catch (UncheckedIOException unwritable) {
                return filesUnwritable(unwritable);
            }
            List<Diagnosis> failures = new Startup(
                            compose,
                            all,
                            (service, begun) -> ServiceStart.start(context(service, begun)),
                            ServiceStart::detail,
                            cancellation,
                            request.events())
                    .run();
            if (request.stop().isRequested()) {
                return new ProvisionOutcome.Stopped();
            }
            if (!failures.isEmpty()) {
                return new ProvisionOutcome.Failed(failures);
            }
            return tokens();
        }

        private StartContext context(ComposeService service, Runnable onBegun) {
            String name = service.name().value().replaceAll("[^A-Za-z0-9._-]", "_");
            Map<String, String> extra = service.tokenEndpoint().isPresent()
                    ? Map.of(TestVariables.BYPASS_KEY, key.secret().reveal())
                    : Map.of();
            return new StartContext(
                    request.run(),
                    service,
                    machine,
                    path,
                    ports,
                    services,
                    ledger,
                    cancellation,
                    extra,
                    directory().resolve("services").resolve(name + ".log"),
                    data().resolve(name),
                    serviceBudget(),
                    onBegun);
        }

        private Duration serviceBudget() {
            Duration rest = request.budget().minusNanos(System.nanoTime() - begun);
            Duration least = rest.compareTo(machine.serviceBudget()) < 0 ? rest : machine.serviceBudget();
            return least.isNegative() ? Duration.ZERO : least;
        }

        private Path directory() {
            return request.runDirectory().toAbsolutePath().normalize();
        }

        private Path data() {
            return directory().resolve("services-data");
        }

        private Path secrets() {
            return directory().resolve(SECRETS);
        }

        private ProvisionOutcome tokens() {
            Optional<URI> endpoint = compose.tokenEndpoint(all, ports);
            if (endpoint.isEmpty()) {
                return ready(WorkerSecrets.of(Map.of()));
            }
            return RunToken.take(
                            TokenLogin.at(endpoint.get(), key, request.run()), TestUsers.PER_TEST, secrets(), request)
                    .fold(
                            token -> {
                                stopFirst.add(token::close);
                                return ready(token.secrets());
                            },
                            failed -> new ProvisionOutcome.Failed(List.of(failed)),
                            ProvisionOutcome.Stopped::new);
        }

        private ProvisionOutcome ready(WorkerSecrets given) {
            Map<String, String> variables = new HashMap<>(TestVariables.of(EnvironmentKind.LOCAL, asked));
            variables.putAll(compose.injected(all, ports));
            Provenance provenance =
                    new Provenance(EnvironmentKind.LOCAL, "local processes", Optional.empty(), Optional.empty());
            return new ProvisionOutcome.Ready(
                    new RunningEnvironment(provenance, variables, given, Set.of()),
                    new PublishedLease(EnvironmentKind.LOCAL, lease(), request.events()));
        }

        private LocalLease lease() {
            return new LocalLease(compose, all, services, List.of(data(), secrets()), stopFirst);
        }

        private ProvisionOutcome filesUnwritable(Exception cause) {
            return new ProvisionOutcome.Failed(
                    List.of(new LocalDiagnosis.FilesUnwritable(directory(), String.valueOf(cause.getMessage()))));
        }

        private void cleanUp() {
            List<String> left = lease().close();
            if (!left.isEmpty()) {
                ledger.leftBehind();
                request.events()
                        .publish(new Noted(Noted.Level.WARNING, "could not be removed: " + String.join(", ", left)));
            }
        }
    }
}
