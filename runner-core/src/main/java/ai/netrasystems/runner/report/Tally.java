package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.EventConsumer;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.BudgetExhausted;
import ai.netrasystems.runner.event.RunEvent.BuildFinished;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentReady;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunRefused;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.event.SelectiveVisitor;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.TestId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers from a run's events what the verdict and the summaries need; keeps no output and no stack trace of a test.
 * Thread-safe, so that facts may be asked for while events come in.
 */
public final class Tally implements EventConsumer {
    private final Gather gather = new Gather();
    private final Map<TestId, Entry> tests = new LinkedHashMap<>();
    private final Set<TestId> undiscovered = new LinkedHashSet<>();
    private final Map<String, Death> deaths = new LinkedHashMap<>();
    private final Map<String, LayerName> workers = new HashMap<>();
    private final Set<String> explainedDeaths = new HashSet<>();
    private final Set<LayerName> layersStarted = new LinkedHashSet<>();
    private final List<ContainerFailed> containerFailures = new ArrayList<>();
    private final List<DiscoveryProblem> discoveryErrors = new ArrayList<>();
    private final List<BudgetExhausted> budgets = new ArrayList<>();
    private final List<RunStopped> stops = new ArrayList<>();
    private final List<EnvironmentFailed> environmentFailures = new ArrayList<>();
    private final List<DefectFound> defects = new ArrayList<>();
    private Optional<RunPlanned> plan = Optional.empty();
    private Optional<RunRefused> refused = Optional.empty();
    private Optional<EnvironmentReady> environment = Optional.empty();
    private boolean buildFailed;

    /** A worker that ended without being asked to, and its layer. */
    private record Death(WorkerEnded ended, LayerName layer) {}

    @Override
    public synchronized void accept(Stamped stamped) {
        stamped.event().accept(gather);
    }

    @Override
    public String name() {
        return "the tally for the verdict";
    }

    /** Without it there is no verdict. */
    @Override
    public boolean required() {
        return true;
    }

    /** What is known so far; later events do not change it. */
    public synchronized RunFacts facts() {
        return new RunFacts(
                plan,
                tests.values().stream().map(Entry::fact).toList(),
                List.copyOf(undiscovered),
                containerFailures,
                discoveryErrors,
                deaths.values().stream()
                        .filter(death -> !explainedDeaths.contains(death.ended().worker()))
                        .map(Death::ended)
                        .toList(),
                budgets,
                stops,
                refused,
                buildFailed,
                environmentFailures,
                environment,
                layersStarted,
                defects);
    }

    /** What is known of one test. */
    private static final class Entry {
        private final TestsDiscovered found;
        private final DiscoveredTest test;
        // Nearly always one: a set that can grow would cost each test some hundred bytes.
        private Set<String> workers = Set.of();
        private @Nullable TestFinished last;

        Entry(TestsDiscovered found, DiscoveredTest test) {
            this.found = found;
            this.test = test;
        }

        /** The same test, described anew. */
        Entry again(TestsDiscovered newFound, DiscoveredTest newTest) {
            Entry entry = new Entry(newFound, newTest);
            entry.workers = workers;
            entry.last = last;
            return entry;
        }

        void startedIn(String worker) {
            if (!workers.contains(worker)) {
                Set<String> more = new HashSet<>(workers);
                more.add(worker);
                workers = Set.copyOf(more);
            }
        }

        void finish(TestFinished finished) {
            TestFinished before = last;
            if (before == null || LastAttempt.replaces(finished, before.attempt(), before.outcome())) {
                last = finished;
            }
        }

        RunFacts.TestFact fact() {
            Optional<TestFinished> finish = Optional.ofNullable(last);
            return new RunFacts.TestFact(
                    test,
                    found.layer(),
                    found.module(),
                    finish.map(TestFinished::provenance).orElse(found.provenance()),
                    !workers.isEmpty(),
                    finish.map(TestFinished::attempt).orElse(0),
                    finish.map(TestFinished::outcome),
                    finish.flatMap(TestFinished::reason));
        }
    }

    private final class Gather implements SelectiveVisitor<Tally> {
        @Override
        public Tally other(RunEvent event) {
            return Tally.this;
        }

        @Override
        public Tally runPlanned(RunPlanned event) {
            plan = Optional.of(event);
            return Tally.this;
        }

        @Override
        public Tally buildFinished(BuildFinished event) {
            buildFailed |= !event.succeeded();
            return Tally.this;
        }

        @Override
        public Tally environmentFailed(EnvironmentFailed event) {
            environmentFailures.add(event);
            return Tally.this;
        }

        @Override
        public Tally environmentReady(EnvironmentReady event) {
            environment = Optional.of(event);
            return Tally.this;
        }

        @Override
        public Tally layerStarted(LayerStarted event) {
            layersStarted.add(event.layer());
            return Tally.this;
        }

        @Override
        public Tally workerStarted(WorkerStarted event) {
            workers.put(event.worker(), event.layer());
            return Tally.this;
        }

        /**
         * A death counts unless it was ours (a stop, a budget) or a test is found to have caused it. A worker that
         * never was up leaves {@code lost} tests, which speak for themselves.
         */
        @Override
        public Tally workerEnded(WorkerEnded event) {
            LayerName layer = workers.get(event.worker());
            if (event.reason().isPresent() && layer != null && !stopped(layer)) {
                deaths.put(event.worker(), new Death(event, layer));
            }
            return Tally.this;
        }

        private boolean stopped(LayerName layer) {
            return !stops.isEmpty()
                    || budgets.stream()
                            .anyMatch(
                                    budget -> budget.layer().map(layer::equals).orElse(true));
        }

        @Override
        public Tally testsDiscovered(TestsDiscovered event) {
            for (DiscoveredTest test : event.tests()) {
                tests.merge(test.id(), new Entry(event, test), (old, fresh) -> old.again(event, test));
            }
            return Tally.this;
        }

        @Override
        public Tally discoveryProblem(DiscoveryProblem event) {
            if (event.error()) {
                discoveryErrors.add(event);
            }
            return Tally.this;
        }

        @Override
        public Tally testStarted(TestStarted event) {
            Entry entry = tests.get(event.test());
            if (entry == null) {
                undiscovered.add(event.test());
            } else {
                entry.startedIn(event.worker());
            }
            return Tally.this;
        }

        @Override
        public Tally testFinished(TestFinished event) {
            Entry entry = tests.get(event.test());
            if (entry == null) {
                undiscovered.add(event.test());
                return Tally.this;
            }
            entry.finish(event);
            // Its death is told by this outcome, whether the test is quarantined or not.
            if (event.outcome() == Outcome.CRASHED
                    || event.outcome() == Outcome.TIMED_OUT
                    || event.outcome() == Outcome.INFRASTRUCTURE) {
                explainedDeaths.addAll(entry.workers);
            }
            return Tally.this;
        }

        @Override
        public Tally containerFailed(ContainerFailed event) {
            containerFailures.add(event);
            return Tally.this;
        }

        @Override
        public Tally budgetExhausted(BudgetExhausted event) {
            budgets.add(event);
            return Tally.this;
        }

        @Override
        public Tally runStopped(RunStopped event) {
            stops.add(event);
            return Tally.this;
        }

        @Override
        public Tally runRefused(RunRefused event) {
            refused = Optional.of(event);
            return Tally.this;
        }

        @Override
        public Tally defectFound(DefectFound event) {
            defects.add(event);
            return Tally.this;
        }
    }
}
