package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.EffectiveControl;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.RunnerConfig.Category;
import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.RunPlan.PlannedCategory;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final EffectiveControl control;
    private final Occasion occasion;
    private final Optional<Long> seed;
    private final List<TestModule> modules;
    private final Map<ModuleId, List<Aim>> aims = new HashMap<>();
    private final Map<ModuleId, List<CandidateClass>> classes = new HashMap<>();
    private final Map<ModuleId, Dispatching> dispatching = new HashMap<>();
    private final Map<ModuleId, Set<String>> goFirst = new HashMap<>();

    /** A planned layer and the services that its candidates need. */
    record Result(PlannedLayer layer, Set<ServiceName> services) {}

    /** A layer's filters, for Surefire's tests and for Failsafe's. */
    record Filters(LayerFilter surefire, LayerFilter failsafe) {
        LayerFilter of(TestModule module) {
            return of(module.tests().integration());
        }

        LayerFilter of(boolean integration) {
            return integration ? failsafe : surefire;
        }

        /** The one that stands for the layer: units of the other have their own. */
        LayerFilter main() {
            return surefire.takesAny() ? surefire : failsafe;
        }

        ChosenLayers.Draft draft() {
            return surefire.draft();
        }
    }

    LayerPlanner(
            RunnerConfig config,
            RunRequest request,
            EffectiveControl control,
            Occasion occasion,
            Optional<Long> seed,
            List<TestModule> modules) {
        this.config = config;
        this.request = request;
        this.control = control;
        this.occasion = occasion;
        this.seed = seed;
        this.modules = modules;
        modules.forEach(this::prepare);
    }

    private void prepare(TestModule module) {
        Set<String> first = new HashSet<>();
        if (request.selection().recall().failedFirst()) {
            BrokenTests broken = BrokenTests.of(occasion.earlier(), module);
            module.candidates().stream()
                    .filter(broken::anyIn)
                    .map(CandidateClass::className)
                    .forEach(first::add);
        }
        goFirst.put(module.id(), first);
        classes.put(
                module.id(),
                ClassOrder.of(module.candidates(), seed, candidate -> first.contains(candidate.className())));
        aims.put(module.id(), Aim.of(request.selection(), occasion.earlier(), module));
        dispatching.put(module.id(), new Dispatching(module, control, request, seed.isPresent(), occasion.earlier()));
    }

    Result plan(Filters layer) {
        List<Ranked> units = new ArrayList<>();
        Set<ServiceName> services = new LinkedHashSet<>();
        for (TestModule module : modules) {
            if (layer.of(module).takesAny()) {
                add(units, services, module, layer);
            }
        }
        return new Result(planned(layer, inOrder(units, layer.draft())), services);
    }

    private void add(List<Ranked> units, Set<ServiceName> services, TestModule module, Filters layer) {
        LayerFilter filter = layer.of(module);
        ServiceNeeds needs = new ServiceNeeds(filter);
        for (Segment segment : Segment.of(filter, ModuleGroups.of(module, config))) {
            for (Aim aim : aims(module)) {
                Draft alone = new Draft(filter, segment);
                Draft served = new Draft(filter, segment);
                for (CandidateClass candidate : classes.getOrDefault(module.id(), List.of())) {
                    List<CandidateTest> tests = matching(candidate, aim, segment);
                    if (aim.mayMatch(candidate) && (!candidate.tagsKnown() || !tests.isEmpty())) {
                        Set<ServiceName> needed = needs.of(tests, candidate.tagsKnown(), segment.categories());
                        services.addAll(needed);
                        (needed.isEmpty() || request.where().noDocker() ? alone : served).add(candidate, tests, needs);
                    }
                }
                Optional<String> own = segment.filter()
                        .map(Object::toString)
                        .filter(text -> !text.equals(
                                layer.main().filter().map(Object::toString).orElse("")));
                add(units, module, false, alone, aim, own);
                add(units, module, true, served, aim, own);
            }
        }
    }

    private void add(
            List<Ranked> units,
            TestModule module,
            boolean needsEnvironment,
            Draft draft,
            Aim aim,
            Optional<String> filter) {
        if (!draft.classes.isEmpty()) {
            List<String> names =
                    draft.classes.stream().map(CandidateClass::className).toList();
            Dispatch dispatch =
                    Objects.requireNonNull(dispatching.get(module.id())).of(draft.classes);
            units.add(new Ranked(
                    draft.rank,
                    !Collections.disjoint(goFirst.getOrDefault(module.id(), Set.of()), names),
                    new WorkUnit(module.id(), needsEnvironment, names, aim.selectors(), filter, dispatch)));
        }
    }

    private List<Aim> aims(TestModule module) {
        return aims.getOrDefault(module.id(), List.of());
    }

    /**
     * The unit with the most urgent category first, otherwise the build's order. What was broken goes before, but not
     * out of its category where a failure ends the layer after it.
     */
    private static List<WorkUnit> inOrder(List<Ranked> units, ChosenLayers.Draft draft) {
        Comparator<Ranked> byRank = Comparator.comparingInt(Ranked::rank);
        Comparator<Ranked> brokenFirst = Comparator.comparing(unit -> !unit.brokenBefore());
        return units.stream()
                .sorted(
                        draft.failFast() == FailFast.CATEGORY
                                ? byRank.thenComparing(brokenFirst)
                                : brokenFirst.thenComparing(byRank))
                .map(Ranked::unit)
                .toList();
    }

    /** A unit, the index of its most urgent category, and whether it goes first because it was broken. */
    private record Ranked(int rank, boolean brokenBefore, WorkUnit unit) {}

    /** The classes of a unit as they are found. */
    private static final class Draft {
        final List<CandidateClass> classes = new ArrayList<>();
        private final LayerFilter layer;
        int rank;

        /** With no category known yet, it ranks behind all that it can be in. */
        Draft(LayerFilter layer, Segment segment) {
            this.layer = layer;
            this.rank = segment.categories().size() == 1
                    ? inLayer(segment.categories().get(0))
                    : layer.draft().categories().size();
        }

        void add(CandidateClass candidate, List<CandidateTest> tests, ServiceNeeds needs) {
            classes.add(candidate);
            tests.stream()
                    .mapToInt(test -> needs.category(test.tags()))
                    .filter(category -> category >= 0)
                    .forEach(category -> rank = Math.min(rank, inLayer(category)));
        }

        /** Its place among all categories of the layer. */
        private int inLayer(int category) {
            return layer.draft().categories().indexOf(layer.categories().get(category));
        }
    }

    private static List<CandidateTest> matching(CandidateClass candidate, Aim aim, Segment segment) {
        return candidate.tests().stream()
                .filter(test -> aim.matches(test)
                        && segment.filter()
                                .map(filter -> filter.matches(test.tags()))
                                .orElse(true))
                .toList();
    }

    private PlannedLayer planned(Filters layer, List<WorkUnit> units) {
        ChosenLayers.Draft draft = layer.draft();
        return new PlannedLayer(
                draft.name(),
                categories(layer),
                layer.main().filter().map(Object::toString),
                budget(draft),
                draft.failFast(),
                draft.passRate(),
                draft.maxFailures(),
                List.copyOf(units),
                testTimeout(Optional.empty()));
    }

    /** A layer's budget never exceeds the run's; a cap that stands in no file gives way to {@code --timeout}. */
    private Optional<Duration> budget(ChosenLayers.Draft draft) {
        if (request.control().course().debug()) {
            return Optional.empty();
        }
        Optional<Duration> run = request.control().timeout();
        if (draft.name().equals(ChosenLayers.ALL)) {
            return run.or(draft::budget);
        }
        return draft.budget()
                .map(own -> run.filter(limit -> limit.compareTo(own) < 0).orElse(own));
    }

    private Optional<Duration> testTimeout(Optional<Duration> ofCategory) {
        return request.control().course().debug()
                ? Optional.empty()
                : request.control()
                        .testTimeout()
                        .or(() -> ofCategory)
                        .or(() -> config.testTimeout().map(setting -> setting.value()));
    }

    private List<PlannedCategory> categories(Filters layer) {
        List<PlannedCategory> planned = new ArrayList<>();
        for (Category category : layer.draft().categories()) {
            LayerFilter filter = layer.of(category.integration());
            int index = filter.categories().indexOf(category);
            List<TestModule> ofItsKind = modules.stream()
                    .filter(module -> module.tests().integration() == category.integration())
                    .toList();
            planned.add(new PlannedCategory(
                    category.name(),
                    new ParsedTagExpression(filter.tags().get(index)),
                    testTimeout(category.timeout()),
                    category.services(),
                    category.required(),
                    new RequiredJudgement(request, ofItsKind, this::aims, filter).judged(index),
                    category.impact(),
                    category.integration()));
        }
        return List.copyOf(planned);
    }
}
