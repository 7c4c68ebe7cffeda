package ai.netrasystems.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Configs;
import ai.netrasystems.runner.config.ProviderOrder;
import ai.netrasystems.runner.config.Requests;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What holds for every plan, whatever the files, the command line and the classes. */
@Tag("unit")
class PlannerPropertiesTest {
    private static final List<RunnerConfig> CONFIGS = List.of(
            Configs.none(),
            Configs.of(config("a | b", "b & !c", "any()", "none()")),
            Configs.of(config("a", "a", "c & d", "!(a | b)")),
            Configs.of(config("d", "none()", "!d", "a & (b | c)")));

    private static String config(String w, String x, String y, String z) {
        return """
                categories:
                  w: {tags: "%s", priority: low}
                  x: {tags: "%s", services: one}
                  y: {tags: "%s", priority: critical}
                  z: {tags: "%s", services: [two], required: true}
                layers: {first: {categories: [w, x]}, second: {categories: [y, x]}, third: {categories: z}}
                modes: {fast_feedback: {layers: [first, second]}, full: {layers: [first, second, third]}}
                """.formatted(w, x, y, z);
    }

    @Property(tries = 400)
    void the_same_arguments_give_an_equal_plan(
            @ForAll("configs") RunnerConfig config,
            @ForAll("selections") Selection selection,
            @ForAll("modules") List<TestModule> modules) {
        assertThat(plan(config, selection, modules)).isEqualTo(plan(config, selection, modules));
    }

    @Property(tries = 400)
    void a_test_is_in_at_most_one_layer(
            @ForAll("configs") RunnerConfig config,
            @ForAll("selections") Selection selection,
            @ForAll("modules") List<TestModule> modules) {
        List<PlannedLayer> layers = plan(config, selection, modules).layers();
        everyTest(modules)
                .forEach(test -> assertThat(layers.stream().filter(layer -> takes(layer, test)))
                        .hasSizeLessThanOrEqualTo(1));
    }

    @Property(tries = 400)
    void nothing_that_matches_is_lost(
            @ForAll("configs") RunnerConfig config,
            @ForAll("selections") Selection selection,
            @ForAll("modules") List<TestModule> modules) {
        RunPlan plan = plan(config, selection, modules);
        for (TestModule module : modules) {
            for (CandidateClass candidate : module.candidates()) {
                for (CandidateTest test : candidate.tests()) {
                    if (selectedByTags(config, selection, test) && selectedByName(selection, test)) {
                        assertThat(plan.layers().stream()
                                        .filter(layer -> takes(layer, test)
                                                && classes(layer, module.id()).contains(candidate.className())))
                                .as(() -> test + " in " + plan)
                                .hasSize(1);
                    }
                }
            }
        }
    }

    @Property(tries = 400)
    void what_cant_be_read_is_in_every_layer_that_its_name_may_be_in(
            @ForAll("configs") RunnerConfig config,
            @ForAll("selections") Selection selection,
            @ForAll("modules") List<TestModule> modules) {
        RunPlan plan = plan(config, selection, modules);
        for (TestModule module : modules) {
            module.candidates().stream()
                    .filter(candidate -> !candidate.tagsKnown() && selectedByName(selection, candidate.className()))
                    .forEach(candidate -> assertThat(plan.layers())
                            .allSatisfy(layer ->
                                    assertThat(classes(layer, module.id())).contains(candidate.className())));
        }
    }

    @Property(tries = 400)
    void selecting_only_narrows(
            @ForAll("configs") RunnerConfig config,
            @ForAll("selections") Selection selection,
            @ForAll("modules") List<TestModule> modules) {
        RunPlan wide = plan(config, Selection.everything(), modules);
        RunPlan narrow = plan(config, selection, modules);
        for (TestModule module : modules) {
            assertThat(allClasses(wide, module.id())).containsAll(allClasses(narrow, module.id()));
        }
    }

    @Property(tries = 400)
    void units_keep_the_order_of_modules_and_classes_and_hold_a_class_once(
            @ForAll("configs") RunnerConfig config,
            @ForAll("selections") Selection selection,
            @ForAll("modules") List<TestModule> modules) {
        List<ModuleId> order = modules.stream().map(TestModule::id).toList();
        for (PlannedLayer layer : plan(config, selection, modules).layers()) {
            if (layer.categories().isEmpty()) { // otherwise the most urgent category goes first
                assertThat(layer.units())
                        .extracting(WorkUnit::module)
                        .isSortedAccordingTo(
                                (left, right) -> Integer.compare(order.indexOf(left), order.indexOf(right)));
            }
            for (TestModule module : modules) {
                assertThat(classes(layer, module.id())).doesNotHaveDuplicates();
                List<String> scanned = module.candidates().stream()
                        .map(CandidateClass::className)
                        .toList();
                layer.units().stream()
                        .filter(unit -> unit.module().equals(module.id()))
                        .forEach(unit -> assertThat(unit.classes())
                                .isNotEmpty()
                                .isSubsetOf(scanned)
                                .isSortedAccordingTo((left, right) ->
                                        Integer.compare(scanned.indexOf(left), scanned.indexOf(right))));
            }
        }
    }

