package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.PublishedLease;
import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.environment.TestTags;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.environment.token.RunToken;
import ai.netrasystems.runner.environment.token.TokenSource;
import ai.netrasystems.runner.environment.token.TokenSupply;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.staging.AddedTrust;
import ai.netrasystems.runner.staging.ClientSettings;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.DomainVerdict;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.cleanup.CleanUps;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Provides services of a staging system, once it has shown that it may be tested and that it works: see
 * {@link Preflight}. Without the secret that its tokens take, or for a name that breaks the domain rule, no packet is
 * sent. Thread-safe.
 */
public final class StagingEnvironmentProvider implements EnvironmentProvider {
    private static final String SECRETS = "secrets";
    /** For what the run's tests want removed, when they have ended. */
    private static final Duration CLEAN_UP = Duration.ofSeconds(20);
    /** Likewise, where somebody waits for the end. The rest is the next run's. */
    private static final Duration CLEAN_UP_OF_STOPPED = Duration.ofSeconds(5);
    /** For what earlier runs left, while the tests wait. */
    private static final Duration CLEAN_UP_OF_EARLIER = Duration.ofSeconds(5);

    private final StagingProfile profile;
    private final StagingAccess access;
    private final ProcessLedger ledger;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Purpose purpose;
    private final TestVariables.Asked asked;

    /** What it is provided for. */
    public enum Purpose {
        /** Tests will run: what those of earlier runs left there is cleaned up first. */
        TESTS,
        /** Somebody wants to know whether they could: nothing there is changed. */
        CHECK
    }

    /**
     * A provider for one run.
     *
     * @param profile which staging system
     * @param access how it is reached from here, and with what
     * @param ledger of this run, already open; the provider never finishes it
     * @param random for challenges
     * @param clock tells whether a declaration is still good
     * @param purpose whether tests will run
     * @param asked the person's switches; {@code skipHealthCheck} leaves out the health of services, and nothing else
     */
    public StagingEnvironmentProvider(
            StagingProfile profile,
            StagingAccess access,
            ProcessLedger ledger,
            SecureRandom random,
            InstantSource clock,
            Purpose purpose,
            TestVariables.Asked asked) {
        this.profile = profile;
        this.access = access;
        this.ledger = ledger;
        this.random = random;
        this.clock = clock;
        this.purpose = purpose;
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
        return access.tokens()
                .fold(
                        supply -> provision(request, supply),
                        place -> failed(List.of(new StagingDiagnosis.NoCredential(profile.name(), place.toString()))),
                        refused -> new ProvisionOutcome.Failed(List.of(refused)));
    }

