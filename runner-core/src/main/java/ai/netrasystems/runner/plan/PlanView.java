package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.RunPlan.PlannedCategory;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code runner list} shows of a plan. Tests come from class files and are approximate ({@code ≈}): a template
 * counts as one, and what an engine alone can know is missing. Immutable.
 *
 * @param environments permitted, in order
 * @param fallback after which failure of one of them the next is tried
 */
public record PlanView(
        Optional<ModeName> mode,
        List<LayerView> layers,
        Set<ServiceName> services,
        List<EnvironmentKind> environments,
        Fallback fallback,
        Optional<Duration> budget,
        List<String> notes) {

    /** A layer. Groups are its categories in order, empty ones too, then tests of none where there are any. */
    public record LayerView(LayerName name, Optional<Duration> budget, List<GroupView> groups) {}

    /**
     * Tests of one category of a layer.
     *
     * @param category empty for tests of no category, or of one that only the engines can tell
     */
    public record GroupView(Optional<PlannedCategory> category, List<TestView> tests) {
        /** The category's name. */
        public Optional<CategoryName> name() {
            return category.map(PlannedCategory::name);
        }
    }

    /**
     * A test, or a class whose tests can't be told.
     *
     * @param method empty for such a class
     * @param environment where it would run: the first permitted one, or {@code none}
     */
    public record TestView(ModuleId module, String className, Optional<String> method, EnvironmentKind environment) {
        /** {@code class#method}, or the class alone. */
        public String label() {
            return method.map(name -> className + "#" + name).orElse(className);
        }
    }

    /** The view of a plan that was made from these modules. */
    public static PlanView of(RunPlan plan, List<TestModule> modules) {
        Map<ModuleId, Scanned> scanned = new HashMap<>();
        modules.forEach(module -> scanned.put(module.id(), Scanned.of(module)));
        EnvironmentKind served = plan.environments().get(0);
        return new PlanView(
                plan.mode(),
                plan.layers().stream()
                        .map(layer -> layer(layer, scanned, served))
                        .toList(),
                plan.services(),
                plan.environments(),
                plan.fallback(),
                plan.budget(),
                Stream.concat(plan.notes().stream(), off(plan, modules).stream())
                        .toList());
    }

    /** A module and its candidates by name. */
    private record Scanned(TestModule module, Map<String, CandidateClass> candidates) {
        static Scanned of(TestModule module) {
            Map<String, CandidateClass> classes = new HashMap<>();
            module.candidates().forEach(candidate -> classes.put(candidate.className(), candidate));
            return new Scanned(module, classes);
        }

        CandidateClass candidate(String className) {
            return Optional.ofNullable(candidates.get(className))
                    .orElseThrow(() -> new IllegalArgumentException("not of this plan's modules: " + className));
        }
    }

    /** Failsafe's classes that nobody asked for: named here, since {@code mvn test} does not run them either. */
    private static List<String> off(RunPlan plan, List<TestModule> modules) {
        boolean on = plan.layers().stream()
                .flatMap(layer -> layer.categories().stream())
                .anyMatch(PlannedCategory::integration);
        List<TestModule> failsafe = modules.stream()
                .filter(module ->
                        module.tests().integration() && !module.candidates().isEmpty())
                .toList();
        if (on || failsafe.isEmpty()) {
            return List.of();
        }
        int classes =
                failsafe.stream().mapToInt(module -> module.candidates().size()).sum();
        return List.of("category " + RunnerConfig.IT + " is off: " + classes
                + (classes == 1 ? " class" : " classes") + " of Failsafe ("
                + failsafe.stream().map(module -> module.id().toString()).collect(Collectors.joining(", "))
                + "); `--category " + RunnerConfig.IT + "` runs them");
    }

    /** Number of tests in all layers, a class that can't be read counted once. */
    public int tests() {
        return layers.stream()
                .flatMap(layer -> layer.groups().stream())
                .mapToInt(group -> group.tests().size())
                .sum();
    }

    private static LayerView layer(PlannedLayer layer, Map<ModuleId, Scanned> scanned, EnvironmentKind served) {
        List<List<TestView>> groups = new ArrayList<>();
        for (int i = 0; i <= layer.categories().size(); i++) {
            groups.add(new ArrayList<>());
        }
        Set<String> unread = new HashSet<>();
        for (WorkUnit unit : layer.units()) {
            Scanned module = Optional.ofNullable(scanned.get(unit.module()))
                    .orElseThrow(() -> new IllegalArgumentException("not a module of this plan: " + unit.module()));
            Optional<TagSyntax> filter = unit.filter().or(layer::filter).map(TagSyntax::reread);
            NameSelection names = NameSelection.of(unit.selectors());
            EnvironmentKind where = unit.needsEnvironment() ? served : EnvironmentKind.NONE;
            for (String className : unit.classes()) {
                CandidateClass candidate = module.candidate(className);
                if (!candidate.tagsKnown()) {
                    // It is in a unit of each category that it may be in.
                    if (unread.add(unit.module() + ":" + className)) {
                        lastOf(groups).add(new TestView(unit.module(), className, Optional.empty(), where));
                    }
                    continue;
                }
                for (CandidateTest test : candidate.tests()) {
                    if (names.matches(test)
                            && filter.map(tags -> tags.matches(test.tags())).orElse(true)) {
                        groups.get(category(layer, module.module(), test))
                                .add(new TestView(unit.module(), test.className(), Optional.of(test.method()), where));
                    }
                }
            }
        }
        List<GroupView> views = new ArrayList<>();
        for (int i = 0; i < layer.categories().size(); i++) {
            views.add(new GroupView(Optional.of(layer.categories().get(i)), List.copyOf(groups.get(i))));
        }
        if (!lastOf(groups).isEmpty()) {
            views.add(new GroupView(Optional.empty(), List.copyOf(lastOf(groups))));
        }
        return new LayerView(layer.name(), layer.budget(), List.copyOf(views));
    }

    private static <T> T lastOf(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static int category(PlannedLayer layer, TestModule module, CandidateTest test) {
        return layer.categoriesOf(module).stream()
                .filter(category -> category.tags().matches(test.tags()))
                .findFirst()
                .map(layer.categories()::indexOf)
                .orElse(layer.categories().size());
    }
}
