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
import ai.netrasystems.runner.worker.protocol.Thrown;
import ai.netrasystems.runner.worker.protocol.WorkerMessage;
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
    private static final long PULSE_MILLIS = 250;

    private final UnitContext context;
    private final Worker worker;
    private final RoundRequest request;
    private final EngineReports reports;
    private final Vigil vigil;
    private final Instant connectBy;
    private Phase phase;
    private Optional<How> ending = Optional.empty();
    private Optional<Instant> killAt = Optional.empty();
    private Optional<String> dump = Optional.empty();
    private Optional<Thrown> fault = Optional.empty();
    private List<Entry> expired = List.of();
    private Optional<Integer> exit = Optional.empty();
    private boolean cancelled;

    WorkerRound(UnitContext context, Worker worker, RoundRequest request) {
        this.context = context;
        this.worker = worker;
        this.request = request;
        this.reports = new EngineReports(context, worker.name(), request);
        this.vigil = new Vigil(context, worker);
        this.connectBy = context.now().plus(CONNECT);
        this.phase = worker.greeted() ? Phase.DISCOVERING : Phase.CONNECTING;
    }

    /** Where the worker is; messages lead from one to the next. */
    enum Phase {
        CONNECTING,
        DISCOVERING,
        EXECUTING,
        ENDED
    }

    /** Runs the request to its end, or to the worker's. */
    RoundEnd run() throws InterruptedException {
        Runnable deaf = context.run.stop.onRequest(worker.process()::hurry);
        try {
            enter();
            while (exit.isEmpty() && phase != Phase.ENDED) {
                worker.process().next(pause()).ifPresent(this::hear);
                watch();
            }
        } finally {
            deaf.run();
        }
        judgeExpired(context.now());
        if (exit.isEmpty()) {
            return new RoundEnd(ending.orElse(How.COMPLETED), "its engines were done", true);
        }
        RoundEnd end = end(exit.get());
        boolean unasked = end.how() == How.DIED || end.how() == How.DIED_IN_DISCOVERY || end.how() == How.NEVER_UP;
        context.run.events.publish(new WorkerEnded(
                worker.name(),
                exit.get(),
                unasked ? Optional.of(end.detail()) : Optional.empty(),
                unasked ? lastOutput() : List.of()));
        return end;
    }

    EngineReports reports() {
        return reports;
    }

    /** Tests that were past their deadline. */
    List<Entry> expired() {
        return expired;
    }

    /** Whether this worker was to run that test. */
    boolean asked(String uniqueId) {
        return request.asked(uniqueId);
    }

    /** The end of what the worker wrote. */
    List<String> lastOutput() {
        return worker.lastOutput().lines();
    }

    private void hear(Happening happening) {
        Phase before = phase;
        phase = happening.fold(
                said -> said.message().accept(this),
                printed -> {
                    worker.wrote(context.run.events, printed.error(), printed.text());
                    return phase;
                },
                hurry -> {
                    if (hurry.disconnected()) {
                        killBy(context.now().plus(GRACE));
                    }
                    return phase;
                },
                ended -> {
                    exit = Optional.of(ended.exitCode());
                    return phase;
                });
        if (before != phase) {
            enter();
        }
    }

    /** What a new phase asks of the worker. */
    private void enter() {
        switch (phase) {
            case CONNECTING, ENDED -> {}
            case DISCOVERING -> worker.process().send(request.discover(worker));
            case EXECUTING -> {
                List<String> excluded = request.decide();
                worker.process().send(new Execute(excluded, reports.failuresAllowed(), request.excused()));
            }
        }
    }

    private void watch() {
        Instant now = context.now();
        if (exit.isPresent() || phase == Phase.ENDED) {
            return;
        }
        if (ending.isEmpty() && context.run.stop.isRequested()) {
            cut(How.STOPPED, "the run was stopped");
        } else if (ending.isEmpty() && context.pastDeadline()) {
            cut(How.BUDGET, "the budget ended");
        } else if (ending.isEmpty() && phase == Phase.CONNECTING) {
            if (now.isAfter(connectBy) && !context.run.settings.policy().debug()) {
                killBy(now);
            }
        } else if (ending.isEmpty() && phase == Phase.EXECUTING) {
            expire(now);
            enough();
            doubt();
            vigil.watch(now);
            worker.ages()
                    .filter(variable -> variable.end().isOver())
                    .ifPresent(variable -> context.run.aged(worker.name(), variable));
        } else if (ending.equals(Optional.of(How.DEADLINE)) && dump.isPresent() && !expired.isEmpty()) {
            killBy(now);
        }
        if (killAt.isPresent() && !now.isBefore(killAt.get())) {
            judgeExpired(now);
            worker.process().kill();
            killAt = Optional.of(Instant.MAX);
        }
    }

    /** Failures elsewhere may be enough: tests in flight end by themselves, and no further one begins. */
    private void enough() {
        if (!cancelled && ending.isEmpty() && context.limit.reached()) {
            cancelled = true;
            reports.cancelled(context.limit.reason());
            worker.process().send(new Cancel());
        }
    }

    /** The environment may be gone: whether a further test begins is decided when that is known. */
    private void doubt() {
        if (!cancelled && ending.isEmpty()) {
            context.doubt().ifPresent(reason -> {
                cancelled = true;
                reports.cancelled(reason);
                worker.process().send(new Cancel());
            });
        }
    }

    /** No further test; a moment for those in flight; then the end. */
    private void cut(How how, String reason) {
        ending = Optional.of(how);
        reports.cancelled(reason);
        if (phase == Phase.EXECUTING) {
            worker.process().send(new Cancel());
        }
        killBy(phase == Phase.EXECUTING ? context.now().plus(GRACE) : context.now());
    }

    private void expire(Instant now) {
        expired = context.ledger.running().stream()
                .filter(entry ->
                        entry.deadline().filter(end -> !now.isBefore(end)).isPresent())
                .toList();
        if (!expired.isEmpty()) {
            ending = Optional.of(How.DEADLINE);
            expired.forEach(reports::judge);
            worker.process().send(new DumpThreads());
            killBy(now.plus(DUMP));
        }
    }

    private void judgeExpired(Instant now) {
        for (Entry entry : expired) {
            String message = "did not end within " + entry.timeout().orElse(Duration.ZERO);
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
            Optional<Instant> end = entry.deadline();
            if (end.isPresent()) {
                pause = Math.min(pause, Duration.between(now, end.get()).toMillis());
            }
        }
        return Math.max(1, pause);
    }

    private RoundEnd end(int code) {
        How how = ending.orElseGet(() -> switch (phase) {
            case CONNECTING -> How.NEVER_UP;
            case DISCOVERING -> How.DIED_IN_DISCOVERY;
            case EXECUTING -> How.DIED;
            case ENDED -> How.COMPLETED;
        });
        return new RoundEnd(how, WorkerExit.words(code, fault), false);
    }

    @Override
    public Phase hello(WorkerMessage.Hello message) {
        worker.greets();
        context.run.events.publish(new WorkerStarted(
                worker.name(),
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
            context.run.events.publish(new DiscoveryProblem(
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
        worker.lastOutput().add(message.text());
        reports.output(message.uniqueId(), message.error(), message.text());
        return phase;
    }

    @Override
    public Phase threadDump(WorkerMessage.ThreadDump message) {
        dump = Optional.of(message.text());
        vigil.dumped(message.text());
        return phase;
    }

    @Override
    public Phase executionEnded(WorkerMessage.ExecutionEnded message) {
        return Phase.ENDED;
    }

    @Override
    public Phase fault(WorkerMessage.Fault message) {
        fault = Optional.of(message.thrown());
        worker.lastOutput().add(message.message() + ": " + message.thrown().stackTrace());
        if (phase == Phase.DISCOVERING) {
            issue(new WorkerMessage.Issue(true, message.message(), Optional.of(message.thrown())));
        }
        return phase;
    }
}