    private ProvisionOutcome provision(Request request, TokenSupply supply) {
        supply.secret().ifPresent(request.secrets());
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
        Optional<String> proxy = access.proxy().problem();
        if (proxy.isPresent()) {
            return failed(List.of(new StagingDiagnosis.ProxyUnusable(proxy.get())));
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
        return new Attempt(request, supply, missing, connectTo, trust).provision();
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
        private final TokenSupply supply;
        private final Set<ServiceName> missing;
        private final ConnectTo connectTo;
        private final Optional<AddedTrust> trust;
        private final StagingClient client;
        private final Cancellation cancellation = new Cancellation();
        private final ColdStart coldStart;
        private final Preflight preflight;
        private final List<Runnable> held = new CopyOnWriteArrayList<>();

        Attempt(
                Request request,
                TokenSupply supply,
                Set<ServiceName> missing,
                ConnectTo connectTo,
                Optional<AddedTrust> trust) {
            this.request = request;
            this.supply = supply;
            this.missing = missing;
            this.connectTo = connectTo;
            this.client = new StagingClient(request.run(), connectTo, trust, access.proxy());
            this.trust = trust;
            this.coldStart = new ColdStart(
                    access.coldStart(), System.nanoTime() + request.budget().toNanos(), cancellation);
            this.preflight = new Preflight(profile, request, client, connectTo, coldStart, clock, this::cancel);
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
                    .then(build -> inTime(healthAndToken()).then(token -> new Step.Done<>(new Ready(build, token))));
            if (request.stop().isRequested()) {
                return new ProvisionOutcome.Stopped();
            }
            return checked.fold(this::ready, StagingEnvironmentProvider::failed, ProvisionOutcome.Stopped::new);
        }

        /** What the checks gave. */
        private record Ready(String build, RunToken token) {}

        /** Neither waits for the other: each is slow where the system was asleep. */
        private Step<RunToken> healthAndToken() {
            List<Supplier<Step<Optional<RunToken>>>> both = List.of(
                    () -> health().then(well -> new Step.Done<>(Optional.empty())),
                    () -> preflight.login(this::token).then(token -> new Step.Done<>(Optional.of(token))));
            return Step.all(both, Supplier::get, this::cancel)
                    .then(results -> new Step.Done<>(results.stream()
                            .flatMap(Optional::stream)
                            .findFirst()
                            .orElseThrow()));
        }

        private Step<List<String>> health() {
            return asked.skipHealthCheck() ? preflight.withoutHealth() : preflight.health();
        }

        private Step<RunToken> token() {
            return preflight.token(this::source, secrets()).then(token -> {
                held.add(0, token::close);
                return new Step.Done<>(token);
            });
        }

        /** The profile's reader sees to it that a login has its service. */
        private TokenSource source() {
            return supply.open(
                    path -> profile.service("auth").orElseThrow().endpoint().resolve(path),
                    request.run(),
                    client.http());
        }

        /** A step that ended well, but with no time left for the next. */
        private <T> Step<T> inTime(Step<T> step) {
            return step.then(value -> {
                if (!coldStart.isOver()) {
                    return new Step.Done<>(value);
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
            variables.put(Courtesy.VARIABLE, Courtesy.text(profile.limits()));
            CleanUpFiles files = new CleanUpFiles(request.runDirectory(), profile.name());
            variables.put(CleanUps.VARIABLE, files.directory().toString());
            CleanUp cleanUp = cleanUp(files, checked.token());
            if (purpose == Purpose.TESTS) {
                ofEarlierRuns(files, cleanUp);
            }
            Provenance provenance = new Provenance(
                    EnvironmentKind.STAGING,
                    profile.name() + " " + profile.origins().get(0),
                    Optional.of(checked.build()),
                    Optional.empty());
            return new ProvisionOutcome.Ready(
                    new RunningEnvironment(
                            provenance, variables, checked.token().secrets(), missing, refusedTags()),
                    new PublishedLease(
                            EnvironmentKind.STAGING,
                            new StagingLease(
                                    probe(checked.token()),
                                    () -> {
                                        cleanUp.carryOut(request.stop().isRequested() ? CLEAN_UP_OF_STOPPED : CLEAN_UP);
                                        letGo();
                                    },
                                    secrets()),
                            request.events()));
        }

        /** A stop of the run ends it too. */
        private StagingProbe probe(RunToken token) {
            StagingProbe probe = new StagingProbe(
                    profile,
                    request.run(),
                    access.coldStart(),
                    asked.skipHealthCheck(),
                    () -> new StagingClient(request.run(), connectTo, trust, access.proxy()),
                    () -> Optional.of(token.current().reveal()));
            Runnable deaf = request.stop().onRequest(probe::close);
            held.add(deaf);
            return probe;
        }

        private CleanUp cleanUp(CleanUpFiles files, RunToken token) {
            return new CleanUp(
                    profile,
                    files,
                    () -> new StagingClient(request.run(), connectTo, trust, access.proxy()),
                    () -> token.current().reveal(),
                    access.coldStart(),
                    request.events(),
                    request.stop());
        }

        /** What tests of runs that are over left there would be in the way of these. */
        private void ofEarlierRuns(CleanUpFiles files, CleanUp cleanUp) {
            try {
                files.adopt(HostProcesses.ofThisMachine());
                cleanUp.carryOut(CLEAN_UP_OF_EARLIER);
            } catch (IOException | RuntimeException e) {
                request.events()
                        .publish(new Noted(
                                Noted.Level.WARNING, "what earlier runs left on staging is not cleaned up: " + e));
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
