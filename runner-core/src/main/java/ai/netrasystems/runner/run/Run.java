package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.config.EffectiveControl;
import ai.netrasystems.runner.config.LoadedConfig;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.discovery.LauncherResolver;
import ai.netrasystems.runner.discovery.maven.ClassesInUse;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.evidence.Exchange;
import ai.netrasystems.runner.environment.evidence.NetworkRecord;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.Leftovers;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.event.EventConsumer;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunStarted;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.execution.LayerExecution;
import ai.netrasystems.runner.history.EventStream;
import ai.netrasystems.runner.history.Journal;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.QuarantinedTests;
import ai.netrasystems.runner.plan.RunPlan;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.report.JUnitXmlReport;
import ai.netrasystems.runner.report.RunVerdict;
import ai.netrasystems.runner.report.Tally;
import ai.netrasystems.runner.report.VerdictRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The road from a request to a verdict. Each step publishes what it did; a step that can't go on publishes why and
 * gives nothing, and the verdict is made of what was published.
 */
public final class Run {
    private static final int DEFECT = 70;

    private final Surroundings surroundings;
    private final HostProcesses host = HostProcesses.ofThisMachine();

    /** A run called there. */
    public Run(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Runs the tests.
     *
     * @param configFile {@code --config}; empty to look for {@code runner.yml} upwards
     * @param arguments the command line, for the record; holds no secret
     * @param console sees every event in order
     * @return the exit code; or what is wrong with the configuration: then nothing was started or written
     */
    public Checked<Integer> execute(
            RunRequest request,
            Optional<Path> configFile,
            List<String> arguments,
            StopSignal stop,
            EventConsumer console) {
        return new ConfigReader(surroundings.workingDirectory(), Optional.of(surroundings.home()))
                .read(configFile)
                .then(config -> recorded(config, request, arguments, stop, console));
    }

    /** Opens the record of the run, and closes it with the verdict. */
    private Checked<Integer> recorded(
            LoadedConfig config, RunRequest request, List<String> arguments, StopSignal stop, EventConsumer console) {
        RunFiles files = new RunFiles(config.config().project(), request.reportsDirectory());
        files.makeIgnored();
        RunId id = RunIds.next(surroundings.clock(), new SecureRandom());
        return Journal.create(files.runs(), id)
                .then(journal -> ledger(files.of(id), id).then(ledger -> {
                    Written written = new Written(id, files, journal, ledger);
                    return Checked.valid(judged(written, config, request, arguments, stop, console));
                }));
    }

    /** Where one run is written down. */
    private record Written(RunId id, RunFiles files, Journal journal, ProcessLedger ledger) {}

    /** From the first event to the last. */
    private int judged(
            Written written,
            LoadedConfig config,
            RunRequest request,
            List<String> arguments,
            StopSignal stop,
            EventConsumer console) {
        Instant begun = surroundings.clock().instant();
        Redactor.Register secrets = new Redactor.Register();
        Tally tally = new Tally();
        RunVerdict verdict;
        EventStream stream = EventStream.open(
                written.id(), surroundings.clock(), written.journal(), secrets::redactor, List.of(tally, console));
        try (stream) {
            Path directory = written.files().of(written.id());
            Session session = new Session(written.id(), directory, written.ledger(), secrets, stream, stop);
            KnownSecrets.in(
                            surroundings.environment(),
                            config.config().staging().with(request.where().staging()))
                    .forEach(secrets::add);
            stream.publish(started(config, arguments));
            steps(session, config, written.files(), request);
            removeStrays(session);
            RedactedLogs.redact(directory, secrets.redactor())
                    .forEach(problem -> stream.publish(new Noted(Noted.Level.WARNING, problem)));
            written.ledger().finished();
            stream.drain();
            report(stream, written.journal().file(), written.files().reports(written.id()));
            stop.requested().ifPresent(reason -> stream.publish(stopped(reason)));
            stream.drain();
            verdict = RunVerdict.of(tally.facts(), rules(config.config(), request));
            stream.publish(verdict.finished(
                    Duration.between(begun, surroundings.clock().instant())));
        }
        return stream.broken() ? DEFECT : verdict.exitCode();
    }

    /** The reports are made of the journal, before the verdict: a report that can't be written is part of it. */
    private static void report(EventStream stream, Path journal, Path reports) {
        JUnitXmlReport.write(journal, reports).problems().forEach(what -> stream.publish(new DefectFound(what, "")));
        stream.drain();
    }

    private VerdictRules rules(RunnerConfig config, RunRequest request) {
        QuarantinedTests quarantined = QuarantinedTests.on(surroundings.today(), config);
        return VerdictRules.defaults(surroundings.inCi())
                .with(request.control().noTests())
                .with(EffectiveControl.of(request, config).flaky())
                .with(config.degraded().value())
                .with((String className, String test) -> quarantined.covers(className, test));
    }

    @SuppressWarnings({"CatchingUnchecked", "try"
    }) // whatever breaks, the record of what ran must be closed with a verdict
    private void steps(Session session, LoadedConfig config, RunFiles files, RunRequest request) {
        try {
            removeLeftovers(session, files);
            Preparation preparation = new Preparation(surroundings, config, files, session.ledger()::started);
            planned(session, preparation, request).ifPresent(ready -> {
                try (ClassesInUse used = ClassesInUse.begin(files.cache(), session.stop())) {
                    assembled(session, preparation, config.config(), request, ready)
                            .ifPresent(assembled -> provided(session, config.config(), request.where(), assembled));
                }
            });
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError defect) {
            StringWriter trace = new StringWriter();
            defect.printStackTrace(new PrintWriter(trace, true));
            session.publish(new DefectFound(String.valueOf(defect), trace.toString()));
        }
    }

    private void removeLeftovers(Session session, RunFiles files) {
        Leftovers.Swept swept = new Leftovers(host).sweep(files.runs());
        swept.removed()
                .forEach(what -> session.publish(new Noted(Noted.Level.NOTE, "left by an earlier run: " + what)));
        swept.remaining()
                .forEach(what -> session.publish(
                        new Noted(Noted.Level.WARNING, "left by an earlier run and still there: " + what)));
    }

    /** A test or a service may have started something that is no longer a descendant of anything of ours. */
    private void removeStrays(Session session) {
        Leftovers.Swept strays = new Leftovers(host).strays(session.id());
        strays.removed()
                .forEach(what -> session.publish(new Noted(
                        Noted.Level.NOTE, "still ran after the tests, started by a test or a service: ended " + what)));
        strays.remaining()
                .forEach(what -> session.publish(
                        new Noted(Noted.Level.WARNING, "started by this run and still there: " + what)));
        if (!strays.remaining().isEmpty()) {
            session.ledger().leftBehind();
        }
    }

    /** The plan; empty where there is none, or nothing in it. */
    private Optional<Prepared.Ready> planned(Session session, Preparation preparation, RunRequest request) {
        return preparation
                .prepare(request, session.events(), session.stop())
                .fold(
                        ready -> announced(session, ready),
                        didNotCompile -> Optional.empty(), // the build's own events say so
                        refused -> {
                            session.refuse(refused.problems());
                            return Optional.empty();
                        },
                        Optional::empty);
    }

    private static Optional<Prepared.Ready> announced(Session session, Prepared.Ready ready) {
        session.publish(event(ready.plan()));
        ready.plan().notes().forEach(note -> session.publish(new Noted(Noted.Level.NOTE, note)));
        return ready.plan().candidateClasses() > 0 ? Optional.of(ready) : Optional.empty();
    }

    /** A plan with the launchers and the services that it needs, all found before anything is started. */
    private record Assembled(RunPlan plan, Launchers launchers, Optional<ComposeFile> compose) {}

    private Optional<Assembled> assembled(
            Session session, Preparation preparation, RunnerConfig config, RunRequest request, Prepared.Ready ready) {
        LauncherResolver resolver =
                new LauncherResolver(preparation.discoverySettings(), session.events(), session.stop());
        return Launchers.resolve(ready.plan(), ready.modules(), resolver)
                .then(launchers -> {
                    launchers.idle().forEach(module -> session.publish(new Noted(Noted.Level.WARNING, notRun(module))));
                    return Checked.valid(launchers);
                })
                .then(launchers -> new Environments(surroundings, config, host)
                        .compose(request, ready.plan())
                        .then(compose -> Checked.valid(new Assembled(ready.plan(), launchers, compose))))
                .<Optional<Assembled>>fold(Optional::of, problems -> {
                    if (!session.stop().isRequested()) { // a fetch that was stopped is no wrong usage
                        session.refuse(List.copyOf(problems));
                    }
                    return Optional.empty();
                });
    }

    private static String notRun(TestModule module) {
        int classes = module.candidates().size();
        return "module " + module.id() + " has " + classes + (classes == 1 ? " class" : " classes")
                + " named like a test, and no test framework on its classpath: none of them is run";
    }

    private void provided(Session session, RunnerConfig config, RunRequest.Where where, Assembled assembled) {
        new Environments(surroundings, config, host)
                .provide(session, where, assembled.plan(), assembled.compose())
                .ifPresent(given -> {
                    try {
                        tested(session, config, assembled, given);
                    } finally {
                        if (!given.lease().close().isEmpty()) {
                            session.ledger().leftBehind();
                        }
                    }
                });
    }

    private void tested(Session session, RunnerConfig config, Assembled assembled, Environments.Given given) {
        boolean services = assembled.compose().isPresent()
                || !assembled.plan().services().isEmpty()
                || OwnedNames.projectHasServices(config);
        Set<String> owned =
                OwnedNames.removed(services, given.environment().variables().keySet());
        Set<String> removed = new HashSet<>(owned);
        removed.addAll(KnownSecrets.names(config.staging()));
        OwnedNames.note(surroundings.environment(), owned, given.environment().variables())
                .ifPresent(note -> session.publish(new Noted(Noted.Level.NOTE, note)));
        session.ledger().temporary(LayerExecution.temporaryFiles(session.directory()));
        LayerExecution.Settings settings = new LayerExecution.Settings(
                session.id(),
                surroundings.installation().workerJar(),
                session.directory(),
                assembled.plan().policy(),
                assembled.plan().quarantinedTests(),
                assembled.plan().servicesForbidden(),
                assembled.plan().services(),
                surroundings.environment(),
                removed,
                session.ledger()::started,
                session.secrets()::redactor);
        EnvironmentWatch watch = watch(session, given);
        new Layers(
                        assembled.plan(),
                        settings,
                        assembled.launchers(),
                        new WorkerReach(session, config.staging(), assembled.launchers()).of(given.environment()),
                        watch,
                        watch,
                        session.stop(),
                        surroundings.clock())
                .run();
        watch.finish();
    }

    private static EnvironmentWatch watch(Session session, Environments.Given given) {
        boolean none = given.environment().provenance().environment() == EnvironmentKind.NONE;
        Function<String, List<Exchange>> exchanges =
                none ? test -> List.of() : NetworkRecord.of(session.directory())::take;
        return new EnvironmentWatch(session.events(), given.lease(), exchanges, System::nanoTime);
    }

    private Checked<ProcessLedger> ledger(Path directory, RunId id) {
        try {
            return Checked.valid(ProcessLedger.open(directory, id, host));
        } catch (IOException unwritable) {
            return Checked.invalid(Problem.of(
                    "the run's own files can't be written: " + unwritable.getMessage(),
                    Origin.file(directory, 0),
                    "check the disk's free space and the directory's owner"));
        }
    }

    private RunEvent started(LoadedConfig config, List<String> arguments) {
        return new RunStarted(
                surroundings.installation().version(),
                System.getProperty("java.version", ""),
                config.config().project().toString(),
                host.self().pid(),
                arguments,
                CheckedOut.commit(config.config().project()));
    }

    private static RunEvent stopped(StopSignal.Reason reason) {
        return switch (reason) {
            case INTERRUPTED -> new RunStopped(RunStopped.Cause.INTERRUPTED, "SIGINT");
            case TERMINATED -> new RunStopped(RunStopped.Cause.TERMINATED, "SIGTERM");
        };
    }

    private static RunEvent event(RunPlan plan) {
        return new RunPlanned(
                plan.mode(),
                plan.layers().stream()
                        .map(layer -> new RunPlanned.Layer(
                                layer.name(),
                                layer.categories().stream()
                                        .map(category -> new RunPlanned.Category(
                                                category.name(),
                                                category.required(),
                                                category.judged(),
                                                category.impact(),
                                                category.services()))
                                        .toList(),
                                layer.budget()))
                        .toList(),
                plan.services(),
                plan.environments(),
                plan.budget(),
                plan.candidateClasses());
    }
}
