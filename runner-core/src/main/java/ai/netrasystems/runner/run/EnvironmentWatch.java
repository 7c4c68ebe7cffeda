package ai.netrasystems.runner.run;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.environment.evidence.Exchange;
import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.execution.EnvironmentState;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.TestId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Tells a test that failed from a test whose environment went away under it (docs/architecture.md, "Infrastructure or
 * product?"): on evidence the environment is asked once more, and if it can't be had, the outcome is {@code
 * infrastructure}. A test that passed has passed, and one without services is never touched. Thread-safe; no lock is held
 * while the environment is asked, so that tests elsewhere go on.
 */
final class EnvironmentWatch implements EventSink, EnvironmentState {
    private final EventSink onward;
    private final EnvironmentLease lease;
    private final Function<String, List<Exchange>> exchanges;
    private final SharedProbe probe;
    private final Set<TestId> needing = ConcurrentHashMap.newKeySet();
    private final Map<String, Diagnosis> excused = new ConcurrentHashMap<>();
    private final Map<TestId, TestFinished> notRun = new ConcurrentHashMap<>();
    private final List<ContainerFailed> unblamed = new ArrayList<>();
    private Optional<Diagnosis> doubted = Optional.empty();
    private Optional<Diagnosis> gone = Optional.empty();
    private final Set<TestId> told = new HashSet<>();
    private final Set<TestId> ended = ConcurrentHashMap.newKeySet();
    private boolean finished;

    /**
     * Before the tests.
     *
     * @param exchanges what our clients recorded, by a test's id, since they were asked for last
     * @param nanos a clock, as {@link System#nanoTime()}
     */
    EnvironmentWatch(
            EventSink onward, EnvironmentLease lease, Function<String, List<Exchange>> exchanges, LongSupplier nanos) {
        this.onward = onward;
        this.lease = lease;
        this.exchanges = exchanges;
        this.probe = new SharedProbe(lease, nanos);
    }

    @Override
    public void publish(RunEvent event) {
        if (event instanceof TestFinished end && uses(end.provenance())) {
            onward.publish(judged(end));
        } else if (event instanceof ContainerFailed failed && uses(failed.provenance())) {
            judged(failed);
        } else {
            if (event instanceof TestsDiscovered found && uses(found.provenance())) {
                found.tests().stream()
                        .filter(test -> !test.services().isEmpty())
                        .map(DiscoveredTest::id)
                        .forEach(needing::add);
            }
            onward.publish(event);
        }
    }

    @Override
    public synchronized Optional<String> doubt() {
        return gone.or(() -> doubted).map(Diagnosis::summary);
    }

    @Override
    public synchronized Optional<String> gone() {
        return gone.map(Diagnosis::summary);
    }

    /** The tests have ended. A class that failed in a lost environment and left no test to say so says it itself. */
    synchronized void finish() {
        finished = true;
        unblamed.stream().filter(this::isSilent).forEach(onward::publish);
    }

    /** Whether no test says in its place what became of it. What is no class, as an engine, has no tests by its name. */
    private boolean isSilent(ContainerFailed failed) {
        String container = failed.container().value();
        return ended.stream().noneMatch(test -> isBelow(test, container))
                ? told.isEmpty()
                : told.stream().noneMatch(test -> isBelow(test, container));
    }

    private TestFinished judged(TestFinished end) {
        ended.add(end.test());
        List<Exchange> seen = exchanges.apply(end.test().value());
        Optional<Diagnosis> loss = Optional.empty();
        if (end.outcome().broken()) {
            loss = loss(end.failure(), end.outcome() == Outcome.TIMED_OUT, seen);
        } else if (end.outcome() == Outcome.NOT_RUN) {
            loss = excuse(end.test());
            notRun.put(end.test(), end);
        } else {
            notRun.remove(end.test());
        }
        if (loss.isPresent()) {
            return infrastructure(end, loss.get());
        }
        nowOfItself(end);
        boolean passed = end.outcome() == Outcome.PASSED || end.outcome() == Outcome.FLAKY;
        return passed && seen.isEmpty() && needing.contains(end.test())
                ? new TestFinished(
                        end.test(),
                        end.attempt(),
                        end.outcome(),
                        end.took(),
                        end.reason(),
                        end.failure(),
                        end.provenance(),
                        Set.of(Mark.NO_CONTACT))
                : end;
    }

