package ai.netrasystems.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Configs;
import ai.netrasystems.runner.config.HowWords;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.ClassLocks.Access;
import ai.netrasystems.runner.plan.EarlierResults.EarlierTest;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Order, splitting and dealing out never lose a test, double one or bring one in. */
@Tag("unit")
class ControlPlanPropertiesTest {
    private static final List<String> CONFIGS = List.of("", """
            categories: {a: {priority: low}, b: {tags: "b | c", services: one}, it: {tags: "!d"}}
            """, """
            categories: {a: {}, b: {tags: "b | c", priority: low}, i: {integration: true, tags: a}, j: {integration: true}}
            layers: {one: {categories: [b, i, a]}, two: {categories: [j, b]}, three: {categories: it}}
            modes: {m: {layers: [one, two, three]}}
            default-mode: m
            """, """
            categories: {x: {tags: "any()"}, y: {tags: "none()", services: one}, z: {tags: "!(a | b)"}}
            layers: {one: {categories: [z, y]}, two: {categories: [y, x, it]}}
            modes: {m: {layers: [one, two]}}
            default-mode: m
            """);

    /** A test of a module and class that a worker would be told to run. */
    private record Planned(TestModule module, CandidateTest test) {}

    @Property(tries = 300)
    void the_same_arguments_give_an_equal_plan(
            @ForAll("configs") String config,
            @ForAll("options") String options,
            @ForAll("modules") List<TestModule> modules,
            @ForAll("broken") Set<String> broken) {
        assertThat(plan(split(config), options, modules, broken))
                .isEqualTo(plan(split(config), options, modules, broken));
    }

    @Property(tries = 300)
    void each_test_is_planned_once_however_it_is_ordered_split_and_dealt_out(
            @ForAll("configs") String config,
            @ForAll("options") String options,
            @ForAll("modules") List<TestModule> modules,
            @ForAll("broken") Set<String> broken) {
        List<Planned> plain = planned(plan(Configs.of(config), "", modules, Set.of()), modules);
        List<Planned> ordered = planned(plan(split(config), options, modules, broken), modules);

        assertThat(plain).doesNotHaveDuplicates();
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(plain);
    }

    @Property(tries = 300)
    void last_failed_plans_those_tests_that_were_broken(
            @ForAll("configs") String config,
            @ForAll("modules") List<TestModule> modules,
            @ForAll("broken") Set<String> broken) {
        List<Planned> plain = planned(plan(Configs.of(config), "", modules, Set.of()), modules);
        List<Planned> again = planned(plan(split(config), "--last-failed --workers 2", modules, broken), modules);

        assertThat(again)
                .containsExactlyInAnyOrderElementsOf(plain.stream()
                        .filter(each -> broken.contains(
                                each.test().className() + "#" + each.test().method()))
                        .toList());
    }

    @Property(tries = 300)
    void no_unit_has_more_workers_than_classes_and_locks_are_of_its_own(
            @ForAll("configs") String config,
            @ForAll("options") String options,
            @ForAll("modules") List<TestModule> modules,
            @ForAll("broken") Set<String> broken) {
        for (PlannedLayer layer : plan(split(config), options, modules, broken).layers()) {
            for (WorkUnit unit : layer.units()) {
                assertThat(unit.dispatch().workers())
                        .isBetween(1, unit.classes().size());
                assertThat(unit.classes())
                        .doesNotHaveDuplicates()
                        .containsAll(unit.dispatch().locks().keySet())
                        .containsAll(unit.dispatch().estimates().keySet());
            }
        }
    }

    @Property(tries = 300)
    void units_of_one_category_stand_together(
            @ForAll("configs") String config,
            @ForAll("options") String options,
            @ForAll("modules") List<TestModule> modules,
            @ForAll("broken") Set<String> broken) {
        List<PlannedLayer> layers = plan(split(config), options, modules, broken).layers().stream()
                .filter(layer -> layer.failFast() == FailFast.CATEGORY)
                .toList();
        for (PlannedLayer layer : layers) {
            List<String> order = new ArrayList<>();
            for (WorkUnit unit : layer.units()) {
                String filter = unit.filter().orElse("");
                if (order.isEmpty() || !order.get(order.size() - 1).equals(filter)) {
                    order.add(filter);
                }
            }
            assertThat(order).doesNotHaveDuplicates();
        }
    }

