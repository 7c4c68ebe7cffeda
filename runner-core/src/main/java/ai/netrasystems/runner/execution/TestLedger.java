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
import ai.netrasystems.runner.plan.ExecutionPolicy.Retries;
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
    private final Retries retries;
    private final EventSink events;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Entry> running = new LinkedHashMap<>();
    private final Map<String, Entry> waiting = new LinkedHashMap<>();
    private boolean repeating;

    TestLedger(LayerName layer, ModuleId module, Provenance provenance, Retries retries, EventSink events) {
        this.layer = layer;
        this.module = module;
        this.provenance = provenance;
        this.retries = retries;
        this.events = events;
    }

    /** Tests that nobody knew before. {@code registered}: while others ran, so that they may not come again. */
    void announce(List<DiscoveredTest> tests, boolean registered) {
        List<DiscoveredTest> unknown = tests.stream()
                .filter(test -> !entries.containsKey(test.uniqueId()))
                .toList();
        for (DiscoveredTest test : unknown) {
            Entry entry = new Entry(test, registered);
            entries.put(test.uniqueId(), entry);
            waiting.put(test.uniqueId(), entry);
        }
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

    /** Its body begins. {@code timeout}: how long it may take. */
    void start(Entry entry, String worker, Instant now, Optional<Duration> timeout) {
        enter(entry, State.RUNNING);
        entry.since = now;
        entry.timeout = timeout;
        if (!entry.test.container()) {
            running.put(entry.test.uniqueId(), entry);
            events.publish(new TestStarted(entry.test.id(), worker, entry.attempt));
        }
    }

    /** A template has ended; what it had to tell was told by its invocations. */
    void endTemplate(Entry entry) {
        enter(entry, State.DONE);
    }

    /** The last word on an attempt; a template becomes a test first, so that what it stands for is not lost. */
    void finish(Entry entry, Outcome outcome, Duration took, Optional<String> reason, Optional<Failure> failure) {
        if (entry.state == State.DONE) {
            return;
        }
        if (entry.test.container()) {
            entry.test = entry.test.asTest();
            events.publish(new TestsDiscovered(layer, module, provenance, List.of(entry.test)));
        }
        enter(entry, State.DONE);
        boolean flaky = outcome == Outcome.PASSED && entry.failedBefore;
        entry.take(flaky ? Outcome.FLAKY : outcome, failure);
        tell(
                entry,
                flaky ? Outcome.FLAKY : outcome,
                took,
                flaky ? Optional.of(retries.thenPassed(entry.retries + 1)) : reason,
                failure);
    }

    /**
     * A test that has its outcome failed once more: JUnit 4 runners may run one test several times. It is told as a
     * second outcome of the same attempt, of which the worse one counts.
     */
    void failAgain(Entry entry, Duration took, Optional<Failure> failure) {
        entry.take(Outcome.FAILED, failure);
        tell(entry, Outcome.FAILED, took, Optional.empty(), failure);
    }

    /**
     * As {@link #finish} for what did not end by itself. Where it is a further attempt of a test that has an outcome,
     * that one stands: what was cut short must not hide it.
     */
    void close(Entry entry, Outcome outcome, String reason, Instant now) {
        Duration took = entry.state == State.RUNNING ? Duration.between(entry.since, now) : Duration.ZERO;
        Optional<Outcome> standing = entry.outcome.filter(before -> before.broken() || !repeating);
        if (standing.isPresent() && entry.state != State.DONE) {
            enter(entry, State.DONE);
            tell(
                    entry,
                    standing.get(),
                    took,
                    Optional.of("attempt " + entry.attempt + " came to nothing (" + reason
                            + "); the outcome of the one before stands"),
                    entry.failure);
            return;
        }
        finish(entry, outcome, took, Optional.of(reason), Optional.empty());
    }

    /** An outcome that no engine gave, of a test that does not run. */
    void end(Entry entry, Outcome outcome, String reason) {
        finish(entry, outcome, Duration.ZERO, Optional.of(reason), Optional.empty());
    }

    /** This attempt was cut short by something else; there will be another. */
    void again(Entry entry, String reason, Instant now) {
        tell(entry, Outcome.INTERRUPTED, Duration.between(entry.since, now), Optional.of(reason), Optional.empty());
        entry.attempt++;
        enter(entry, State.WAITING);
    }

    /** A test that has its outcome gets another attempt; if it failed and then passes, it is flaky. */
    void retry(Entry entry) {
        if (entry.state == State.DONE) {
            entry.failedBefore |= entry.outcome
                    .filter(before -> before.broken() || before == Outcome.NOT_RUN)
                    .isPresent();
            entry.retries++;
            reopen(entry);
        }
    }

    /** From now on all runs once more, and the worst outcome of each test counts. */
    void repeat() {
        repeating = true;
        entries.values().stream()
                .filter(entry -> !entry.registered && entry.state == State.DONE)
                .forEach(this::reopen);
    }

    /** A test that has its outcome begins once more, since what registers it does. */
    void reopen(Entry entry) {
        entry.attempt++;
        enter(entry, State.WAITING);
    }

    /** After the last repetition: a failure in an earlier one counts. */
    void settleRepetitions() {
        entries.values().stream()
                .filter(entry -> repeating
                        && entry.broken > 0
                        && entry.outcome.filter(Outcome::broken).isEmpty())
                .forEach(entry -> tell(
                        entry,
                        Outcome.FAILED,
                        Duration.ZERO,
                        Optional.of("failed in " + entry.broken + " of " + entry.attempt + " repetitions"),
                        entry.failure));
    }

    /** Tests in flight, longest first. */
    List<Entry> running() {
        return List.copyOf(running.values());
    }

    /** How many tests are in flight. */
    int inFlight() {
        return running.size();
    }

    /** Tests and templates that have not begun. */
    List<Entry> waiting() {
        return List.copyOf(waiting.values());
    }

    /** How many tests and templates have no outcome yet. */
    int open() {
        return waiting.size() + running.size();
    }

    /** Those of the given nodes that are waiting. */
    List<Entry> waitingAmong(Collection<String> uniqueIds) {
        List<Entry> all = new ArrayList<>();
        for (String id : uniqueIds) {
            find(id).filter(entry -> entry.state == State.WAITING).ifPresent(all::add);
        }
        return all;
    }

    private void enter(Entry entry, State state) {
        entry.state = state;
        String id = entry.test.uniqueId();
        if (state == State.WAITING) {
            waiting.put(id, entry);
        } else {
            waiting.remove(id);
        }
        if (state != State.RUNNING) {
            running.remove(id);
        }
    }

    private void tell(Entry entry, Outcome outcome, Duration took, Optional<String> reason, Optional<Failure> failure) {
        events.publish(new TestFinished(entry.test.id(), entry.attempt, outcome, took, reason, failure, provenance));
    }

    /** How far a test is. */
    enum State {
        WAITING,
        RUNNING,
        DONE
    }

    /** One test. Only the ledger changes it. */
    static final class Entry {
        private final boolean registered;
        private DiscoveredTest test;
        private State state = State.WAITING;
        private int attempt = 1;
        private int retries;
        private boolean failedBefore;
        private int broken;
        private Optional<Outcome> outcome = Optional.empty();
        private Optional<Failure> failure = Optional.empty();
        private Instant since = Instant.MIN;
        private Optional<Duration> timeout = Optional.empty();

        private Entry(DiscoveredTest test, boolean registered) {
            this.test = test;
            this.registered = registered;
        }

        private void take(Outcome ended, Optional<Failure> why) {
            outcome = Optional.of(ended);
            if (ended.broken()) {
                broken++;
                failure = why;
            }
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

        /** How often it was tried again after a failure. */
        int retries() {
            return retries;
        }

        /** Its outcome so far; empty where it has none. */
        Optional<Outcome> outcome() {
            return outcome;
        }

        /** Whether it was registered while others ran. */
        boolean registered() {
            return registered;
        }

        /** When this attempt began. */
        Instant since() {
            return since;
        }

        /** How long this attempt may take; empty for as long as it likes. */
        Optional<Duration> timeout() {
            return timeout;
        }

        /** When this attempt is past its time. */
        Optional<Instant> deadline() {
            return timeout.map(since::plus);
        }
    }
}
