package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.BudgetExhausted;
import ai.netrasystems.runner.event.RunEvent.BuildFinished;
import ai.netrasystems.runner.event.RunEvent.BuildStarted;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.EnvironmentClosed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentReady;
import ai.netrasystems.runner.event.RunEvent.EnvironmentStarting;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunStarted;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.event.RunEvent.ServiceReady;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.SelectiveVisitor;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the console knows of the run so far, gathered from its events. Not thread-safe. */
final class RunState {
    /** What is going on, for the progress line. */
    enum Phase {
        PLANNING,
        BUILDING,
        STARTING_SERVICES,
        TESTING,
        CLOSING
    }

    private final Gather gather = new Gather();
    private final Map<TestId, DiscoveredTest> tests = new HashMap<>();
    private final Map<TestId, Instant> running = new LinkedHashMap<>();
    private final Map<TestId, TestFinished> finished = new LinkedHashMap<>();
    private final Set<TestId> brokenOnce = new LinkedHashSet<>();
    private final Set<TestId> triedAgain = new LinkedHashSet<>();
    // Kept up to date, since the progress line asks at each event.
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private long testCount;
    private final Map<TestId, OutputTail> output = new HashMap<>();
    private final Map<CategoryName, RunPlanned.Category> categories = new LinkedHashMap<>();
    private final Map<TestId, List<OutputLeftOut>> leftOut = new HashMap<>();
    private final Set<ServiceName> starting = new TreeSet<>();
    private final List<String> troubles = new ArrayList<>();
    private Phase phase = Phase.PLANNING;
    private String run = "";
    private String project = "";
    private Optional<String> tree = Optional.empty();
    private Optional<EnvironmentFailed> firstFailed = Optional.empty();
    private Optional<EnvironmentReady> ready = Optional.empty();
    private int layers;
    private Optional<RunStopped> stopped = Optional.empty();
    private @Nullable Instant began;
    private Instant now = Instant.EPOCH;

    /** Takes the next event. */
    void take(Stamped stamped) {
        now = stamped.time();
        run = stamped.run().value();
        if (began == null) {
            began = stamped.time();
        }
        stamped.event().accept(gather);
    }

    Phase phase() {
        return phase;
    }

    /** The run's id. */
    String run() {
        return run;
    }

    /** The project's directory, as the run names it. */
    String project() {
        return project;
    }

    /** How many layers the plan has. */
    int layers() {
        return layers;
    }

    /** When the run began. */
    Instant began() {
        return began == null ? now : began;
    }

    /** What the engines said of a test. */
    Optional<DiscoveredTest> test(TestId id) {
        return Optional.ofNullable(tests.get(id));
    }

    /** The plan's category of that name. */
    Optional<RunPlanned.Category> category(CategoryName name) {
        return Optional.ofNullable(categories.get(name));
    }

    /** Tests under way, and since when, longest first. */
    Map<TestId, Instant> running() {
        return running;
    }

    /** The last outcome of each test, in the order in which tests ended first. */
    Map<TestId, TestFinished> finished() {
        return finished;
    }

    /** Tests that were broken, and then begun once more. */
    Set<TestId> triedAgain() {
        return triedAgain;
    }

    /** Services that are not ready yet. */
    Set<ServiceName> starting() {
        return starting;
    }

    /** The end of a test's output. */
    List<String> outputOf(TestId id, int mostLines) {
        OutputTail tail = output.get(id);
        return tail == null ? List.of() : tail.lines(mostLines);
    }

    /** What of a test's output is only in files. */
    List<OutputLeftOut> leftOutOf(TestId id) {
        return leftOut.getOrDefault(id, List.of());
    }

    /** Lets go of a test's output, once its end was shown. */
    void forgetOutputOf(TestId id) {
        leftOut.remove(id);
        output.remove(id);
    }

    /** What went wrong that is no test's outcome, in a few words each. */
    List<String> troubles() {
        return troubles;
    }

    /** Why the run stopped before its end. */
    Optional<RunStopped> stopped() {
        return stopped;
    }

    /** Tests that can have an outcome. */
    long testCount() {
        return testCount;
    }

