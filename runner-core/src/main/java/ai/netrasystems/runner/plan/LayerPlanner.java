package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.RunnerConfig.Category;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.RunPlan.PlannedCategory;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans one layer: which classes may hold a test of it, and which of those need services.
 *
 * <p>A class needs the run's environment when one of its matching tests needs a service. A class whose tags can't be
 * read may be of any category of its layer, so it may need what they need: without its services its tests could not
 * run at all, with them it costs a start that a known test of the same layer mostly asks for anyway. In a layer whose
 * categories need nothing it starts nothing.
 */
final class LayerPlanner {
    private final RunnerConfig config;
    private final RunRequest request;
    private final List<TestModule> modules;
    private final NameSelection names;
    private final TestSelectors selectors;

    /** A planned layer and the services that its candidates need. */
    record Result(PlannedLayer layer, Set<ServiceName> services) {}

    LayerPlanner(RunnerConfig config, RunRequest request, List<TestModule> modules) {
        this.config = config;
        this.request = request;
        this.modules = modules;
        this.names = NameSelection.of(request.selection());
        this.selectors = NameSelection.selectors(request.selection());
    }

    Result plan(LayerFilter layer) {
        ServiceNeeds needs = new ServiceNeeds(layer);
        List<Ranked> units = new ArrayList<>();
        Set<ServiceName> services = new LinkedHashSet<>();
        for (TestModule module : modules) {
            Draft alone = new Draft(layer.tags().size());
            Draft served = new Draft(layer.tags().size());
            for (CandidateClass candidate : module.candidates()) {
                if (mayMatch(candidate, layer)) {
                    List<CandidateTest> tests = matching(candidate, layer);
                    Set<ServiceName> needed = needs.of(tests, candidate.tagsKnown());
                    services.addAll(needed);
                    (needed.isEmpty() || request.where().noDocker() ? alone : served).add(candidate, tests, needs);
                }
            }
            add(units, module, false, alone);
            add(units, module, true, served);
        }
        return new Result(planned(layer, needs, inOrder(units)), services);
    }

    private void add(List<Ranked> units, TestModule module, boolean needsEnvironment, Draft draft) {
        if (!draft.classes.isEmpty()) {
            units.add(new Ranked(
                    draft.rank,
                    new WorkUnit(
                            module.id(),
                            needsEnvironment,
                            draft.classes,
                            selectors,
                            Optional.empty(),
                            Dispatch.single())));
        }
    }

    /** The unit with the most urgent category first; otherwise the build's order. */
    private static List<WorkUnit> inOrder(List<Ranked> units) {
        return units.stream()
                .sorted(Comparator.comparingInt(Ranked::rank))
                .map(Ranked::unit)
                .toList();
    }

    /** A unit and the index of its most urgent category. */
    private record Ranked(int rank, WorkUnit unit) {}

    /** The classes of a unit as they are found. */
    private static final class Draft {
        final List<String> classes = new ArrayList<>();
        int rank;

        /** With no category known yet, it ranks behind them all. */
        Draft(int categories) {
            this.rank = categories;
        }

        void add(CandidateClass candidate, List<CandidateTest> tests, ServiceNeeds needs) {
            classes.add(candidate.className());
            tests.stream()
                    .mapToInt(test -> needs.category(test.tags()))
                    .filter(category -> category >= 0)
                    .forEach(category -> rank = Math.min(rank, category));
        }
    }

    private boolean mayMatch(CandidateClass candidate, LayerFilter layer) {
        return names.mayMatch(candidate)
                && (!candidate.tagsKnown() || !matching(candidate, layer).isEmpty());
    }

    private List<CandidateTest> matching(CandidateClass candidate, LayerFilter layer) {
        return candidate.tests().stream()
                .filter(test -> names.matches(test)
                        && layer.filter()
                                .map(filter -> filter.matches(test.tags()))
                                .orElse(true))
                .toList();
    }

    private PlannedLayer planned(LayerFilter layer, ServiceNeeds needs, List<WorkUnit> units) {
        ChosenLayers.Draft draft = layer.draft();
        Optional<Duration> anyTest = testTimeout(Optional.empty());
        return new PlannedLayer(
                draft.name(),
                categories(layer, needs),
                layer.filter().map(Object::toString),
                budget(draft),
                draft.failFast(),
                draft.passRate(),
                draft.maxFailures(),
                List.copyOf(units),
                anyTest);
    }

    /** A layer's budget never exceeds the run's; a cap that stands in no file gives way to {@code --timeout}. */
    private Optional<Duration> budget(ChosenLayers.Draft draft) {
        Optional<Duration> run = request.control().timeout();
        if (draft.name().equals(ChosenLayers.ALL)) {
            return run.or(draft::budget);
        }
        return draft.budget()
                .map(own -> run.filter(limit -> limit.compareTo(own) < 0).orElse(own));
    }

    private Optional<Duration> testTimeout(Optional<Duration> ofCategory) {
        return request.control()
                .testTimeout()
                .or(() -> ofCategory)
                .or(() -> config.testTimeout().map(setting -> setting.value()));
    }

    private List<PlannedCategory> categories(LayerFilter layer, ServiceNeeds needs) {
        RequiredJudgement judgement = new RequiredJudgement(request, modules, names, layer, needs);
        List<PlannedCategory> planned = new ArrayList<>();
        for (int i = 0; i < layer.tags().size(); i++) {
            Category category = layer.draft().categories().get(i);
            planned.add(new PlannedCategory(
                    category.name(),
                    new ParsedTagExpression(layer.tags().get(i)),
                    testTimeout(category.timeout()),
                    category.services(),
                    category.required(),
                    judgement.judged(i),
                    category.impact()));
        }
        return List.copyOf(planned);
    }
}
