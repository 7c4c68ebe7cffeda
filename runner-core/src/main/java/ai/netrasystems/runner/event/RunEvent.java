package ai.netrasystems.runner.event;

import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that happened in a run. The journal, the reports, the console and the verdict are made of nothing else.
 * Within one run fields are only ever added (PRODUCT.md, "Identity, events, files").
 */
public sealed interface RunEvent {

    /**
     * First event of every run. {@code arguments} holds no secret: secrets have no option. {@code tree}: the commit that
     * is checked out, in short; empty where the project is in no Git repository.
     */
    record RunStarted(
            String runnerVersion,
            String javaVersion,
            String project,
            long pid,
            List<String> arguments,
            Optional<String> tree)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.runStarted(this);
        }
    }

    /** The plan, before anything is started. {@code environments}: permitted providers in order. */
    record RunPlanned(
            Optional<ModeName> mode,
            List<Layer> layers,
            Set<ServiceName> services,
            List<EnvironmentKind> environments,
            Optional<Duration> budget,
            int candidateClasses)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.runPlanned(this);
        }

        /** A layer of the plan. */
        public record Layer(LayerName name, List<Category> categories, Optional<Duration> budget) {}

        /**
         * A category of the plan. {@code judged}: whether {@code required} holds for this run (no narrowing on the
         * command line emptied it, see PRODUCT.md).
         */
        public record Category(
                CategoryName name, boolean required, boolean judged, String impact, Set<ServiceName> services) {}
    }

    /** One line for the person at the console. */
    record Noted(Level level, String message) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.noted(this);
        }

        /** How much it matters. */
        public enum Level {
            NOTE,
            WARNING,
            /** The run goes on only when its reader does something. */
            WAITING
        }
    }

    /** The project's own build runs, or ended. */
    record BuildStarted(List<String> command) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.buildStarted(this);
        }
    }

    /** The project's own build ended. {@code output}: last lines where it failed. */
    record BuildFinished(boolean succeeded, Duration took, List<String> output) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.buildFinished(this);
        }
    }

    /** A provider begins. */
    record EnvironmentStarting(EnvironmentKind environment, Set<ServiceName> services) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.environmentStarting(this);
        }
    }

    /** A service begins to start. {@code detail}: the command's first word, the image, ... */
    record ServiceStarting(ServiceName service, String detail) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.serviceStarting(this);
        }
    }

    /** A service is ready (a one-shot one: ended with success). {@code address}: empty for one-shot services. */
    record ServiceReady(ServiceName service, String address, Duration took) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.serviceReady(this);
        }
    }

    /**
     * One thing was asked of a staging system before any test.
     *
     * @param subject host, origin, service or URL that was asked
     * @param detail what came of it, in a few words
     */
    record StagingChecked(Check check, String subject, Result result, String detail, Duration took)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stagingChecked(this);
        }

        /** What is asked, in this order for one system. */
        public enum Check {
            DNS,
            TLS,
            DECLARATION,
            HEALTH,
            TOKEN,
            ACCEPTED,
            WEBSOCKET
        }

        /** What came of it. */
        public enum Result {
            PASSED,
            /** It passed, and somebody should look at it. */
            WARNING,
            FAILED,
            SKIPPED
        }
    }

    /** A provider failed; {@code next} is where the run goes instead, empty where it goes nowhere. */
    record EnvironmentFailed(EnvironmentKind environment, List<DiagnosisText> diagnoses, Optional<EnvironmentKind> next)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.environmentFailed(this);
        }
    }

    /** Services are ready. {@code endpoints}: injected URL variables, no secret among them. */
    record EnvironmentReady(
            Provenance provenance, Map<String, String> endpoints, Set<ServiceName> missing, Duration took)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.environmentReady(this);
        }
    }

    /** Everything that was started for the environment is gone. {@code leftovers}: what could not be removed. */
    record EnvironmentClosed(EnvironmentKind environment, Duration took, List<String> leftovers) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.environmentClosed(this);
        }
    }

    /**
     * A layer's turn came, also where nothing is in it. A planned layer without this event that no failure, stop or budget
     * explains makes exit 70.
     */
    record LayerStarted(LayerName layer) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.layerStarted(this);
        }
    }

    /** A layer ended. */
    record LayerFinished(LayerName layer, Duration took) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.layerFinished(this);
        }
    }

    /** A worker JVM is up. {@code launcher}: version of the JUnit Platform launcher in it. */
    record WorkerStarted(
            String worker, long pid, LayerName layer, ModuleId module, EnvironmentKind environment, String launcher)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.workerStarted(this);
        }
    }

    /** A worker ended. {@code reason} is empty for a normal end; {@code lastOutput} only for an abnormal one. */
    record WorkerEnded(String worker, int exitCode, Optional<String> reason, List<String> lastOutput)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.workerEnded(this);
        }
    }

    /** What the engines found in one module for one layer, or registered later (dynamic tests). */
    record TestsDiscovered(LayerName layer, ModuleId module, Provenance provenance, List<DiscoveredTest> tests)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.testsDiscovered(this);
        }
    }

    /** Discovery reported an error or warning of an engine. Errors make exit 1. */
    record DiscoveryProblem(ModuleId module, boolean error, String message, Optional<Failure> failure)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.discoveryProblem(this);
        }
    }

    /** A test's body begins. {@code attempt} counts from 1. */
    record TestStarted(TestId test, String worker, int attempt) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.testStarted(this);
        }
    }

    /**
     * A test has an outcome.
     *
     * @param reason why skipped, aborted, not run, ...
     * @param marks what is worth knowing of it beside its outcome
     */
    record TestFinished(
            TestId test,
            int attempt,
            Outcome outcome,
            Duration took,
            Optional<String> reason,
            Optional<Failure> failure,
            Provenance provenance,
            Set<Mark> marks)
            implements RunEvent {
        /** Copies the set. */
        public TestFinished {
            marks = Set.copyOf(marks);
        }

        /** Without a mark. */
        public TestFinished(
                TestId test,
                int attempt,
                Outcome outcome,
                Duration took,
                Optional<String> reason,
                Optional<Failure> failure,
                Provenance provenance) {
            this(test, attempt, outcome, took, reason, failure, provenance, Set.of());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.testFinished(this);
        }
    }

    /**
     * A container (engine, class, {@code @BeforeAll}, {@code @AfterAll}, template) failed.
     *
     * @param xmlClass class of the case that tells of it in XML; empty for {@code className}
     * @param xmlName name of that case; empty where that follows from when it failed
     */
    record ContainerFailed(
            TestId container,
            String displayName,
            String className,
            Optional<String> xmlClass,
            Optional<String> xmlName,
            Failure failure,
            Provenance provenance)
            implements RunEvent {
        /** Whose name follows from when it failed. */
        public ContainerFailed(
                TestId container, String displayName, String className, Failure failure, Provenance provenance) {
            this(container, displayName, className, Optional.empty(), Optional.empty(), failure, provenance);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.containerFailed(this);
        }
    }

    /** Text that a worker wrote; {@code test} is empty where no test can be named. */
    record OutputCaptured(Optional<TestId> test, String worker, Stream stream, String text) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.outputCaptured(this);
        }

        /** Which of the two. */
        public enum Stream {
            OUT,
            ERR;

            /** Standard error, or standard output. */
            public static Stream of(boolean error) {
                return error ? ERR : OUT;
            }
        }
    }

    /**
     * Of a stream, what would stand here is only in a file: the journal has the beginning and the end of a long output.
     *
     * @param test empty where no test can be named: then of the worker
     * @param bytes how many, in UTF-8; 0 while the output goes on: then a later event says it, or the end follows and
     *     nothing was left out
     * @param file where, below the run's directory, with {@code /}
     */
    record OutputLeftOut(Optional<TestId> test, String worker, OutputCaptured.Stream stream, long bytes, String file)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.outputLeftOut(this);
        }
    }

    /** A test published entries (JUnit's {@code TestReporter}). */
    record EntriesReported(TestId test, Map<String, String> entries) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.entriesReported(this);
        }
    }

    /**
     * {@code runner doctor --fix} changed files of the project. Stands in a journal of its own, without a run.
     *
     * @param contexts folders that were cleaned, absolute
     * @param files deleted
     * @param folders deleted
     * @param bytes that the deleted files held
     * @param changes lines that were added or corrected
     * @param failed what could not be done, in words
     * @param complete whether it came to its end; not where it was told to stop
     */
    record ContextsFixed(
            List<String> contexts,
            long files,
            long folders,
            long bytes,
            List<Change> changes,
            List<String> failed,
            boolean complete)
            implements RunEvent {
        /** Copies the lists. */
        public ContextsFixed {
            contexts = List.copyOf(contexts);
            changes = List.copyOf(changes);
            failed = List.copyOf(failed);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.contextsFixed(this);
        }

        /** A line of a file: {@code before} is empty where it was added. */
        public record Change(String file, int line, String before, String after) {}
    }

    /** A budget ended and left something undone: makes exit 7. {@code layer} is empty where it was the run's. */
    record BudgetExhausted(Optional<LayerName> layer, Duration budget) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.budgetExhausted(this);
        }
    }

    /** The run stops before its plan is done: a signal, or a failure policy such as {@code --fail-fast}. */
    record RunStopped(Cause cause, String detail) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.runStopped(this);
        }

        /** What stopped it. */
        public enum Cause {
            INTERRUPTED,
            TERMINATED,
            FAILURE_POLICY
        }
    }

    /** Wrong usage, configuration or environment found before tests, as a typed stop (exit 2, 4 or 5). */
    record RunRefused(int exitCode, List<String> problems) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.runRefused(this);
        }
    }

    /** A defect in the runner: something that must not happen did. Makes exit 70. */
    record DefectFound(String message, String stackTrace) implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.defectFound(this);
        }
    }

    /** Last event of every run. {@code held}: every exit code whose line held, the first is {@code exitCode}. */
    record RunFinished(
            String verdict,
            int exitCode,
            List<Integer> held,
            Map<Outcome, Integer> counts,
            List<String> unmet,
            Duration took)
            implements RunEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.runFinished(this);
        }
    }

    /** Calls the visitor's method for this kind of event. */
    <R> R accept(Visitor<R> visitor);

    /**
     * One method a kind, so that a new kind breaks every caller at compile time. Those that care about a few kinds
     * only take {@link SelectiveVisitor}.
     *
     * @param <R> what a visit returns
     */
    interface Visitor<R> {
        R runStarted(RunStarted event);

        R runPlanned(RunPlanned event);

        R noted(Noted event);

        R buildStarted(BuildStarted event);

        R buildFinished(BuildFinished event);

        R environmentStarting(EnvironmentStarting event);

        R serviceStarting(ServiceStarting event);

        R serviceReady(ServiceReady event);

        R stagingChecked(StagingChecked event);

        R environmentFailed(EnvironmentFailed event);

        R environmentReady(EnvironmentReady event);

        R environmentClosed(EnvironmentClosed event);

        R layerStarted(LayerStarted event);

        R layerFinished(LayerFinished event);

        R workerStarted(WorkerStarted event);

        R workerEnded(WorkerEnded event);

        R testsDiscovered(TestsDiscovered event);

        R discoveryProblem(DiscoveryProblem event);

        R testStarted(TestStarted event);

        R testFinished(TestFinished event);

        R containerFailed(ContainerFailed event);

        R outputCaptured(OutputCaptured event);

        R outputLeftOut(OutputLeftOut event);

        R entriesReported(EntriesReported event);

        R contextsFixed(ContextsFixed event);

        R budgetExhausted(BudgetExhausted event);

        R runStopped(RunStopped event);

        R runRefused(RunRefused event);

        R defectFound(DefectFound event);

        R runFinished(RunFinished event);
    }
}
