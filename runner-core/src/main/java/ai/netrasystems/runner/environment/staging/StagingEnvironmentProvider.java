package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.environment.TestTags;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.environment.token.RunToken;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.staging.AddedTrust;
import ai.netrasystems.runner.staging.ClientSettings;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.DomainVerdict;
import ai.netrasystems.runner.staging.StagingProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Provides services of a staging system, once it has shown that it may be tested and that it works: see
 * {@link Preflight}. Without a bypass key, or for a name that breaks the domain rule, no packet is sent. Thread-safe.
 */
public final class StagingEnvironmentProvider implements EnvironmentProvider {
    private static final String SECRETS = "secrets";

    private final StagingProfile profile;
    private final StagingAccess access;
    private final ProcessLedger ledger;
    private final SecureRandom random;
    private final InstantSource clock;
    private final TestVariables.Asked asked;

    /**
     * A provider for one run.
     *
     * @param profile which staging system
     * @param access how it is reached from here, and with what
     * @param ledger of this run, already open; the provider never finishes it
     * @param random for challenges
     * @param clock tells whether a declaration is still good
     * @param asked the person's switches; {@code skipHealthCheck} leaves out the health of services, and nothing else
     */
    public StagingEnvironmentProvider(
            StagingProfile profile,
            StagingAccess access,
            ProcessLedger ledger,
            SecureRandom random,
            InstantSource clock,
            TestVariables.Asked asked) {
        this.profile = profile;
        this.access = access;
        this.ledger = ledger;
        this.random = random;
        this.clock = clock;
        this.asked = asked;
    }

    /** Stands in where no profile is named: says so, and sends nothing. */
    public static EnvironmentProvider unconfigured() {
        return new EnvironmentProvider() {
            @Override
            public EnvironmentKind kind() {
                return EnvironmentKind.STAGING;
            }

            @Override
            public ProvisionOutcome provision(Request request) {
                return failed(List.of(new StagingDiagnosis.NoProfile()));
            }
        };
    }

    @Override
    public EnvironmentKind kind() {
        return EnvironmentKind.STAGING;
    }

    @Override
    public ProvisionOutcome provision(Request request) {
        Optional<Secret> key =
                access.bypassKey().filter(secret -> !secret.reveal().isBlank());
        Optional<URI> login = profile.tokenEndpoint();
        if (key.isEmpty() || login.isEmpty()) {
            return failed(List.of(new StagingDiagnosis.NoCredential(profile.name())));
        }
        request.secrets().accept(key.get());
        Set<ServiceName> missing = request.services().stream()
                .filter(service -> !profile.offers(service.value()))
                .collect(Collectors.toSet());
        if (missing.containsAll(request.services())) {
            List<String> offered = profile.services().stream()
                    .map(service -> service.endpoint().service())
                    .toList();
            return failed(List.of(new StagingDiagnosis.OffersNone(profile.name(), missing, offered)));
        }
        List<StagingDiagnosis> domain = domainViolations();
        if (!domain.isEmpty()) {
            return failed(domain);
        }
        Optional<AddedTrust> trust;
        try {
            trust = trust();
        } catch (IOException | GeneralSecurityException unreadable) {
            return failed(List.of(new StagingDiagnosis.TrustUnreadable(
                    access.trust().orElseThrow(),
                    unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage())));
        }
        ConnectTo connectTo = ConnectTo.under(profile.domain(), access.hosts());
        return new Attempt(request, key.get(), login.get(), missing, connectTo, trust).provision();
    }

    private List<StagingDiagnosis> domainViolations() {
        Stream<DomainVerdict.Refused> hosts = new TreeMap<>(access.hosts())
                .keySet().stream()
                        .flatMap(name -> profile.domain()
                                .check(name)
                                .<Stream<DomainVerdict.Refused>>fold(allowed -> Stream.empty(), Stream::of));
        return Stream.concat(profile.violations().stream(), hosts)
                .distinct()
                .<StagingDiagnosis>map(StagingDiagnosis.DomainRefused::new)
                .toList();
    }

    private Optional<AddedTrust> trust() throws IOException, GeneralSecurityException {
        return access.trust().isPresent()
                ? Optional.of(AddedTrust.of(access.trust().get()))
                : Optional.empty();
    }

    private static ProvisionOutcome failed(List<StagingDiagnosis> diagnoses) {
        return new ProvisionOutcome.Failed(List.copyOf(diagnoses));
    }

    /** One call of {@link #provision}. */
    private final class Attempt {
        private final Request request;
        private final Secret key;
        private final URI login;
        private final Set<ServiceName> missing;
        private final ConnectTo connectTo;
        private final Optional<AddedTrust> trust;
        private final StagingClient client;
        private final Cancellation cancellation = new Cancellation();
        private final ColdStart coldStart;
        private final Preflight preflight;
        private final List<Runnable> held = new ArrayList<>();

