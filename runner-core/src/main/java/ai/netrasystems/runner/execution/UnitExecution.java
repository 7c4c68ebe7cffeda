package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.environment.SecretsUnavailableException;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.execution.RoundEnd.How;
import ai.netrasystems.runner.execution.TestLedger.Entry;
import ai.netrasystems.runner.model.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One unit: its worker, those that take over when one dies (ARCHITECTURE.md, "Recovery"), and those that try again what
 * failed. Not thread-safe.
 */
final class UnitExecution {
    /** Workers in a row that may end without an outcome for any test. */
    private static final int FRUITLESS = 3;
    /** Between two looks at whether the environment is back. */
    private static final Duration DOUBT = Duration.ofMillis(100);

    private final UnitContext context;
    private final WorkerSeat seat;
    private final Failures failures;
    /** Tests that were in flight together when a worker died: each runs once more, alone. */
    private final Deque<String> alone = new ArrayDeque<>();
    /** Invocations that may follow where a worker died in the midst of a template. */
    private final Deque<List<String>> rests = new ArrayDeque<>();

    private final Map<String, Integer> deathsInContainer = new HashMap<>();
    private int fruitless;
    private int repetition = 1;

    UnitExecution(UnitContext context, WorkerSeat seat) {
        this.context = context;
        this.seat = seat;
        this.failures = new Failures(context);
    }

    /** Runs workers until every test has its outcome. */
    LayerEnd run() throws InterruptedException {
        Optional<String> gone = environmentGone();
        if (gone.isPresent()) {
            new NotStarted(context).tellAll(gone.get());
            return LayerEnd.COMPLETED;
        }
        RoundRequest request = RoundRequest.first(context);
        while (true) {
            Optional<LayerEnd> last = round(request);
            if (last.isPresent()) {
                return last.get();
            }
            Optional<RoundRequest> next = next();
            if (next.isEmpty()) {
                context.ledger.settleRepetitions();
                return context.limit.reached() ? LayerEnd.FAILURE_POLICY : LayerEnd.COMPLETED;
            }
            request = next.get();
        }
    }

    /** Gives every test that is still open an outcome, after a defect. */
    void abandon() {
        failures.settle();
        closeRunning(Outcome.INTERRUPTED, "the runner broke");
        closeWaiting(Outcome.NOT_RUN, "the runner broke");
    }

    private Optional<LayerEnd> round(RoundRequest request) throws InterruptedException {
        if (context.run.stop.isRequested()) {
            return Optional.of(cutBefore(request, LayerEnd.STOPPED, "the run was stopped"));
        }
        if (context.pastDeadline()) {
            return Optional.of(cutBefore(request, LayerEnd.BUDGET, "the budget ended"));
        }
        int open = context.ledger.open();
        Worker worker;
        try {
            worker = seat.take(context);
        } catch (SecretsUnavailableException noSecrets) {
            return Optional.of(withoutSecrets(request, String.valueOf(noSecrets.getMessage())));
        } catch (IOException failed) {
            String detail = "its process can't be started: " + failed.getMessage();
            return judged(request, new RoundEnd(How.NEVER_UP, detail, false), List.of(), open);
        }
        WorkerRound round = new WorkerRound(context, worker, request);
        RoundEnd end = end(worker, round);
        failures.add(round.reports());
        Optional<LayerEnd> last = settle(round, end);
        return last.isPresent() ? last : judged(request, end, round.lastOutput(), open);
    }

    private RoundEnd end(Worker worker, WorkerRound round) throws InterruptedException {
        boolean well = false;
        try {
            RoundEnd end = round.run();
            well = end.alive();
            return end;
        } finally {
            if (well) {
                seat.done(worker, context);
                if (round.reports().isCancelled()) {
                    seat.leave(); // it begins no test any more
                }
            } else {
                worker.close();
            }
        }
    }

    /** What the end of a round means for those that have no outcome yet. */
    private Optional<LayerEnd> settle(WorkerRound round, RoundEnd end) {
        if (end.how() == How.STOPPED || context.run.stop.isRequested()) {
            return Optional.of(cut(LayerEnd.STOPPED, "the run was stopped"));
        }
        switch (end.how()) {
            case BUDGET -> {
                return Optional.of(cut(LayerEnd.BUDGET, "the budget ended"));
            }
            case DEADLINE -> bystanders(round);
            case DIED -> died(round, end);
            case COMPLETED -> silent(round);
            case DIED_IN_DISCOVERY, NEVER_UP, STOPPED -> {}
        }
        return Optional.empty();
    }

