package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of each test of one unit, and the only one that publishes it: a test that was announced gets exactly one
 * last outcome. Not thread-safe: it belongs to the dispatcher.
 */
final class TestLedger {
    private final LayerName layer;
    private final ModuleId module;
    private final Provenance provenance;
    private final EventSink events;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Entry> running = new LinkedHashMap<>();

    TestLedger(LayerName layer, ModuleId module, Provenance provenance, EventSink events) {
        this.layer = layer;
        this.module = module;
        this.provenance = provenance;
        this.events = events;
    }

    /** Tests that nobody knew before. */
    void announce(List<DiscoveredTest> tests) {
        List<DiscoveredTest> unknown = tests.stream()
                .filter(test -> !entries.containsKey(test.uniqueId()))
                .toList();
        unknown.forEach(test -> entries.put(test.uniqueId(), new Entry(test)));
        if (!unknown.isEmpty()) {
            events.publish(new TestsDiscovered(layer, module, provenance, unknown));
        }
    }

    Optional<Entry> find(String uniqueId) {
        return Optional.ofNullable(entries.get(uniqueId));
    }

    /** Other names of a test that is known. */
    void describe(Entry entry, DiscoveredTest test) {
        entry.test = test;
        events.publish(new TestsDiscovered(layer, module, provenance, List.of(test)));
    }

    /** Its body begins. */
    void start(Entry entry, String worker, Instant now) {
        entry.state = State.RUNNING;
        entry.since = now;
        if (!entry.test.container()) {
            running.put(entry.test.uniqueId(), entry);
            events.publish(new TestStarted(entry.test.id(), worker, entry.attempt));
        }
    }

    /** A template has ended; what it had to tell was told by its invocations. */
    void endTemplate(Entry entry) {
        entry.state = State.DONE;
    }

    /** The last word on a test; a template becomes a test first, so that what it stands for is not lost. */
    void finish(Entry entry, Outcome outcome, Duration took, Optional<String> reason, Optional<Failure> failure) {
        if (entry.state == State.DONE) {
            return;
        }
        if (entry.test.container()) {
            entry.test = entry.test.asTest();
            events.publish(new TestsDiscovered(layer, module, provenance, List.of(entry.test)));
        }
        entry.state = State.DONE;
        running.remove(entry.test.uniqueId());
        events.publish(new TestFinished(entry.test.id(), entry.attempt, outcome, took, reason, failure, provenance));
    }

    /**
     * A test that has its outcome failed once more: JUnit 4 runners may run one test several times. It is told as a
     * second outcome of the same attempt, of which the worse one counts.
     */
    void failAgain(Entry entry, Duration took, Optional<Failure> failure) {
        events.publish(new TestFinished(
                entry.test.id(), entry.attempt, Outcome.FAILED, took, Optional.empty(), failure, provenance));
    }

    /** As {@link #finish} for what did not end by itself. */
    void close(Entry entry, Outcome outcome, String reason, Instant now) {
        Duration took = entry.state == State.RUNNING ? Duration.between(entry.since, now) : Duration.ZERO;
        finish(entry, outcome, took, Optional.of(reason), Optional.empty());
    }

    /** This attempt was cut short by something else; there will be another. */
    void again(Entry entry, String reason, Instant now) {
        events.publish(new TestFinished(
                entry.test.id(),
                entry.attempt,
                Outcome.INTERRUPTED,
                Duration.between(entry.since, now),
                Optional.of(reason),
                Optional.empty(),
                provenance));
        running.remove(entry.test.uniqueId());
        entry.attempt++;
        entry.state = State.WAITING;
    }

    /** Tests in flight, longest first. */
    List<Entry> running() {
        return List.copyOf(running.values());
    }

    /** Tests and templates that have not begun. */
    List<Entry> waiting() {
        return inState(State.WAITING);
    }

    /** Templates that have begun and not ended. */
    List<Entry> openTemplates() {
        return inState(State.RUNNING).stream()
                .filter(entry -> entry.test.container())
                .toList();
    }

    /** Those of the given nodes that are waiting. */
    List<Entry> waitingAmong(Collection<String> uniqueIds) {
        List<Entry> all = new ArrayList<>();
        for (String id : uniqueIds) {
            find(id).filter(entry -> entry.state == State.WAITING).ifPresent(all::add);
        }
        return all;
    }

    private List<Entry> inState(State state) {
        return entries.values().stream().filter(entry -> entry.state == state).toList();
    }

    /** How far a test is. */
    enum State {
        WAITING,
        RUNNING,
        DONE
    }

    /** One test. Only the ledger changes it. */
    static final class Entry {
        private DiscoveredTest test;
        private State state = State.WAITING;
        private int attempt = 1;
        private Instant since = Instant.MIN;

        private Entry(DiscoveredTest test) {
            this.test = test;
        }

        DiscoveredTest test() {
            return test;
        }

        State state() {
            return state;
        }

        int attempt() {
            return attempt;
        }

        /** When this attempt began. */
        Instant since() {
            return since;
        }
    }
}
