package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.config.RequestCheck;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.staging.StagingEnvironmentProvider;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.event.StagingVerdict;
import ai.netrasystems.runner.event.StagingVerdict.Outcome;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.StagingProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code runner staging check}: what a run would ask of staging before its tests, alone. */
public final class StagingCheck {
    private final Surroundings surroundings;
    private final HostProcesses host = HostProcesses.ofThisMachine();

    /** Called there. */
    public StagingCheck(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Checks all that the profile offers.
     *
     * @param request of which the staging profile and {@code --skip-health-check} count
     * @param lines sees each check as it ends, redacted
     */
    public Checked<StagingVerdict> check(
            RunRequest request, Optional<Path> configFile, StopSignal stop, Consumer<StagingChecked> lines) {
        return new ConfigReader(surroundings.workingDirectory(), Optional.of(surroundings.home()))
                .read(configFile)
                .then(loaded -> RequestCheck.check(request, loaded.config())
                        .then(checked -> opened(loaded.config(), checked.where(), stop, lines)));
    }

    private Checked<StagingVerdict> opened(
            RunnerConfig config, RunRequest.Where where, StopSignal stop, Consumer<StagingChecked> lines) {
        RunFiles files = new RunFiles(config.project(), Optional.empty());
        files.makeIgnored();
        RunId id = RunIds.next(surroundings.clock(), new SecureRandom());
        try {
            ProcessLedger ledger = ProcessLedger.open(files.of(id), id, host);
            Heard heard = new Heard(lines);
            Session session = new Session(id, files.of(id), ledger, heard.secrets, heard, stop);
            try {
                return Checked.valid(checked(session, config, where, heard));
            } finally {
                ledger.finished();
                FileTree.remove(files.of(id));
            }
        } catch (IOException unwritable) {
            return Checked.invalid(Problem.of(
                    "the check's own files can't be written: " + unwritable.getMessage(),
                    Origin.file(files.of(id), 0),
                    "check the disk's free space and the directory's owner"));
        }
    }

    private StagingVerdict checked(Session session, RunnerConfig config, RunRequest.Where where, Heard heard) {
        StagingSettings settings = config.staging().with(where.staging());
        EnvironmentProvider provider = new StagingWiring(
                        session, surroundings.environment(), config.project(), surroundings.clock())
                .provider(
                        config.staging(),
                        where,
                        StagingEnvironmentProvider.Purpose.CHECK,
                        new TestVariables.Asked(false, where.skipHealthCheck()),
                        1);
        EnvironmentProvider.Request request = new EnvironmentProvider.Request(
                session.id(),
                services(settings.system()),
                session.directory(),
                config.environment().startTimeout().value(),
                session.stop(),
                session.events(),
                session.secrets()::add);
        long begun = System.nanoTime();
        ProvisionOutcome provisioned = provider.provision(request);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Outcome outcome = provisioned.fold(
                ready -> {
                    ready.lease().close();
                    return Outcome.READY;
                },
                failed -> {
                    heard.publish(new EnvironmentFailed(
                            EnvironmentKind.STAGING,
                            failed.diagnoses().stream().map(Diagnosis::text).toList(),
                            Optional.empty()));
                    return failed.diagnoses().stream().anyMatch(it -> it.stage() == Diagnosis.Stage.REFUSED)
                            ? Outcome.REFUSED
                            : Outcome.UNAVAILABLE;
                },
                () -> stopped(session.stop()));
        return heard.verdict(settings.system().map(StagingProfile::name), outcome, took);
    }

    /** Staging without a profile is asked for as well: the provider says what is missing. */
    private static Set<ServiceName> services(Optional<StagingProfile> system) {
        return system.stream()
                .flatMap(profile -> profile.services().stream())
                .map(offered -> new ServiceName(offered.endpoint().service()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Outcome stopped(StopSignal stop) {
        return stop.requested().filter(StopSignal.Reason.TERMINATED::equals).isPresent()
                ? Outcome.TERMINATED
                : Outcome.INTERRUPTED;
    }

    /** What the provider said, redacted. Thread-safe. */
    private static final class Heard implements EventSink {
        private final Redactor.Register secrets = new Redactor.Register();
        private final List<StagingChecked> checks = new CopyOnWriteArrayList<>();
        private final List<EnvironmentFailed> failures = new CopyOnWriteArrayList<>();
        private final Consumer<StagingChecked> lines;

        Heard(Consumer<StagingChecked> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(RunEvent event) {
            RunEvent redacted = secrets.redactor().redact(event);
            if (redacted instanceof StagingChecked checked) {
                checks.add(checked);
                lines.accept(checked);
            } else if (redacted instanceof EnvironmentFailed failed) {
                failures.add(failed);
            }
        }

        StagingVerdict verdict(Optional<String> profile, Outcome outcome, Duration took) {
            return new StagingVerdict(
                    profile,
                    outcome,
                    took,
                    checks,
                    failures.stream().flatMap(it -> it.diagnoses().stream()).toList());
        }
    }
}