    @Property(tries = 400)
    void services_are_asked_for_exactly_when_a_unit_needs_them(
            @ForAll("configs") RunnerConfig config,
            @ForAll("selections") Selection selection,
            @ForAll("modules") List<TestModule> modules) {
        RunPlan plan = plan(config, selection, modules);
        boolean needed =
                plan.layers().stream().flatMap(layer -> layer.units().stream()).anyMatch(WorkUnit::needsEnvironment);
        assertThat(plan.services().isEmpty()).isEqualTo(!needed);
        assertThat(plan.environments()).isEqualTo(needed ? ProviderOrder.AUTO : List.of(EnvironmentKind.NONE));
    }

    @Property(tries = 400)
    void the_view_lists_what_the_plan_holds(
            @ForAll("configs") RunnerConfig config,
            @ForAll("selections") Selection selection,
            @ForAll("modules") List<TestModule> modules) {
        RunPlan plan = plan(config, selection, modules);
        PlanView view = PlanView.of(plan, modules);
        assertThat(view.tests() == 0).isEqualTo(plan.candidateClasses() == 0);
    }

    @Provide
    Arbitrary<RunnerConfig> configs() {
        return Arbitraries.of(CONFIGS);
    }

    @Provide
    Arbitrary<Selection> selections() {
        Arbitrary<List<String>> expressions =
                Arbitraries.of("a", "b | c", "!d", "none()", "a & !b").list().ofMaxSize(2);
        Arbitrary<List<String>> globs = Arbitraries.of("*", "C1", "p.C?", "*2", "C1#m1", "Nothing")
                .list()
                .ofMaxSize(2);
        Arbitrary<List<String>> classes = Arbitraries.of("p.C1", "p.C3").list().ofMaxSize(2);
        return Combinators.combine(expressions, expressions, globs, classes)
                .as((include, exclude, tests, selected) ->
                        new Selection(List.of(), include, exclude, tests, selected, List.of(), List.of(), List.of()));
    }

    @Provide
    Arbitrary<List<TestModule>> modules() {
        Arbitrary<Set<String>> tags =
                Arbitraries.of("a", "b", "c", "d", "service:one").set().ofMaxSize(3);
        Arbitrary<CandidateClass> candidate = Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        tags.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(true, true, false))
                .as((number, tests, known) -> new CandidateClass(
                        "p.C" + number, known ? Candidates.tests("p.C" + number, tests) : List.of(), known));
        Arbitrary<List<CandidateClass>> classes =
                candidate.list().uniqueElements(CandidateClass::className).ofMaxSize(5);
        return classes.list().ofMinSize(1).ofMaxSize(2).map(all -> {
            List<TestModule> modules = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                modules.add(Candidates.module("m" + (9 - i), all.get(i)));
            }
            return modules;
        });
    }

    /** Written from the contract, not from the planner: the tags that a run without narrowing by name executes. */
    private static boolean selectedByTags(RunnerConfig config, Selection selection, CandidateTest test) {
        boolean planned = config.modes().isEmpty()
                || config.categories().values().stream()
                        .filter(category -> !category.name().value().equals("z"))
                        .anyMatch(category -> matches(category.tags(), test));
        return planned
                && (selection.includeTags().isEmpty()
                        || selection.includeTags().stream().anyMatch(text -> matches(text, test)))
                && selection.excludeTags().stream().noneMatch(text -> matches(text, test));
    }

    private static boolean selectedByName(Selection selection, CandidateTest test) {
        return selectedByName(selection, test.className())
                && (selection.tests().isEmpty()
                        || selection.tests().stream()
                                .anyMatch(glob -> named(glob, test.className())
                                        && (!glob.contains("#") || glob.endsWith("#" + test.method()))));
    }

    private static boolean selectedByName(Selection selection, String className) {
        return (selection.classes().isEmpty() || selection.classes().contains(className))
                && (selection.tests().isEmpty() || selection.tests().stream().anyMatch(glob -> named(glob, className)));
    }

    private static boolean named(String glob, String className) {
        return switch (glob) {
            case "*", "p.C?" -> true;
            case "C1", "C1#m1" -> className.equals("p.C1");
            case "*2" -> className.equals("p.C2");
            default -> false;
        };
    }

    private static boolean matches(String expression, CandidateTest test) {
        return TagSyntax.reread(expression).matches(test.tags());
    }

    private static boolean takes(PlannedLayer layer, CandidateTest test) {
        return layer.filter().map(filter -> matches(filter, test)).orElse(true);
    }

    private static List<CandidateTest> everyTest(List<TestModule> modules) {
        return modules.stream()
                .flatMap(module -> module.candidates().stream())
                .flatMap(candidate -> candidate.tests().stream())
                .toList();
    }

    private static List<String> classes(PlannedLayer layer, ModuleId module) {
        return layer.units().stream()
                .filter(unit -> unit.module().equals(module))
                .flatMap(unit -> unit.classes().stream())
                .toList();
    }

    private static List<String> allClasses(RunPlan plan, ModuleId module) {
        return plan.layers().stream()
                .flatMap(layer -> classes(layer, module).stream())
                .distinct()
                .toList();
    }

    private static RunPlan plan(RunnerConfig config, Selection selection, List<TestModule> modules) {
        RunRequest request =
                Requests.plain().mode("fast_feedback").selection(selection).build();
        return Planner.plan(config, request, modules, Occasion.on(LocalDate.of(2026, 1, 1)))
                .fold(plan -> plan, problems -> {
                    throw new AssertionError(problems);
                });
    }
}