    @Provide
    Arbitrary<String> configs() {
        return Arbitraries.of(CONFIGS);
    }

    @Provide
    Arbitrary<String> options() {
        return Arbitraries.of(
                "", "--seed 1", "--seed -99 --workers 3", "--failed-first", "--failed-first --seed 5", "--workers 2");
    }

    @Provide
    Arbitrary<Set<String>> broken() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 4))
                .as((number, test) -> "p.C" + number + "#m" + test)
                .set()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<TestModule>> modules() {
        Arbitrary<Set<String>> tags = Arbitraries.of("a", "b", "c", "d").set().ofMaxSize(3);
        Arbitrary<CandidateClass> candidate = Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        tags.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as((number, tests, locked) -> new CandidateClass(
                        "p.C" + number,
                        Candidates.tests("p.C" + number, tests),
                        true,
                        locked ? new ClassLocks(Map.of("r", Access.READ), false) : ClassLocks.none()));
        Arbitrary<TestSettings> settings = Combinators.combine(
                        Arbitraries.integers().between(1, 3), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as((forks, reuse, integration) ->
                        new TestSettings(forks, reuse, Map.of(), Optional.empty(), integration));
        return Combinators.combine(
                        candidate
                                .list()
                                .uniqueElements(CandidateClass::className)
                                .ofMaxSize(5),
                        settings)
                .as((classes, how) -> Candidates.with(Candidates.module("m", classes), how))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(ControlPlanPropertiesTest::renamed);
    }

    private static List<TestModule> renamed(List<TestModule> modules) {
        List<TestModule> renamed = new ArrayList<>();
        for (int i = 0; i < modules.size(); i++) {
            renamed.add(Candidates.with(
                    Candidates.module("m" + i, modules.get(i).candidates()),
                    modules.get(i).tests()));
        }
        return renamed;
    }

    /** The same configuration whose layers end after a failed category. */
    private static RunnerConfig split(String config) {
        return Configs.of(config.replaceAll("(one|two|three): \\{", "$1: {fail-fast: category, "));
    }

    /** Written from the contract of {@link WorkUnit}: what workers that are told this would run. */
    private static List<Planned> planned(RunPlan plan, List<TestModule> modules) {
        List<Planned> planned = new ArrayList<>();
        for (PlannedLayer layer : plan.layers()) {
            for (WorkUnit unit : layer.units()) {
                TestModule module = modules.stream()
                        .filter(each -> each.id().equals(unit.module()))
                        .findFirst()
                        .orElseThrow();
                Set<String> classes = new HashSet<>(unit.classes());
                Optional<TagSyntax> filter = unit.filter().or(layer::filter).map(TagSyntax::reread);
                module.candidates().stream()
                        .filter(candidate -> classes.contains(candidate.className()))
                        .flatMap(candidate -> candidate.tests().stream())
                        .filter(test ->
                                filter.map(tags -> tags.matches(test.tags())).orElse(true))
                        .filter(test -> unit.selectors().methods().isEmpty()
                                || unit.selectors().methods().contains(test.className() + "#" + test.method() + "()"))
                        .forEach(test -> planned.add(new Planned(module, test)));
            }
        }
        return planned;
    }

    private static RunPlan plan(RunnerConfig config, String options, List<TestModule> modules, Set<String> broken) {
        List<EarlierTest> tests = new ArrayList<>();
        for (TestModule module : modules) {
            for (String name : broken) {
                String className = name.substring(0, name.indexOf('#'));
                String method = name + "()";
                tests.add(new EarlierTest(
                        module.id(),
                        "[engine:junit-jupiter]/[class:" + className + "]/[method:" + method + "]",
                        className,
                        Optional.of(method),
                        Optional.of(Duration.ofMillis(name.hashCode() & 0xfff)),
                        true));
            }
        }
        Occasion occasion =
                new Occasion(LocalDate.of(2026, 1, 1), new EarlierResults(Optional.of(new RunId("r")), tests), 0);
        return Planner.plan(config, HowWords.request(options), modules, occasion)
                .fold(plan -> plan, problems -> {
                    throw new AssertionError(problems);
                });
    }
}
