package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.RunnerConfig.Quarantine;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What runs, in which order, where it may run, within which budgets. What {@code runner list} prints and {@code
 * runner} runs.
 *
 * @param mode the execution mode; empty where none was asked for and none is the default
 * @param layers in the order of the run; never empty
 * @param services what the candidates need (without what those depend on); empty where none needs one or {@code
 *     --no-docker} forbids all
 * @param environments permitted providers in order; {@code [none]} where no service is needed or allowed
 * @param fallback after which failure of one of them the next is tried
 * @param budget of the whole run
 * @param policy how failures and repetitions are dealt with
 * @param servicesForbidden {@code --no-docker}: tests that need a service are skipped with that reason
 * @param quarantine entries still in force on the day of the run
 * @param notes lines for the person, such as a setting that was ignored
 */
public record RunPlan(
        Optional<ModeName> mode,
        List<PlannedLayer> layers,
        Set<ServiceName> services,
        List<EnvironmentKind> environments,
        Fallback fallback,
        Optional<Duration> budget,
        ExecutionPolicy policy,
        boolean servicesForbidden,
        List<Quarantine> quarantine,
        List<String> notes) {

    /**
     * A layer of the plan.
     *
     * @param filter the tag expression of everything in this layer: its categories and the command line's tags,
     *     without what an earlier layer took; empty where every test matches
     * @param units what is sent to workers, in order
     * @param testTimeout deadline of a test that is in none of the categories; theirs have this in them already
     */
    public record PlannedLayer(
            LayerName name,
            List<PlannedCategory> categories,
            Optional<String> filter,
            Optional<Duration> budget,
            RunnerConfig.FailFast failFast,
            double passRate,
            Optional<Integer> maxFailures,
            List<WorkUnit> units,
            Optional<Duration> testTimeout) {
        /** Those of its categories that tests of the module can be in, in order. */
        public List<PlannedCategory> categoriesOf(TestModule module) {
            return categories.stream()
                    .filter(category -> category.integration() == module.tests().integration())
                    .toList();
        }
    }

    /**
     * A category of a layer, in the order in which they are matched.
     *
     * @param timeout deadline of each of its tests that has none of its own; {@code --test-timeout} is in it already
     * @param integration whether it is of Failsafe's tests, and not of Surefire's
     * @param judged whether {@code required} is judged: false where the command line's narrowing emptied the category
     */
    public record PlannedCategory(
            CategoryName name,
            TagExpression tags,
            Optional<Duration> timeout,
            Set<ServiceName> services,
            boolean required,
            boolean judged,
            String impact,
            boolean integration) {
        /** Of Surefire's tests. */
        public PlannedCategory(
                CategoryName name,
                TagExpression tags,
                Optional<Duration> timeout,
                Set<ServiceName> services,
                boolean required,
                boolean judged,
                String impact) {
            this(name, tags, timeout, services, required, judged, impact, false);
        }
    }

    /**
     * What one worker, or several, are given: classes of one module for one environment. Where a failure ends its
     * layer after the category ({@code fail-fast: category}), each unit is of one category, and those of one category
     * stand together and have the same filter.
     *
     * @param needsEnvironment whether it runs in the run's environment; otherwise in {@code none}
     * @param classes top-level classes, in order
     * @param selectors further narrowing
     * @param filter tag expression instead of the layer's, where the unit is only a part of its layer or is narrowed
     *     further by its build
     */
    public record WorkUnit(
            ModuleId module,
            boolean needsEnvironment,
            List<String> classes,
            TestSelectors selectors,
            Optional<String> filter,
            Dispatch dispatch) {
        /** Copies the list. */
        public WorkUnit {
            classes = List.copyOf(classes);
        }
    }

    /**
     * Narrowing by name, applied to what the engines discover; each non-empty list must match one of its entries.
     *
     * @param tests {@code GLOB[#METHOD]} of {@code --test}
     * @param methods {@code class#method} or {@code class#method(paramTypes)} of {@code --select-method}
     * @param uniqueIds of {@code --select-uid}: the test itself or one of its ancestors
     */
    public record TestSelectors(List<String> tests, List<String> methods, List<String> uniqueIds) {
        /** No narrowing. */
        public static TestSelectors none() {
            return new TestSelectors(List.of(), List.of(), List.of());
        }
    }

    /** The tests whose failure does not count, so that no failure policy counts it either. */
    public QuarantinedTests quarantinedTests() {
        return QuarantinedTests.of(quarantine);
    }

    /** Number of candidate classes in all layers; one that is in several units of a layer counts once. */
    public int candidateClasses() {
        return layers.stream().mapToInt(RunPlan::classesOf).sum();
    }

    private static int classesOf(PlannedLayer layer) {
        return (int) layer.units().stream()
                .flatMap(unit -> unit.classes().stream().map(name -> unit.module() + ":" + name))
                .distinct()
                .count();
    }
}
