package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.execution.RoundEnd.How;
import ai.netrasystems.runner.execution.TestLedger.Entry;
import ai.netrasystems.runner.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One unit: its worker, and those that take over when one dies (ARCHITECTURE.md, "Recovery"). Not thread-safe.
 */
final class UnitExecution {
    /** Workers in a row that may end without an outcome for any test. */
    private static final int FRUITLESS = 3;

    private final UnitContext context;
    /** Tests that were in flight together when a worker died: each runs once more, alone. */
    private final Deque<String> alone = new ArrayDeque<>();

    private final Map<String, Integer> deathsInContainer = new HashMap<>();
    private Optional<String> firstFailure = Optional.empty();

    UnitExecution(UnitContext context) {
        this.context = context;
    }

    /** Runs workers until every test has its outcome. */
    LayerEnd run() throws InterruptedException {
        List<String> selected = List.of();
        int fruitless = 0;
        while (true) {
            int open = open();
            WorkerRound round = new WorkerRound(context, selected);
            RoundEnd end = round.run();
            boolean first = selected.isEmpty();
            firstFailure = firstFailure.or(round.reports()::firstFailure);
            Optional<LayerEnd> last = settle(round, end, first);
            if (last.isPresent()) {
                return last.get();
            }
            fruitless = first || open() < open ? 0 : fruitless + 1;
            if (fruitless >= FRUITLESS) {
                closeWaiting(Outcome.LOST, "no worker stays up for it: " + end.detail());
            }
            selected = next();
            if (selected.isEmpty()) {
                return LayerEnd.COMPLETED;
            }
        }
    }

    /** Gives every test that is still open an outcome, after a defect. */
    void abandon() {
        closeRunning(Outcome.INTERRUPTED, "the runner broke");
        closeWaiting(Outcome.NOT_RUN, "the runner broke");
    }

    private Optional<LayerEnd> settle(WorkerRound round, RoundEnd end, boolean first) {
        if (end.how() == How.STOPPED || context.stop.isRequested()) {
            return Optional.of(cut(LayerEnd.STOPPED, "the run was stopped"));
        }
        switch (end.how()) {
            case BUDGET -> {
                return Optional.of(cut(LayerEnd.BUDGET, "the budget ended"));
            }
            case DEADLINE -> bystanders();
            case DIED -> died(round, end);
            case DIED_IN_DISCOVERY, NEVER_UP -> notDiscovered(round, end, first);
            case COMPLETED, STOPPED -> {}
        }
        if (context.failFast() && firstFailure.isPresent()) {
            closeRunning(Outcome.INTERRUPTED, "stopped after the first failure: " + firstFailure.get());
            closeWaiting(Outcome.NOT_RUN, "stopped after the first failure: " + firstFailure.get());
            return Optional.of(LayerEnd.FAILURE_POLICY);
        }
        if (end.how() == How.COMPLETED) {
            silent(round);
        }
        return Optional.empty();
    }

    private LayerEnd cut(LayerEnd end, String reason) {
        closeRunning(Outcome.INTERRUPTED, reason);
        closeWaiting(Outcome.NOT_RUN, reason);
        return end;
    }

    /** The culprits have their outcome; whoever else was in flight runs once more. */
    private void bystanders() {
        firstFailure = firstFailure.or(() -> Optional.of("a test past its deadline"));
        for (Entry entry : context.ledger.running()) {
            if (entry.attempt() > 1) {
                alone.add(entry.test().uniqueId());
            }
            context.ledger.again(entry, "its worker was ended because of another test's deadline", context.now());
        }
        closeTemplates();
    }

    private void died(WorkerRound round, RoundEnd end) {
        List<Entry> culprits = new ArrayList<>(context.ledger.running());
        context.ledger.openTemplates().stream()
                .filter(template -> !context.catalogue.isParent(template.test().uniqueId()))
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
        closeTemplates();
    }

    private void crash(Entry entry, WorkerRound round, RoundEnd end) {
        firstFailure = firstFailure.or(() -> Optional.of(entry.test().id().value()));
        Duration took =
                entry.since().equals(Instant.MIN) ? Duration.ZERO : Duration.between(entry.since(), context.now());
        Failure failure = new Failure(
                "", end.detail(), String.join("\n", round.lastOutput()), Optional.empty(), Optional.empty());
        context.ledger.finish(entry, Outcome.CRASHED, took, Optional.of(end.detail()), Optional.of(failure));
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

    private void closeTemplates() {
        for (Entry template : context.ledger.openTemplates()) {
            String id = template.test().uniqueId();
            long finished = context.catalogue.below(id).stream()
                    .flatMap(child -> context.ledger.find(child).stream())
                    .filter(child -> child.state() == TestLedger.State.DONE)
                    .count();
            context.ledger.endTemplate(template);
            context.catalogue
                    .find(id)
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
    }

    private void notDiscovered(WorkerRound round, RoundEnd end, boolean first) {
        if (first) {
            String what = end.how() == How.NEVER_UP ? "no worker came up: " : "discovery did not end: ";
            context.events.publish(new DiscoveryProblem(
                    context.unit.module().id(),
                    true,
                    what + end.detail(),
                    Optional.of(new Failure(
                            "",
                            end.detail(),
                            String.join("\n", round.lastOutput()),
                            Optional.empty(),
                            Optional.empty()))));
        }
    }

    /** An engine that says it is done has to have spoken of every test that it was given. */
    private void silent(WorkerRound round) {
        String reason = "its engine reported no outcome";
        closeRunning(Outcome.NOT_RUN, reason);
        closeWaitingOf(round, reason);
    }

    private void closeWaitingOf(WorkerRound round, String reason) {
        context.ledger.waiting().stream()
                .filter(entry -> !alone.contains(entry.test().uniqueId()))
                .filter(entry -> round.asked(entry.test().uniqueId()))
                .forEach(entry -> context.ledger.close(entry, Outcome.NOT_RUN, reason, context.now()));
    }

    private List<String> next() {
        String single = alone.poll();
        return single != null
                ? List.of(single)
                : context.ledger.waiting().stream()
                        .map(entry -> entry.test().uniqueId())
                        .toList();
    }

    private int open() {
        return context.ledger.waiting().size() + context.ledger.running().size();
    }

    private void closeRunning(Outcome outcome, String reason) {
        context.ledger.running().forEach(entry -> context.ledger.close(entry, outcome, reason, context.now()));
    }

    private void closeWaiting(Outcome outcome, String reason) {
        context.ledger.waiting().forEach(entry -> context.ledger.close(entry, outcome, reason, context.now()));
    }
}
