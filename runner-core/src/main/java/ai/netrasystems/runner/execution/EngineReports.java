package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.EntriesReported;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.execution.TestLedger.Entry;
import ai.netrasystems.runner.execution.TestLedger.State;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.Thrown;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Entries;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Finished;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Skipped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what the engines of one worker report into outcomes of tests. Not thread-safe: it belongs to the dispatcher.
 */
final class EngineReports {
    private final UnitContext context;
    private final String worker;
    private final RoundRequest request;
    private final int allowed;
    private final List<String> openContainers = new ArrayList<>();
    private final Set<String> openTemplates = new LinkedHashSet<>();
    private final Set<String> judged = new HashSet<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Map<String, Failure> setUps = new LinkedHashMap<>();
    private Optional<String> cancelled = Optional.empty();

    EngineReports(UnitContext context, String worker, RoundRequest request) {
        this.context = context;
        this.worker = worker;
        this.request = request;
        this.allowed = context.limit.remaining();
    }

    /** From now on a test that is skipped was only not to be run, for that reason. */
    void cancelled(String reason) {
        cancelled = Optional.of(reason);
    }

    /** Whether what has no outcome was not to be run. */
    boolean isCancelled() {
        return cancelled.isPresent();
    }

    /** How many failures end the request; 0 for any number. */
    int failuresAllowed() {
        return allowed == Integer.MAX_VALUE ? 0 : allowed;
    }

    /** What the engine says of this test's attempt does not count any more. */
    void judge(Entry entry) {
        judged.add(entry.test().uniqueId());
    }

    /** Containers that have begun and not ended, outermost first. */
    List<String> openContainers() {
        return openContainers;
    }

    /** Templates, factories and dynamic containers that have begun and not ended: more may come in them. */
    List<String> openTemplates() {
        return List.copyOf(openTemplates);
    }

    /** Unique ids of tests and containers that failed and count, with their ids for people. */
    Map<String, String> failures() {
        return failures;
    }

    /** Classes whose set-up failed, by unique id; their failure is not yet told. */
    Map<String, Failure> setUps() {
        return setUps;
    }

    void registered(Descriptor node) {
        context.catalogue.add(node);
        if (context.catalogue.counts(node, true)) {
            context.ledger.announce(List.of(context.catalogue.describe(node)), true);
        }
    }

    void started(String uniqueId) {
        Optional<Entry> entry = context.ledger.find(uniqueId);
        if (entry.isEmpty()) {
            openContainers.add(uniqueId);
        }
        if (TemplateRest.canBeChosen(uniqueId)
                || entry.filter(known -> known.test().container()).isPresent()) {
            openTemplates.add(uniqueId);
        }
        entry.filter(test -> test.state() == State.DONE && request.reopens(uniqueId))
                .ifPresent(context.ledger::reopen);
        entry.filter(test -> test.state() == State.WAITING).ifPresent(this::begin);
    }

    void finished(Finished message) {
        openContainers.remove(message.uniqueId());
        openTemplates.remove(message.uniqueId());
        if (message.status() == Finished.Status.FAILED && !context.excused(message.uniqueId())) {
            failures.put(message.uniqueId(), nameOf(message.uniqueId()));
            if (failures.size() == allowed) {
                cancelled(FailureLimit.stopped(allowed, nameOf(message.uniqueId())));
            }
        }
        Optional<Entry> entry = context.ledger.find(message.uniqueId());
        if (entry.isPresent() && !entry.get().test().container()) {
            test(entry.get(), message);
        } else {
            container(message, entry);
        }
        below(message);
    }

    void skipped(Skipped message) {
        if (cancelled.isPresent()) {
            return; // it waits: a retry may show that the failure was none
        }
        List<String> nodes = new ArrayList<>(context.catalogue.below(message.uniqueId()));
        nodes.add(0, message.uniqueId());
        foldInXml(message.uniqueId());
        nodes.stream()
                .flatMap(node -> context.ledger.find(node).stream())
                .filter(entry -> entry.state() == State.DONE && request.reopens(message.uniqueId()))
                .forEach(context.ledger::reopen);
        closeWaiting(nodes, Outcome.SKIPPED, message.reason(), Optional.empty());
    }

    /** Surefire has one case without a name for each class inside of a skipped one, whatever it holds. */
    private void foldInXml(String skipped) {
        if (context.catalogue.reported().junit4Provider()) {
            context.catalogue
                    .find(skipped)
                    .filter(node -> node.source().isClass())
                    .ifPresent(node -> inXml(skipped, node.source().className()));
            return;
        }
        for (Descriptor inner : context.catalogue.innerClasses(skipped)) {
            inXml(inner.uniqueId(), context.catalogue.xmlClassAlone(inner));
        }
    }

    /** As for a skipped one, a class that was aborted before its tests: of old, they are in no report. */
    private void foldAborted(String aborted) {
        if (!context.catalogue.reported().classCases()) {
            String name = context.catalogue.reported().junit4Provider()
                    ? context.catalogue
                            .find(aborted)
                            .map(context.catalogue::className)
                            .orElse("")
                    : "";
            inXml(aborted, name);
        }
    }

    private void inXml(String above, String xmlClass) {
        context.ledger
                .waitingAmong(context.catalogue.below(above))
                .forEach(entry -> context.ledger.describe(entry, entry.test().inXml(xmlClass, "")));
    }

    void entries(Entries message) {
        context.catalogue
                .find(message.uniqueId())
                .ifPresent(node -> context.run.events.publish(
                        new EntriesReported(context.catalogue.containerId(node), message.entries())));
    }