    /** Whether another round makes sense after this one. */
    private Optional<LayerEnd> judged(RoundRequest request, RoundEnd end, List<String> lastOutput, int openBefore) {
        if (end.how() == How.DIED_IN_DISCOVERY || end.how() == How.NEVER_UP) {
            notDiscovered(request, end, lastOutput);
        }
        boolean held = context.doubt().isPresent();
        fruitless = request.first() || held || context.ledger.open() < openBefore ? 0 : fruitless + 1;
        if (fruitless >= FRUITLESS) {
            closeWaiting(Outcome.LOST, "no worker stays up for it: " + end.detail());
        }
        return Optional.empty();
    }

    /** Before the first round nobody knows which tests there are: their classes stand for them. */
    private LayerEnd cutBefore(RoundRequest request, LayerEnd end, String reason) {
        if (request.first()) {
            new NotStarted(context).tellAll(end);
            return end;
        }
        return cut(end, reason);
    }

    /** A worker can't be given what its environment owes it: that is no fault of its tests. */
    private LayerEnd withoutSecrets(RoundRequest request, String why) {
        if (request.first()) {
            new NotStarted(context).tellAll(why);
        } else {
            failures.settle();
            closeWaiting(Outcome.INFRASTRUCTURE, why);
            context.ledger.settleRepetitions();
        }
        return LayerEnd.COMPLETED;
    }

    private LayerEnd cut(LayerEnd end, String reason) {
        failures.settle();
        closeRunning(Outcome.INTERRUPTED, reason);
        closeWaiting(Outcome.NOT_RUN, reason);
        context.ledger.settleRepetitions();
        return end;
    }

    /** The culprits have their outcome; whoever else was in flight runs once more. */
    private void bystanders(WorkerRound round) {
        round.expired().forEach(failures::add);
        for (Entry entry : context.ledger.running()) {
            if (entry.attempt() > 1) {
                alone.add(entry.test().uniqueId());
            }
            context.ledger.again(entry, "its worker was ended because of another test's deadline", context.now());
        }
        followTemplates(round);
    }

    private void died(WorkerRound round, RoundEnd end) {
        List<Entry> culprits = new ArrayList<>(context.ledger.running());
        round.reports().openTemplates().stream()
                .filter(template -> !context.catalogue.isParent(template))
                .flatMap(template -> context.ledger.find(template).stream())
                .forEach(culprits::add);
        if (culprits.isEmpty()) {
            blameContainer(round, end);
        }
        for (Entry entry : culprits) {
            if (culprits.size() == 1 || entry.attempt() > 1 || entry.test().container()) {
                crash(entry, round, end);
            } else {
                alone.add(entry.test().uniqueId());
                context.ledger.again(
                        entry, end.detail() + " while " + culprits.size() + " tests were in flight", context.now());
            }
        }
        followTemplates(round);
    }

    private void crash(Entry entry, WorkerRound round, RoundEnd end) {
        Duration took = entry.state() == TestLedger.State.RUNNING
                ? Duration.between(entry.since(), context.now())
                : Duration.ZERO;
        Failure failure = new Failure(
                "", end.detail(), String.join("\n", round.lastOutput()), Optional.empty(), Optional.empty());
        context.ledger.finish(entry, Outcome.CRASHED, took, Optional.of(end.detail()), Optional.of(failure));
        failures.add(entry);
    }

    /** A worker that dies twice in the set-up of one class would do so again: its tests don't get a third try. */
    private void blameContainer(WorkerRound round, RoundEnd end) {
        List<String> open = round.reports().openContainers();
        if (open.isEmpty()) {
            return;
        }
        String innermost = open.get(open.size() - 1);
        if (deathsInContainer.merge(innermost, 1, Integer::sum) > 1) {
            context.ledger.waitingAmong(context.catalogue.below(innermost)).forEach(entry -> crash(entry, round, end));
        }
    }

    /** Templates in whose midst the worker died: later invocations run elsewhere, or nobody knows of them. */
    private void followTemplates(WorkerRound round) {
        for (String id : round.reports().openTemplates()) {
            context.ledger.find(id).ifPresent(context.ledger::endTemplate);
            if (!context.catalogue.isParent(id)) {
                continue;
            }
            if (TemplateRest.canBeChosen(id)) {
                rests.add(TemplateRest.after(id, context.catalogue.below(id)));
            } else {
                restUnknown(id);
            }
        }
    }

