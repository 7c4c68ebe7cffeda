package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.execution.RoundEnd.How;
import ai.netrasystems.runner.execution.TestLedger.Entry;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Cancel;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.DumpThreads;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Execute;
import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The dispatcher of one worker: one thread that hears everything that happens to it, watches the clock, and alone
 * decides what the worker is told and when it is ended.
 */
final class WorkerRound implements WorkerMessage.Visitor<WorkerRound.Phase> {
    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Duration DUMP = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(30);
    private static final long PULSE_MILLIS = 250;

    private final UnitContext context;
    private final RoundRequest request;
    private final String name;
    private final EngineReports reports;
    private final LastOutput lastOutput = new LastOutput();
    private final Instant connectBy;
    private Phase phase = Phase.CONNECTING;
    private Optional<How> ending = Optional.empty();
    private Optional<Instant> killAt = Optional.empty();
    private Optional<String> dump = Optional.empty();
    private List<Entry> expired = List.of();
    private Optional<Integer> exit = Optional.empty();

    WorkerRound(UnitContext context, List<String> selected) {
        this.context = context;
        this.request = new RoundRequest(context, selected);
        this.name = context.nextWorker();
        this.reports = new EngineReports(context, name);
        this.connectBy = context.now().plus(CONNECT);
    }

    /** Where the worker is; messages lead from one to the next. */
    enum Phase {
        CONNECTING,
        DISCOVERING,
        EXECUTING,
        ENDING
    }

    /** Runs one worker to its end. */
    RoundEnd run() throws InterruptedException {
        Path argumentFile =
                LayerExecution.temporaryFiles(context.settings.runDirectory()).resolve(name + ".args");
        try {
            ProcessBuilder builder = new WorkerCommand(context.settings, context.unit).prepare(argumentFile);
            try (WorkerProcess worker = WorkerProcess.start(name, builder, context.settings.processes())) {
                return follow(worker);
            }
        } catch (IOException failed) {
            lastOutput.add(String.valueOf(failed.getMessage()));
            return new RoundEnd(How.NEVER_UP, "its process can't be started: " + failed.getMessage());
        } finally {
            deleteQuietly(argumentFile);
        }
    }

    EngineReports reports() {
        return reports;
    }

    /** Whether this worker was to run that test. */
    boolean asked(String uniqueId) {
        return request.asked(uniqueId);
    }

    /** The end of what the worker wrote. */
    List<String> lastOutput() {
        return lastOutput.lines();
    }

    private RoundEnd follow(WorkerProcess worker) throws InterruptedException {
        Runnable deaf = context.stop.onRequest(worker::hurry);
        try {
            while (exit.isEmpty()) {
                worker.next(pause()).ifPresent(happening -> hear(worker, happening));
                watch(worker);
            }
        } finally {
            deaf.run();
        }
        judgeExpired(context.now());
        RoundEnd end = end(exit.get());
        boolean unasked = end.how() == How.DIED || end.how() == How.DIED_IN_DISCOVERY || end.how() == How.NEVER_UP;
        context.events.publish(new WorkerEnded(
                name,
                exit.get(),
                unasked ? Optional.of(end.detail()) : Optional.empty(),
                unasked ? lastOutput() : List.of()));
        return end;
    }

    private void hear(WorkerProcess worker, Happening happening) {
        Phase before = phase;
        phase = happening.fold(
                said -> said.message().accept(this),
                printed -> {
                    lastOutput.add(printed.text());
                    reports.output(Optional.empty(), printed.error(), printed.text());
                    return phase;
                },
                hurry -> {
                    if (hurry.disconnected() && phase != Phase.ENDING) {
                        killBy(context.now().plus(GRACE));
                    }
                    return phase;
                },
                ended -> {
                    exit = Optional.of(ended.exitCode());
                    return phase;
                });
        if (before != phase) {
            enter(worker);
        }
    }

    /** What a new phase asks of the worker. */
    private void enter(WorkerProcess worker) {
        switch (phase) {
            case CONNECTING -> {}
            case DISCOVERING -> worker.send(request.discover());
            case EXECUTING -> worker.send(new Execute(request.decide(), context.failFast()));
            case ENDING -> killBy(context.now().plus(FAREWELL));
        }
    }

    private void watch(WorkerProcess worker) {
        Instant now = context.now();
        if (exit.isPresent()) {
            return;
        }
        if (ending.isEmpty() && context.stop.isRequested()) {
            cut(worker, How.STOPPED, "the run was stopped");
        } else if (ending.isEmpty()
                && context.work.deadline().filter(limit -> !now.isBefore(limit)).isPresent()) {
            cut(worker, How.BUDGET, "the budget ended");
        } else if (ending.isEmpty() && phase == Phase.CONNECTING && now.isAfter(connectBy)) {
            killBy(now);
        } else if (ending.isEmpty() && phase == Phase.EXECUTING) {
            expire(worker, now);
        } else if (ending.equals(Optional.of(How.DEADLINE)) && dump.isPresent() && !expired.isEmpty()) {
            killBy(now);
        }
        if (killAt.isPresent() && !now.isBefore(killAt.get())) {
            judgeExpired(now);
            worker.kill();
            killAt = Optional.of(Instant.MAX);
        }
    }