    /** Tried again, it has an outcome that the environment is not to blame for. */
    private synchronized void nowOfItself(TestFinished end) {
        told.remove(end.test());
    }

    private synchronized TestFinished infrastructure(TestFinished end, Diagnosis loss) {
        told.add(end.test());
        return new TestFinished(
                end.test(),
                end.attempt(),
                Outcome.INFRASTRUCTURE,
                end.took(),
                Optional.of(loss.summary()),
                end.failure(),
                end.provenance());
    }

    /** Not the class's own failure: its tests get their outcome after it, and nothing may blame the class. */
    private void judged(ContainerFailed failed) {
        Optional<Diagnosis> loss = loss(Optional.of(failed.failure()), false, List.of());
        if (loss.isEmpty()) {
            onward.publish(failed);
            return;
        }
        excused.put(failed.container().value(), loss.get());
        synchronized (this) {
            unblamed.add(failed);
        }
        onward.publish(new Noted(
                Noted.Level.WARNING,
                failed.displayName() + " could not go on without its environment: "
                        + failed.failure().message()));
        // Where a class is tried again, its failure is told only when it is final, after that of its tests.
        notRun.values().stream()
                .filter(end -> isBelow(end.test(), failed.container().value()))
                .forEach(end -> onward.publish(infrastructure(end, loss.get())));
    }

    /** Why the environment is to blame for a failure; empty where it is not. */
    private Optional<Diagnosis> loss(Optional<Failure> failure, boolean timedOut, List<Exchange> seen) {
        Optional<Diagnosis> known = known();
        if (known.isPresent()) {
            return known;
        }
        Optional<Diagnosis> lost = lease.lost();
        if (lost.isPresent()) {
            becomeGone(lost.get());
            return lost;
        }
        Optional<Diagnosis> loss = Evidence.in(failure, timedOut, seen).flatMap(probe::ask);
        loss.ifPresent(this::becomeDoubted);
        return loss;
    }

    private synchronized Optional<Diagnosis> known() {
        return gone;
    }

    /** A test that did not run because its class could not, or because nothing can any more. */
    private Optional<Diagnosis> excuse(TestId test) {
        return excused.entrySet().stream()
                .filter(entry -> isBelow(test, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(this::known);
    }

    private static boolean isBelow(TestId test, String container) {
        String id = test.value();
        return id.startsWith(container)
                && (id.length() == container.length() || "#$[(".indexOf(id.charAt(container.length())) >= 0);
    }

    private void becomeGone(Diagnosis diagnosis) {
        synchronized (this) {
            if (gone.isPresent() || finished) {
                return;
            }
            gone = Optional.of(diagnosis);
        }
        note("the environment went away under the tests, and no further test begins in it: " + diagnosis.summary()
                + "; " + diagnosis.remedy());
    }

    /** It may be a hiccup: tests wait until that is known, instead of failing one by one. */
    private void becomeDoubted(Diagnosis diagnosis) {
        synchronized (this) {
            if (doubted.isPresent() || gone.isPresent() || finished) {
                return;
            }
            doubted = Optional.of(diagnosis);
        }
        note("the environment can't be had, tests that need it wait for it: " + diagnosis.summary());
        Thread thread = new Thread(this::settle, "environment-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void settle() {
        try {
            lease.gone().ifPresentOrElse(this::becomeGone, this::isBack);
        } catch (RuntimeException defect) {
            StringWriter trace = new StringWriter();
            defect.printStackTrace(new PrintWriter(trace, true));
            onward.publish(new DefectFound("the watch over the environment broke: " + defect, trace.toString()));
        } finally {
            synchronized (this) {
                doubted = Optional.empty();
            }
        }
    }

    private void isBack() {
        note("the environment is there again, tests go on");
    }

    private synchronized void note(String what) {
        if (!finished) {
            onward.publish(new Noted(Noted.Level.WARNING, what));
        }
    }

    private static boolean uses(Provenance provenance) {
        return provenance.environment() != EnvironmentKind.NONE;
    }
}
