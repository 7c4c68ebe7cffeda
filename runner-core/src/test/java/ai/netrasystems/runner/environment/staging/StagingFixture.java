package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.profile.BuiltInProfiles;
import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.token.TokenSupply;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.model.ProfileName;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.ConnectTarget;
import ai.netrasystems.runner.staging.DeclarationRule;
import ai.netrasystems.runner.staging.EnvironmentProxy;
import ai.netrasystems.runner.staging.StagingProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** One run's staging provider, reaching stand-ins on loopback by configuration alone. */
final class StagingFixture {
    static final Secret KEY = new Secret("bypass-key-of-the-test-0123456789");

    final RunId run = new RunId("test-" + UUID.randomUUID());
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    final List<Secret> secrets = new CopyOnWriteArrayList<>();
    final StopSignal stop = new StopSignal();
    final Map<String, ConnectTarget> hosts = new HashMap<>();
    final Path directory;
    StagingProfile profile = netra();
    Optional<Path> trust;
    Optional<Secret> key = Optional.of(KEY);
    Duration coldStart = Duration.ofSeconds(10);
    Duration budget = Duration.ofSeconds(40);
    boolean skipHealthCheck;
    StagingEnvironmentProvider.Purpose purpose = StagingEnvironmentProvider.Purpose.TESTS;
    EnvironmentProxy proxy = EnvironmentProxy.none();
    InstantSource clock = InstantSource.system();

    StagingFixture(Path project, Path trust) {
        this.directory = project.resolve(".runner").resolve("runs").resolve(run.value());
        this.trust = Optional.of(trust);
    }

    /** The built-in profile. */
    static StagingProfile netra() {
        return BuiltInProfiles.find(new ProfileName("netra")).orElseThrow();
    }

    /** The same with another rule of declaration. */
    static StagingProfile declaring(DeclarationRule rule) {
        return netra(rule, netra().mutates(), netra().login());
    }

    /** The same with other tokens. */
    static StagingProfile logging(StagingProfile.Login login) {
        return netra(netra().declaration(), netra().mutates(), login);
    }

    /** The same where no test may change what others see. */
    static StagingProfile untouched() {
        return netra(netra().declaration(), false, netra().login());
    }

    private static StagingProfile netra(DeclarationRule rule, boolean mutates, StagingProfile.Login login) {
        StagingProfile netra = netra();
        return new StagingProfile(
                netra.name(),
                netra.domain(),
                netra.services(),
                netra.webSocket(),
                rule,
                mutates,
                login,
                netra.limits());
    }

    StagingFixture with(StagingProfile other) {
        profile = other;
        return this;
    }

    StagingFixture reaching(StandIn standIn) {
        return reaching(StandIn.SITE, standIn.port()).reaching(StandIn.SOCKETS, standIn.port());
    }

    StagingFixture reaching(String host, int port) {
        hosts.put(host, new ConnectTarget("127.0.0.1", OptionalInt.of(port)));
        return this;
    }

    ProvisionOutcome provision(String... services) throws IOException {
        ProcessLedger ledger = ProcessLedger.open(directory, run, HostProcesses.ofThisMachine());
        StagingAccess access = new StagingAccess(hosts, trust, tokens(), coldStart, proxy);
        return new StagingEnvironmentProvider(
                        profile,
                        access,
                        ledger,
                        new SecureRandom(),
                        clock,
                        purpose,
                        new TestVariables.Asked(true, skipHealthCheck))
                .provision(new Request(
                        run,
                        Arrays.stream(services.length == 0 ? new String[] {"backend"} : services)
                                .map(ServiceName::new)
                                .collect(Collectors.toSet()),
                        directory,
                        budget,
                        stop,
                        events::add,
                        secrets::add));
    }

    private TokenSupply.Reading tokens() {
        Map<String, String> environment = key.map(secret -> Map.of("E2E_OAUTH_SIMULATION_KEY", secret.reveal()))
                .orElseGet(Map::of);
        return TokenSupply.read(profile.login().rule(), environment, directory);
    }

    ProvisionOutcome.Ready ready(String... services) throws IOException {
        return provision(services)
                .fold(
                        it -> it,
                        failed -> {
                            throw new AssertionError(failed.diagnoses().stream()
                                    .map(it -> it.kind() + ": " + it.summary() + " " + it.evidence())
                                    .collect(Collectors.joining("\n")));
                        },
                        () -> {
                            throw new AssertionError("stopped");
                        });
    }

    /** The first diagnosis; nothing of the attempt is left, and none shows a secret. */
    Diagnosis failure(String... services) throws IOException {
        List<Diagnosis> diagnoses = provision(services)
                .fold(
                        ready -> {
                            ready.lease().close();
                            throw new AssertionError("ready");
                        },
                        ProvisionOutcome.Failed::diagnoses,
                        () -> {
                            throw new AssertionError("stopped");
                        });
        assertNothingIsLeft();
        assertThat(diagnoses).isNotEmpty().allSatisfy(diagnosis -> {
            assertThat(diagnosis.liesIn()).isEqualTo(Diagnosis.LiesIn.MACHINE);
            assertThat(diagnosis.remedy()).isNotBlank();
            assertThat(diagnosis.text().toString()).doesNotContain(KEY.reveal(), StandIn.TOKEN);
        });
        return diagnoses.get(0);
    }

    /** Lines of the checks: {@code passed dns staging.example.com: 127.0.0.1}. */
    List<String> checks() {
        return events.stream()
                .filter(StagingChecked.class::isInstance)
                .map(StagingChecked.class::cast)
                .map(it -> (it.result() + " " + it.check()).toLowerCase(Locale.ROOT) + " " + it.subject() + ": "
                        + it.detail())
                .toList();
    }

    List<String> notes() {
        return events.stream()
                .filter(Noted.class::isInstance)
                .map(event -> ((Noted) event).message())
                .toList();
    }

    void assertNothingIsLeft() {
        assertThat(directory.resolve("secrets")).doesNotExist();
    }
}