    /** No further test; a moment for those in flight; then the end. */
    private void cut(WorkerProcess worker, How how, String reason) {
        ending = Optional.of(how);
        reports.cancelled(reason);
        if (phase == Phase.EXECUTING) {
            worker.send(new Cancel());
        }
        killBy(phase == Phase.EXECUTING || phase == Phase.ENDING ? context.now().plus(GRACE) : context.now());
    }

    private void expire(WorkerProcess worker, Instant now) {
        expired = context.ledger.running().stream()
                .filter(entry -> timeout(entry)
                        .filter(limit -> !now.isBefore(entry.since().plus(limit)))
                        .isPresent())
                .toList();
        if (!expired.isEmpty()) {
            ending = Optional.of(How.DEADLINE);
            expired.forEach(reports::judge);
            worker.send(new DumpThreads());
            killBy(now.plus(DUMP));
        }
    }

    private void judgeExpired(Instant now) {
        for (Entry entry : expired) {
            String message = "did not end within " + timeout(entry).orElse(Duration.ZERO);
            Failure failure = new Failure(
                    "",
                    message,
                    dump.orElse("(the worker gave no thread dump within " + DUMP + ")"),
                    Optional.empty(),
                    Optional.empty());
            context.ledger.finish(
                    entry,
                    Outcome.TIMED_OUT,
                    Duration.between(entry.since(), now),
                    Optional.of(message),
                    Optional.of(failure));
        }
    }

    private Optional<Duration> timeout(Entry entry) {
        return context.catalogue.find(entry.test().uniqueId()).flatMap(context::timeout);
    }

    private void killBy(Instant moment) {
        if (killAt.isEmpty() || moment.isBefore(killAt.get())) {
            killAt = Optional.of(moment);
        }
    }

    /** Until the next thing that the clock will bring, within reason. */
    private long pause() {
        Instant now = context.now();
        long pause = PULSE_MILLIS;
        if (killAt.isPresent() && killAt.get().isBefore(now.plusMillis(PULSE_MILLIS))) {
            pause = Duration.between(now, killAt.get()).toMillis();
        }
        for (Entry entry : ending.isEmpty() ? context.ledger.running() : List.<Entry>of()) {
            Optional<Duration> limit = timeout(entry);
            if (limit.isPresent()) {
                pause = Math.min(
                        pause,
                        Duration.between(now, entry.since().plus(limit.get())).toMillis());
            }
        }
        return Math.max(1, pause);
    }

    private RoundEnd end(int code) {
        String signal = switch (code) {
            case 134 -> " (SIGABRT)";
            case 137 -> " (SIGKILL)";
            case 139 -> " (SIGSEGV)";
            case 143 -> " (SIGTERM)";
            default -> "";
        };
        How how = ending.orElseGet(() -> switch (phase) {
            case CONNECTING -> How.NEVER_UP;
            case DISCOVERING -> How.DIED_IN_DISCOVERY;
            case EXECUTING -> How.DIED;
            case ENDING -> How.COMPLETED;
        });
        return new RoundEnd(how, "its worker ended with exit code " + code + signal);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // It holds no secret, and goes with the run's folder.
        }
    }

    @Override
    public Phase hello(WorkerMessage.Hello message) {
        context.events.publish(new WorkerStarted(
                name,
                message.pid(),
                context.work.layer().name(),
                context.unit.module().id(),
                context.unit.environment().provenance().environment(),
                message.launcher()));
        return Phase.DISCOVERING;
    }

    @Override
    public Phase found(WorkerMessage.Found message) {
        request.found(message.descriptors());
        return phase;
    }

    @Override
    public Phase issue(WorkerMessage.Issue message) {
        if (request.first()) {
            context.events.publish(new DiscoveryProblem(
                    context.unit.module().id(),
                    message.error(),
                    message.message(),
                    message.thrown().map(EngineReports::failure)));
        }
        return phase;
    }

    @Override
    public Phase discoveryEnded(WorkerMessage.DiscoveryEnded message) {
        return Phase.EXECUTING;
    }

    @Override
    public Phase registered(WorkerMessage.Registered message) {
        reports.registered(message.descriptor());
        return phase;
    }

    @Override
    public Phase started(WorkerMessage.Started message) {
        reports.started(message.uniqueId());
        return phase;
    }

    @Override
    public Phase finished(WorkerMessage.Finished message) {
        reports.finished(message);
        return phase;
    }

    @Override
    public Phase skipped(WorkerMessage.Skipped message) {
        reports.skipped(message);
        return phase;
    }

    @Override
    public Phase entries(WorkerMessage.Entries message) {
        reports.entries(message);
        return phase;
    }

    @Override
    public Phase output(WorkerMessage.Output message) {
        lastOutput.add(message.text());
        reports.output(message.uniqueId(), message.error(), message.text());
        return phase;
    }

    @Override
    public Phase threadDump(WorkerMessage.ThreadDump message) {
        dump = Optional.of(message.text());
        return phase;
    }

    @Override
    public Phase executionEnded(WorkerMessage.ExecutionEnded message) {
        return Phase.ENDING;
    }

    @Override
    public Phase fault(WorkerMessage.Fault message) {
        lastOutput.add(message.message() + ": " + message.thrown().stackTrace());
        if (phase == Phase.DISCOVERING) {
            issue(new WorkerMessage.Issue(true, message.message(), Optional.of(message.thrown())));
        }
        return phase;
    }
}