    private void restUnknown(String template) {
        long finished = context.catalogue.below(template).stream()
                .flatMap(child -> context.ledger.find(child).stream())
                .filter(child -> child.state() == TestLedger.State.DONE)
                .count();
        context.catalogue
                .find(template)
                .ifPresent(node -> EngineReports.containerFailed(
                        context,
                        node,
                        new Failure(
                                "",
                                finished + " invocations finished, the rest unknown: the worker died among them",
                                "",
                                Optional.empty(),
                                Optional.empty())));
    }

    private void notDiscovered(RoundRequest request, RoundEnd end, List<String> lastOutput) {
        if (!request.first()) {
            return;
        }
        String what = end.how() == How.NEVER_UP ? "no worker came up: " : "discovery did not end: ";
        context.run.events.publish(new DiscoveryProblem(
                context.unit.module().id(),
                true,
                what + end.detail(),
                Optional.of(new Failure(
                        "", end.detail(), String.join("\n", lastOutput), Optional.empty(), Optional.empty()))));
    }

    /** An engine that says it is done has to have spoken of every test that it was given. */
    private void silent(WorkerRound round) {
        if (round.reports().isCancelled()) {
            return;
        }
        String reason = "its engine reported no outcome";
        closeRunning(Outcome.NOT_RUN, reason);
        context.ledger.waiting().stream()
                .filter(entry -> !alone.contains(entry.test().uniqueId()))
                .filter(entry -> round.asked(entry.test().uniqueId()))
                .forEach(entry -> context.ledger.close(entry, Outcome.NOT_RUN, reason, context.now()));
    }

    /** What the next worker is asked for; empty when all is done. */
    private Optional<RoundRequest> next() throws InterruptedException {
        seatForOthers();
        Optional<String> gone = environmentGone();
        if (gone.isPresent()) {
            failures.settle();
            alone.clear();
            rests.clear();
            closeWaiting(Outcome.INFRASTRUCTURE, gone.get());
            return Optional.empty();
        }
        boolean nothingWaits = context.ledger.open() == 0 && rests.isEmpty();
        if (nothingWaits || failures.mayBeEnough()) {
            List<String> again = failures.retry();
            if (!again.isEmpty()) {
                pause(failures.pause());
                return Optional.of(RoundRequest.some(context, again));
            }
        }
        if (context.limit.reached()) {
            rests.clear();
            closeWaiting(Outcome.NOT_RUN, context.limit.reason());
            return Optional.empty();
        }
        if (!alone.isEmpty()) {
            return Optional.of(RoundRequest.some(context, List.of(alone.remove())));
        }
        if (!rests.isEmpty()) {
            return Optional.of(RoundRequest.some(context, rests.remove()));
        }
        List<String> waiting = context.ledger.waiting().stream()
                .map(entry -> entry.test().uniqueId())
                .toList();
        return waiting.isEmpty() ? repetition() : Optional.of(RoundRequest.some(context, waiting));
    }

    /** A test that runs alone, or once more, gets a worker that ran no other. */
    private void seatForOthers() throws InterruptedException {
        if (context.ledger.open() > 0 || !rests.isEmpty() || failures.mayRetry()) {
            seat.leave();
        }
    }

    /** Why no further test will begin; waits while that is in doubt, and something waits for the answer. */
    private Optional<String> environmentGone() throws InterruptedException {
        while (context.gone().isEmpty()
                && context.doubt().isPresent()
                && !context.run.stop.isRequested()
                && !context.pastDeadline()) {
            pause(DOUBT);
        }
        return context.gone();
    }

    private Optional<RoundRequest> repetition() {
        if (repetition >= context.run.settings.policy().repeat()) {
            return Optional.empty();
        }
        repetition++;
        context.ledger.repeat();
        return Optional.of(RoundRequest.repetition(context));
    }

    /** Until then, or a signal. */
    private void pause(Duration time) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runnable deaf = context.run.stop.onRequest(stopped::countDown);
        try {
            boolean unused = stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            deaf.run();
        }
    }

    private void closeRunning(Outcome outcome, String reason) {
        context.ledger.running().forEach(entry -> context.ledger.close(entry, outcome, reason, context.now()));
    }

    private void closeWaiting(Outcome outcome, String reason) {
        context.ledger.waiting().forEach(entry -> context.ledger.close(entry, outcome, reason, context.now()));
    }
}