        Attempt(
                Request request,
                Secret key,
                URI login,
                Set<ServiceName> missing,
                ConnectTo connectTo,
                Optional<AddedTrust> trust) {
            this.request = request;
            this.key = key;
            this.login = login;
            this.missing = missing;
            this.connectTo = connectTo;
            this.trust = trust;
            this.client = new StagingClient(request.run(), connectTo, trust);
            this.coldStart = new ColdStart(
                    access.coldStart(), System.nanoTime() + request.budget().toNanos(), cancellation);
            this.preflight = new Preflight(profile, request, client, coldStart, clock, this::cancel);
            held.add(client::close);
        }

        ProvisionOutcome provision() {
            Runnable deaf = request.stop().onRequest(this::cancel);
            boolean keeps = false;
            try {
                ProvisionOutcome outcome = check();
                keeps = outcome.fold(ready -> true, failed -> false, () -> false);
                return outcome;
            } finally {
                deaf.run();
                if (!keeps) {
                    cleanUp();
                }
            }
        }

        private void cancel() {
            cancellation.cancel();
            client.cancel();
        }

        private ProvisionOutcome check() {
            try {
                ledger.temporary(secrets());
            } catch (UncheckedIOException unwritable) {
                return failed(List.of(new StagingDiagnosis.FilesUnwritable(
                        request.runDirectory(), String.valueOf(unwritable.getMessage()))));
            }
            Step<Ready> checked = inTime(preflight.declarations(random))
                    .then(build -> inTime(health()).then(well -> token(build)));
            if (request.stop().isRequested()) {
                return new ProvisionOutcome.Stopped();
            }
            return checked.fold(this::ready, StagingEnvironmentProvider::failed, ProvisionOutcome.Stopped::new);
        }

        /** What the checks gave. */
        private record Ready(String build, RunToken token) {}

        private Step<List<String>> health() {
            if (asked.skipHealthCheck()) {
                request.events()
                        .publish(new Noted(
                                Noted.Level.NOTE, "the health of staging is not checked (--skip-health-check)"));
                return new Step.Done<>(List.of());
            }
            return preflight.health();
        }

        private Step<Ready> token(String build) {
            return inTime(preflight.token(login, key, secrets())).then(token -> {
                held.add(0, token::close);
                return preflight.webSocket(token).then(agreed -> new Step.Done<>(new Ready(build, token)));
            });
        }

        /** A step that ended well, but with no time left for the next. */
        private <T> Step<T> inTime(Step<T> step) {
            return step.then(value -> {
                if (!coldStart.isOver()) {
                    return new Step.Done<>(value);
                }
                if (value instanceof RunToken token) {
                    token.close();
                }
                return new Step.Failed<>(new StagingDiagnosis.TooSlow(
                        profile.origins().get(0), "the environment's time is over", request.budget()));
            });
        }

        private ProvisionOutcome ready(Ready checked) {
            Map<String, String> variables = new HashMap<>(TestVariables.of(EnvironmentKind.STAGING, asked));
            variables.putAll(profile.variables());
            variables.putAll(new ClientSettings(
                            connectTo,
                            access.trust().map(file -> file.toAbsolutePath().normalize()))
                    .variables());
            Provenance provenance = new Provenance(
                    EnvironmentKind.STAGING,
                    profile.name() + " " + profile.origins().get(0),
                    Optional.of(checked.build()),
                    Optional.empty());
            return new ProvisionOutcome.Ready(
                    new RunningEnvironment(
                            provenance, variables, checked.token().secrets(), missing, refusedTags()),
                    new StagingLease(probe(checked.token()), this::letGo, secrets(), request.events()));
        }

        /** A stop of the run ends it too. */
        private StagingProbe probe(RunToken token) {
            StagingProbe probe = new StagingProbe(
                    profile,
                    request.run(),
                    access.coldStart(),
                    asked.skipHealthCheck(),
                    () -> new StagingClient(request.run(), connectTo, trust),
                    () -> current(token));
            Runnable deaf = request.stop().onRequest(probe::close);
            held.add(deaf);
            return probe;
        }

        /** Renewed since, maybe: the file holds the token as it is. */
        private static Optional<String> current(RunToken token) {
            Secret file = token.secrets().get(TestVariables.TOKEN_FILE);
            if (file == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(Files.readString(Path.of(file.reveal())).strip());
            } catch (IOException closing) {
                return Optional.empty();
            }
        }

        /** Which tests may not run there, whatever they need. */
        private Map<String, String> refusedTags() {
            Map<String, String> refused = new HashMap<>();
            refused.put(TestTags.LOCAL_ONLY, "tagged " + TestTags.LOCAL_ONLY + ": never on staging");
            if (!profile.mutates()) {
                refused.put(
                        TestTags.MUTATES,
                        "tagged " + TestTags.MUTATES + ": staging " + profile.name()
                                + " does not allow tests that change what others see");
            }
            return refused;
        }

        private Path secrets() {
            return request.runDirectory().toAbsolutePath().normalize().resolve(SECRETS);
        }

        private void letGo() {
            held.forEach(Runnable::run);
        }

        private void cleanUp() {
            letGo();
            if (!FileTree.remove(secrets())) {
                ledger.leftBehind();
                request.events().publish(new Noted(Noted.Level.WARNING, "could not be removed: " + secrets()));
            }
        }
    }
}