    /**
     * Text that went through Java's streams. Of a thread that no test started it belongs to the test in flight if there
     * is exactly one: it comes in order with the beginnings and ends of tests.
     */
    void output(Optional<String> uniqueId, boolean error, String text) {
        Optional<TestId> owner =
                uniqueId.flatMap(context.ledger::find).map(entry -> entry.test().id());
        if (owner.isEmpty()) {
            owner = context.ledger.inFlight() == 1
                    ? Optional.of(context.ledger.running().get(0).test().id())
                    : Optional.empty();
        }
        context.run.events.publish(new OutputCaptured(owner, worker, OutputCaptured.Stream.of(error), text));
    }

    private void test(Entry entry, Finished message) {
        if (judged.contains(message.uniqueId())) {
            return;
        }
        if (entry.state() == State.DONE && message.status() == Finished.Status.FAILED) {
            context.ledger.failAgain(
                    entry, Duration.ofNanos(message.nanos()), message.thrown().map(EngineReports::failure));
        } else if (entry.state() == State.RUNNING || beganUnseen(entry, message)) {
            context.ledger.finish(
                    entry,
                    outcome(message.status()),
                    Duration.ofNanos(message.nanos()),
                    reason(message),
                    message.thrown().map(EngineReports::failure));
        }
    }

    /** A failure counts also where the engine forgot to say that the test began; a pass does not. */
    private boolean beganUnseen(Entry entry, Finished message) {
        boolean failed = entry.state() == State.WAITING && message.status() == Finished.Status.FAILED;
        if (failed) {
            begin(entry);
        }
        return failed;
    }

    private void begin(Entry entry) {
        Optional<Duration> timeout =
                context.catalogue.find(entry.test().uniqueId()).flatMap(context::timeout);
        context.ledger.start(entry, worker, context.now(), timeout);
    }

    private void container(Finished message, Optional<Entry> template) {
        context.catalogue
                .find(message.uniqueId())
                .filter(node -> message.status() == Finished.Status.FAILED)
                .ifPresent(node -> containerFailed(
                        node,
                        message.thrown()
                                .map(EngineReports::failure)
                                .orElseGet(() -> new Failure("", "", "", Optional.empty(), Optional.empty()))));
        if (template.isEmpty()) {
            return;
        }
        if (message.status() == Finished.Status.ABORTED && !context.catalogue.isParent(message.uniqueId())) {
            context.ledger.finish(
                    template.get(),
                    Outcome.ABORTED,
                    Duration.ofNanos(message.nanos()),
                    reason(message),
                    message.thrown().map(EngineReports::failure));
        } else {
            context.ledger.endTemplate(template.get());
        }
    }

    /** What stands below a container that failed or was aborted before it got to it. */
    private void below(Finished message) {
        if (message.status() == Finished.Status.SUCCESSFUL) {
            return;
        }
        boolean failed = message.status() == Finished.Status.FAILED;
        if (!failed) {
            foldAborted(message.uniqueId());
        }
        String cause = message.thrown()
                .map(thrown -> thrown.type() + (thrown.message().isEmpty() ? "" : ": " + thrown.message()))
                .orElse("unknown");
        closeWaiting(
                context.catalogue.below(message.uniqueId()),
                failed ? Outcome.NOT_RUN : Outcome.ABORTED,
                failed ? nameOf(message.uniqueId()) + " failed: " + cause : cause,
                failed ? Optional.empty() : message.thrown().map(EngineReports::failure));
    }

    /** A set-up may succeed next time: its failure is told when no other attempt follows. */
    private void containerFailed(Descriptor node, Failure failure) {
        if (context.retries.mayRetry()
                && node.source().isClass()
                && !context.ledger
                        .waitingAmong(context.catalogue.below(node.uniqueId()))
                        .isEmpty()) {
            setUps.put(node.uniqueId(), failure);
        } else {
            containerFailed(context, node, failure);
        }
    }

    private void closeWaiting(List<String> nodes, Outcome outcome, String reason, Optional<Failure> failure) {
        context.ledger
                .waitingAmong(nodes)
                .forEach(entry -> context.ledger.finish(entry, outcome, Duration.ZERO, Optional.of(reason), failure));
    }

    private String nameOf(String uniqueId) {
        return context.catalogue
                .find(uniqueId)
                .map(node -> context.catalogue.containerId(node).value())
                .orElse(uniqueId);
    }

    private static Optional<String> reason(Finished message) {
        return message.status() == Finished.Status.ABORTED
                ? message.thrown().map(Thrown::message).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    static void containerFailed(UnitContext context, Descriptor node, Failure failure) {
        context.run.events.publish(new ContainerFailed(
                context.catalogue.containerId(node),
                node.displayName(),
                context.catalogue.className(node),
                context.catalogue.xmlClassOfFailure(node),
                context.catalogue.nameOfFailure(node),
                failure,
                context.unit.environment().provenance()));
    }

    static Failure failure(Thrown thrown) {
        return new Failure(
                thrown.type(),
                thrown.message(),
                thrown.stackTrace(),
                thrown.expected(),
                thrown.actual(),
                thrown.assertion(),
                thrown.causes());
    }

    private static Outcome outcome(Finished.Status status) {
        return switch (status) {
            case SUCCESSFUL -> Outcome.PASSED;
            case ABORTED -> Outcome.ABORTED;
            case FAILED -> Outcome.FAILED;
        };
    }
}