    /** How many tests have that outcome now. */
    long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** How many tests are broken now. */
    long brokenCount() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().broken())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** What was not tested because the run fell back; empty where it did not, or came to nothing. */
    Optional<String> notTested() {
        return ready.map(EnvironmentReady::provenance)
                .filter(Provenance::degraded)
                .flatMap(went -> firstFailed.map(failed -> new Fallen(failed, tree).text(went.environment())));
    }

    /** How many tests ran to a judgement, by where they ran. */
    Map<Provenance, Integer> executedBy() {
        Map<Provenance, Integer> counts = new LinkedHashMap<>();
        finished.values().stream()
                .filter(test -> test.outcome().executed())
                .forEach(test -> counts.merge(test.provenance(), 1, Integer::sum));
        return counts;
    }

    /** Planned categories of which no test ran to a judgement. */
    List<CategoryName> untouched() {
        List<CategoryName> names = new ArrayList<>(categories.keySet());
        finished.values().stream()
                .filter(done -> done.outcome().executed())
                .flatMap(done -> test(done.test()).flatMap(DiscoveredTest::category).stream())
                .forEach(names::remove);
        return names;
    }

    private final class Gather implements SelectiveVisitor<RunState> {
        @Override
        public RunState other(RunEvent event) {
            return RunState.this;
        }

        @Override
        public RunState runStarted(RunStarted event) {
            project = event.project();
            tree = event.tree();
            return RunState.this;
        }

        @Override
        public RunState runPlanned(RunPlanned event) {
            layers = event.layers().size();
            event.layers().stream()
                    .flatMap(layer -> layer.categories().stream())
                    .forEach(category -> categories.putIfAbsent(category.name(), category));
            return RunState.this;
        }

        @Override
        public RunState buildStarted(BuildStarted event) {
            phase = Phase.BUILDING;
            return RunState.this;
        }

        @Override
        public RunState buildFinished(BuildFinished event) {
            phase = Phase.PLANNING;
            if (!event.succeeded()) {
                troubles.add("the project did not compile");
            }
            return RunState.this;
        }

        @Override
        public RunState environmentStarting(EnvironmentStarting event) {
            phase = Phase.STARTING_SERVICES;
            starting.clear();
            starting.addAll(event.services());
            return RunState.this;
        }

        @Override
        public RunState serviceReady(ServiceReady event) {
            starting.remove(event.service());
            return RunState.this;
        }

        @Override
        public RunState stagingChecked(StagingChecked event) {
            if (event.check() == StagingChecked.Check.HEALTH) {
                starting.removeIf(service -> service.value().equals(event.subject()));
            }
            return RunState.this;
        }

        @Override
        public RunState environmentReady(EnvironmentReady event) {
            phase = Phase.TESTING;
            ready = Optional.of(event);
            starting.clear();
            return RunState.this;
        }

        @Override
        public RunState environmentFailed(EnvironmentFailed event) {
            starting.clear();
            firstFailed = firstFailed.or(() -> Optional.of(event));
            if (event.next().isEmpty()) {
                troubles.add(event.environment().label() + " could not be had");
            }
            return RunState.this;
        }

        @Override
        public RunState environmentClosed(EnvironmentClosed event) {
            phase = Phase.CLOSING;
            return RunState.this;
        }

        @Override
        public RunState layerStarted(LayerStarted event) {
            phase = Phase.TESTING;
            return RunState.this;
        }

        @Override
        public RunState workerEnded(WorkerEnded event) {
            event.reason().ifPresent(reason -> troubles.add("a worker died"));
            return RunState.this;
        }

        @Override
        public RunState testsDiscovered(TestsDiscovered event) {
            for (DiscoveredTest test : event.tests()) {
                DiscoveredTest before = tests.put(test.id(), test);
                testCount += (test.container() ? 0 : 1) - (before == null || before.container() ? 0 : 1);
            }
            return RunState.this;
        }

        @Override
        public RunState discoveryProblem(DiscoveryProblem event) {
            if (event.error()) {
                troubles.add("discovery reported an error");
            }
            return RunState.this;
        }

        @Override
        public RunState testStarted(TestStarted event) {
            running.put(event.test(), now);
            if (event.attempt() > 1 && brokenOnce.contains(event.test())) {
                triedAgain.add(event.test());
            }
            return RunState.this;
        }

        @Override
        public RunState testFinished(TestFinished event) {
            running.remove(event.test());
            if (event.outcome().broken() || event.outcome() == Outcome.INFRASTRUCTURE) {
                brokenOnce.add(event.test());
            }
            TestFinished before = finished.put(event.test(), event);
            if (before != null) {
                counts.merge(before.outcome(), -1, Integer::sum);
            }
            counts.merge(event.outcome(), 1, Integer::sum);
            return RunState.this;
        }

        @Override
        public RunState containerFailed(ContainerFailed event) {
            troubles.add(event.displayName() + " failed");
            return RunState.this;
        }

        @Override
        public RunState outputCaptured(OutputCaptured event) {
            event.test()
                    .ifPresent(test -> output.computeIfAbsent(test, key -> new OutputTail())
                            .add(event.text()));
            return RunState.this;
        }

        @Override
        public RunState outputLeftOut(OutputLeftOut event) {
            event.test()
                    .filter(test -> event.bytes() > 0)
                    .ifPresent(test -> leftOut.computeIfAbsent(test, key -> new ArrayList<>(2))
                            .add(event));
            return RunState.this;
        }

        @Override
        public RunState budgetExhausted(BudgetExhausted event) {
            troubles.add("the budget of "
                    + event.layer().map(layer -> "layer " + layer).orElse("the run") + " ended");
            return RunState.this;
        }

        @Override
        public RunState runStopped(RunStopped event) {
            stopped = Optional.of(event);
            return RunState.this;
        }
    }
}
