package ai.netrasystems.runner.plan;

import static ai.netrasystems.runner.plan.Candidates.known;
import static ai.netrasystems.runner.plan.Candidates.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Configs;
import ai.netrasystems.runner.config.HowWords;
import ai.netrasystems.runner.config.Requests;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.ClassLocks.Access;
import ai.netrasystems.runner.plan.EarlierResults.EarlierTest;
import ai.netrasystems.runner.plan.ExecutionPolicy.Retries;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What options, settings, modules and earlier runs make of the plan's control part. */
@Tag("unit")
class ControlPlanTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final RunId LAST = new RunId("20260614-100000-abcdef");
    private static final TestModule CORE =
            Candidates.module("core", known("a.A", ""), known("a.B", ""), known("a.C", ""), unknown("a.D"));

    @Test
    void the_policy_is_what_options_and_files_say() {
        assertThat(plan("").policy()).isEqualTo(ExecutionPolicy.defaults());
        assertThat(plan("--fail-fast").policy().maxFailures()).contains(1);
        assertThat(plan("--max-failures 3").policy().maxFailures()).contains(3);
        assertThat(plan("--repeat 5").policy().repeat()).isEqualTo(5);
        assertThat(plan("--retries 2").policy().retries()).isEqualTo(new Retries(2, Duration.ofSeconds(1), 20));
        assertThat(plan(Configs.of("retries: {times: 1, backoff: 9s, brake: 3}"), "", CORE)
                        .policy()
                        .retries())
                .isEqualTo(new Retries(1, Duration.ofSeconds(9), 3));
    }

    @Test
    void what_is_said_of_a_flaky_test_counts_its_attempts() {
        Retries retries = new Retries(2, Duration.ZERO, 1);

        assertThat(retries.thenPassed(2)).isEqualTo("failed once, then passed (attempt 2 of 3)");
        assertThat(retries.thenPassed(3)).isEqualTo("failed twice, then passed (attempt 3 of 3)");
        assertThat(new Retries(5, Duration.ZERO, 1).thenPassed(4))
                .isEqualTo("failed 3 times, then passed (attempt 4 of 6)");
    }

    @Test
    void a_layer_that_ends_after_a_failed_category_has_units_of_one_category_each() {
        RunnerConfig config = Configs.of("""
                categories:
                  slow: {priority: low}
                  smoke: {priority: critical}
                  unit: {services: db}
                layers: {l: {categories: [slow, smoke, unit], fail-fast: category}}
                modes: {m: {layers: l}}
                default-mode: m
                """);
        TestModule module = Candidates.module(
                "core",
                known("a.Unit", "unit"),
                known("a.Mixed", "slow", "smoke unit", "unit slow"),
                unknown("a.Spec"));

        RunPlan plan = plan(config, "", module);

        assertThat(plan.layers().get(0).filter()).contains("smoke | unit | slow");
        assertThat(plan.layers().get(0).units())
                .extracting(unit -> unit.needsEnvironment() + " " + unit.classes() + " "
                        + unit.filter().orElse("-"))
                .containsExactly(
                        "false [a.Mixed, a.Spec] (smoke | unit | slow) & smoke",
                        "true [a.Unit, a.Mixed, a.Spec] (smoke | unit | slow) & unit & !smoke",
                        "false [a.Mixed, a.Spec] (smoke | unit | slow) & slow & !(smoke | unit)");
        assertThat(plan.candidateClasses()).isEqualTo(3);
        assertThat(PlanView.of(plan, List.of(module)).layers().get(0).groups())
                .extracting(group -> group.name().map(Object::toString).orElse("-")
                        + group.tests().stream().map(PlanView.TestView::label).toList())
                .containsExactly("smoke[a.Mixed#m2]", "unit[a.Unit#m1, a.Mixed#m3]", "slow[a.Mixed#m1]", "-[a.Spec]");
    }

    @Test
    void groups_of_the_build_narrow_only_where_no_runner_yml_has_categories() {
        TestModule grouped = with(
                Candidates.module("core", known("a.Fast", "fast"), known("a.Slow", "slow"), unknown("a.Spec")),
                settings(1, true, Optional.of("fast & !slow"), false));

        RunPlan alone = plan(Configs.none(), "", grouped);
        assertThat(alone.layers().get(0).filter()).isEmpty();
        assertThat(alone.layers().get(0).units()).singleElement().satisfies(unit -> {
            assertThat(unit.classes()).containsExactly("a.Fast", "a.Spec");
            assertThat(unit.filter()).contains("fast & !slow");
        });
        assertThat(alone.notes()).isEmpty();

        RunPlan replaced = plan(Configs.of("categories: {fast: {}}"), "", grouped);
        assertThat(replaced.layers().get(0).units()).singleElement().satisfies(unit -> {
            assertThat(unit.classes()).containsExactly("a.Fast", "a.Slow", "a.Spec");
            assertThat(unit.filter()).isEmpty();
        });
        assertThat(replaced.notes())
                .containsExactly("the build's groups `fast & !slow` (core) do not hold: the categories of runner.yml"
                        + " replace them");
    }

    @Test
    void groups_that_cant_be_read_are_refused_by_name() {
        TestModule broken = with(CORE, settings(1, true, Optional.of("(fast"), false));

        assertThat(Planner.plan(Configs.none(), HowWords.request(""), List.of(broken), Occasion.on(TODAY)))
                .isInstanceOfSatisfying(
                        Checked.Invalid.class,
                        refused -> assertThat(refused.problems().toString()).contains("groups of module core"));
    }

    @Test
    void failsafes_tests_are_off_and_named_until_somebody_asks_for_them() {
        TestModule unit = Candidates.module("core", known("a.CartTest", ""));
        TestModule failsafe = with(
                Candidates.module("core@it", known("a.CartIT", "slow")), settings(1, true, Optional.empty(), true));
        List<TestModule> modules = List.of(unit, failsafe);

        RunPlan off = plan(Configs.none(), Requests.plain(), modules, EarlierResults.none());
        assertThat(classes(off)).containsExactly("a.CartTest");
        assertThat(off.notes()).isEmpty();
        assertThat(PlanView.of(off, modules).notes())
                .containsExactly("category it is off: 1 class of Failsafe (core@it); `--category it` runs them");

        RunPlan asked = plan(Configs.none(), Requests.plain().categories("it"), modules, EarlierResults.none());
        assertThat(classes(asked)).containsExactly("a.CartIT");
        assertThat(asked.layers().get(0).categoriesOf(failsafe))
                .extracting(category -> category.name().value())
                .containsExactly("it");
        assertThat(asked.layers().get(0).categoriesOf(unit)).isEmpty();
        assertThat(PlanView.of(asked, modules).notes()).isEmpty();
        assertThat(PlanView.of(asked, modules).tests()).isEqualTo(1);
    }

    @Test
    void a_category_may_be_of_failsafes_tests() {
        TestModule unit = Candidates.module("core", known("a.CartTest", "slow"), known("a.FastTest", "fast"));
        TestModule failsafe = with(
                Candidates.module("core@it", known("a.CartIT", "slow"), known("a.OtherIT", "fast")),
                settings(1, true, Optional.empty(), true));
        RunnerConfig config = Configs.of("""
                categories: {fast: {}, slow: {integration: true, tags: slow, services: db}}
                layers: {one: {categories: [fast, slow]}, two: {categories: it}}
                modes: {m: {layers: [one, two]}}
                """);

        RunPlan plan = plan(config, Requests.plain().mode("m"), List.of(unit, failsafe), EarlierResults.none());

        assertThat(plan.layers().get(0).filter()).contains("fast");
        assertThat(plan.layers().get(0).units())
                .extracting(each ->
                        each.module() + " " + each.needsEnvironment() + " " + each.classes() + " " + each.filter())
                .containsExactly("core false [a.FastTest] Optional.empty", "core@it true [a.CartIT] Optional[slow]");
        assertThat(plan.layers().get(1).filter()).contains("(any() | none()) & !slow");
        assertThat(plan.layers().get(1).units())
                .extracting(each -> each.module() + " " + each.classes() + " " + each.filter())
                .containsExactly("core@it [a.OtherIT] Optional.empty");
    }

    @Test
    void workers_come_from_the_command_line_else_the_files_else_the_build() {
        TestModule forks = with(CORE, settings(3, true, Optional.empty(), false));
        RunnerConfig config = Configs.of("workers: 2");

        assertThat(dispatch(plan(Configs.none(), "", CORE))).isEqualTo(Dispatch.single());
        assertThat(dispatch(plan(Configs.none(), "", forks)).workers()).isEqualTo(3);
        assertThat(dispatch(plan(config, "", forks)).workers()).isEqualTo(2);
        assertThat(dispatch(plan(config, "--workers 1", forks))).isEqualTo(Dispatch.single());
        assertThat(dispatch(plan(config, "--workers 9", forks)).workers()).isEqualTo(4);
        assertThat(dispatch(plan(Configs.none(), "--debug", forks)).workers()).isEqualTo(1);
        assertThat(dispatch(plan(Configs.none(), "", with(CORE, settings(1, false, Optional.empty(), false)))))
                .isEqualTo(new Dispatch(1, false, Map.of(), Map.of()));
    }

    @Test
    void several_workers_get_estimates_and_locks() {
        ClassLocks locks = new ClassLocks(Map.of("port", Access.READ_WRITE), false);
        TestModule module = Candidates.module(
                "core",
                known("a.A", ""),
                new CandidateClass("a.B", Candidates.tests("a.B", List.of(Set.of())), true, locks));
        EarlierResults earlier = earlier(
                took("core", "[engine:j]/[class:a.A]/[method:m1()]", "a.A", 2),
                took("core", "[engine:j]/[class:a.A]/[nested-class:In]/[method:m()]", "a.A$In", 3),
                took("core", "[engine:j]/[class:a.Gone]/[method:m1()]", "a.Gone", 7),
                took("other", "[engine:j]/[class:a.B]/[method:m1()]", "a.B", 7));

        Dispatch dispatch = dispatch(plan(Configs.none(), HowWords.requests("--workers 2"), List.of(module), earlier));

        assertThat(dispatch)
                .isEqualTo(new Dispatch(2, true, Map.of("a.A", Duration.ofSeconds(5)), Map.of("a.B", locks)));
        assertThat(dispatch(plan(Configs.none(), HowWords.requests("--workers 2 --seed 1"), List.of(module), earlier))
                        .estimates())
                .isEmpty();
    }

    @Test
    void a_seed_orders_classes_the_same_way_whatever_else_there_is() {
        TestModule many = Candidates.module(
                "core",
                java.util.stream.IntStream.range(0, 40)
                        .mapToObj(i -> known("p.C" + i, ""))
                        .toList());
        List<String> seven = classes(plan(Configs.none(), "--seed 7", many));

        assertThat(seven)
                .containsExactlyInAnyOrderElementsOf(classes(plan(Configs.none(), "", many)))
                .isNotEqualTo(classes(plan(Configs.none(), "", many)))
                .isNotEqualTo(classes(plan(Configs.none(), "--seed 8", many)));
        assertThat(plan(Configs.none(), "--seed 7", many).policy().seed()).contains(7L);

        TestModule few = Candidates.module(
                "core",
                many.candidates().stream()
                        .filter(each -> !each.className().endsWith("3"))
                        .toList());
        assertThat(classes(plan(Configs.none(), "--seed 7", few)))
                .isEqualTo(seven.stream().filter(name -> !name.endsWith("3")).toList());
    }

    @Test
    void a_random_order_that_a_file_asks_for_tells_its_seed() {
        RunPlan plan = Planner.plan(
                        Configs.of("order: random"),
                        HowWords.request(""),
                        List.of(CORE),
                        new Occasion(TODAY, EarlierResults.none(), 4711))
                .fold(made -> made, problems -> {
                    throw new AssertionError(problems);
                });

        assertThat(plan.policy().seed()).contains(4711L);
        assertThat(plan.notes()).containsExactly("the order is random; `--seed 4711` repeats it");
        assertThat(plan(Configs.of("order: random"), "--seed 1", CORE).notes()).isEmpty();
        assertThat(classes(plan)).isEqualTo(classes(plan(Configs.none(), "--seed 4711", CORE)));
    }

    @Test
    void last_failed_runs_only_what_was_broken_and_still_exists() {
        CandidateClass cart = new CandidateClass(
                "a.Cart",
                List.of(
                        new CandidateTest("a.Cart", "adds", Set.of()),
                        new CandidateTest("a.Cart", "removes", Set.of()),
                        new CandidateTest("a.Cart$Empty", "is_empty", Set.of())),
                true);
        TestModule module =
                Candidates.module("core", cart, known("a.Fine", ""), known("a.Changed", ""), unknown("a.Spec"));
        EarlierResults earlier = earlier(
                broken("[engine:j]/[class:a.Cart]/[method:adds(int)]", "a.Cart", "a.Cart#adds(int)"),
                broken(
                        "[engine:j]/[class:a.Cart]/[nested-class:Empty]/[method:is_empty()]",
                        "a.Cart$Empty",
                        "a.Cart$Empty#is_empty()"),
                broken("[engine:j]/[class:a.Changed]/[method:gone()]", "a.Changed", "a.Changed#gone()"),
                broken("[engine:j]/[class:a.Deleted]/[method:m()]", "a.Deleted", "a.Deleted#m()"),
                broken("[engine:s]/[spec:a.Spec]/[feature:one]", "a.Spec", ""));

        RunPlan plan = plan(Configs.none(), HowWords.requests("--last-failed"), List.of(module), earlier);

        assertThat(plan.layers().get(0).units())
                .extracting(unit -> unit.classes() + " " + unit.selectors())
                .containsExactly(
                        "[a.Cart] "
                                + new TestSelectors(
                                        List.of(),
                                        List.of(
                                                "a.Cart#adds(int)",
                                                "a.Cart$Empty#is_empty()",
                                                "a.Changed#gone()",
                                                "a.Deleted#m()"),
                                        List.of()),
                        "[a.Spec] "
                                + new TestSelectors(
                                        List.of(), List.of(), List.of("[engine:s]/[spec:a.Spec]/[feature:one]")));
        assertThat(plan.notes()).containsExactly("--last-failed: 5 tests were broken in run " + LAST);
        assertThat(PlanView.of(plan, List.of(module))
                        .layers()
                        .get(0)
                        .groups()
                        .get(0)
                        .tests())
                .extracting(PlanView.TestView::label)
                .containsExactly("a.Cart#adds", "a.Cart$Empty#is_empty", "a.Spec");
    }

    @Test
    void last_failed_intersects_with_names() {
        EarlierResults earlier = earlier(
                broken("[engine:j]/[class:a.A]/[method:m1()]", "a.A", "a.A#m1()"),
                broken("[engine:j]/[class:a.B]/[method:m1()]", "a.B", "a.B#m1()"));
        Requests asked = HowWords.requests("--last-failed");
        Requests narrowed = HowWords.requests("--last-failed")
                .selection(Requests.plain()
                        .names(List.of(), List.of(), List.of("a.B#m1", "a.C#m1"), List.of(), List.of())
                        .build()
                        .selection()
                        .with(asked.build().selection().recall()));

        assertThat(classes(plan(Configs.none(), asked, List.of(CORE), earlier))).containsExactly("a.A", "a.B");
        assertThat(plan(Configs.none(), narrowed, List.of(CORE), earlier)
                        .layers()
                        .get(0)
                        .units())
                .singleElement()
                .satisfies(unit -> {
                    assertThat(unit.classes()).containsExactly("a.B");
                    assertThat(unit.selectors().methods()).containsExactly("a.B#m1()");
                });
    }

    @Test
    void last_failed_with_nothing_broken_or_recorded_plans_nothing_and_says_why() {
        RunPlan unrecorded = plan(Configs.none(), "--last-failed", CORE);
        RunPlan green = plan(
                Configs.none(),
                HowWords.requests("--last-failed"),
                List.of(CORE),
                earlier(took("core", "[engine:j]/[class:a.A]/[method:m1()]", "a.A", 1)));

        assertThat(unrecorded.candidateClasses()).isZero();
        assertThat(unrecorded.notes()).contains("--last-failed: no run of this project is recorded that ran a test");
        assertThat(green.candidateClasses()).isZero();
        assertThat(green.notes()).contains("--last-failed: no test was broken in run " + LAST);
    }

    @Test
    void a_required_category_that_last_failed_emptied_is_not_judged() {
        RunnerConfig config = Configs.of("categories: {must: {required: true}}");
        TestModule module = Candidates.module("core", known("a.A", "must"), known("a.B", ""));
        EarlierResults earlier = earlier(broken("[engine:j]/[class:a.B]/[method:m1()]", "a.B", "a.B#m1()"));

        RunPlan plan = plan(config, HowWords.requests("--last-failed"), List.of(module), earlier);

        assertThat(plan.layers().get(0).categories())
                .singleElement()
                .satisfies(must -> assertThat(must.judged()).isFalse());
        assertThat(plan(config, "", module).layers().get(0).categories().get(0).judged())
                .isTrue();
    }

    @Test
    void failed_first_puts_broken_classes_before_the_others() {
        TestModule other = Candidates.module("other", known("b.A", ""), known("b.B", ""));
        EarlierResults earlier = earlier(
                broken("[engine:j]/[class:a.C]/[method:m1()]", "a.C", "a.C#m1()"),
                new EarlierTest(
                        ModuleId.of("other"),
                        "[engine:j]/[class:b.B]/[method:m1()]",
                        "b.B",
                        Optional.of("b.B#m1()"),
                        Optional.empty(),
                        true));

        RunPlan plan = plan(
                Configs.none(),
                HowWords.requests("--failed-first"),
                List.of(Candidates.module("first", known("f.A", "")), CORE, other),
                earlier);

        assertThat(classes(plan)).containsExactly("a.C", "a.A", "a.B", "a.D", "b.B", "b.A", "f.A");
        assertThat(plan.notes()).containsExactly("--failed-first: 2 tests were broken in run " + LAST);
    }

    @Test
    void debug_takes_all_limits_out_and_says_so_where_a_file_had_some() {
        RunnerConfig config = Configs.of("""
                timeout: 1h
                test-timeout: 1m
                retries: 2
                categories: {a: {timeout: 30s}}
                layers: {l: {categories: a, budget: 10m}}
                modes: {m: {layers: l, budget: 20m}}
                """);

        RunPlan plan = plan(
                config,
                HowWords.requests("--debug").mode("m"),
                List.of(Candidates.module("core", known("a.A", "a"))),
                EarlierResults.none());

        assertThat(plan.budget()).isEmpty();
        assertThat(plan.layers().get(0).budget()).isEmpty();
        assertThat(plan.layers().get(0).testTimeout()).isEmpty();
        assertThat(plan.layers().get(0).categories().get(0).timeout()).isEmpty();
        assertThat(plan.policy().debug()).isTrue();
        assertThat(plan.policy().retries()).isEqualTo(Retries.none());
        assertThat(plan.notes())
                .containsExactly(
                        "retries 2 (runner.yml:3) is ignored: it contradicts `--debug`",
                        "under --debug no deadline and no budget of a file ends anything");
        assertThat(plan(Configs.none(), "--debug --retries 1", CORE).notes())
                .containsExactly("--retries has no effect under --debug");
    }

    @Test
    void quarantined_tests_are_known_to_the_plan() {
        RunPlan plan = plan(Configs.of("""
                quarantine:
                  - {test: "Old#*", reason: gone, until: 2026-06-14}
                  - {test: "New#one", reason: flaky, until: 2026-06-15}
                """), "", CORE);

        assertThat(plan.quarantinedTests().covers("a.New", "one(int)[2]")).isTrue();
        assertThat(plan.quarantinedTests().covers("a.New", "two")).isFalse();
        assertThat(plan.quarantinedTests().covers("a.Old", "one")).isFalse();
    }

    private static TestSettings settings(
            int forkCount, boolean reuseForks, Optional<String> groups, boolean integration) {
        return new TestSettings(forkCount, reuseForks, Map.of(), groups, integration);
    }

    private static TestModule with(TestModule module, TestSettings settings) {
        return Candidates.with(module, settings);
    }

    private static EarlierResults earlier(EarlierTest... tests) {
        return new EarlierResults(Optional.of(LAST), Arrays.asList(tests));
    }

    private static EarlierTest took(String module, String uniqueId, String className, int seconds) {
        return new EarlierTest(
                ModuleId.of(module),
                uniqueId,
                className,
                Optional.empty(),
                Optional.of(Duration.ofSeconds(seconds)),
                false);
    }

    private static EarlierTest broken(String uniqueId, String className, String method) {
        return new EarlierTest(
                ModuleId.of("core"),
                uniqueId,
                className,
                Optional.of(method).filter(text -> !text.isEmpty()),
                Optional.empty(),
                true);
    }

    private static Dispatch dispatch(RunPlan plan) {
        return plan.layers().get(0).units().get(0).dispatch();
    }

    private static List<String> classes(RunPlan plan) {
        return plan.layers().stream()
                .flatMap(layer -> layer.units().stream())
                .map(WorkUnit::classes)
                .flatMap(List::stream)
                .toList();
    }

    private static RunPlan plan(String options) {
        return plan(Configs.none(), options, CORE);
    }

    private static RunPlan plan(RunnerConfig config, String options, TestModule module) {
        return plan(config, HowWords.requests(options), List.of(module), EarlierResults.none());
    }

    private static RunPlan plan(
            RunnerConfig config, Requests requests, List<TestModule> modules, EarlierResults earlier) {
        return Planner.plan(config, requests.build(), modules, new Occasion(TODAY, earlier, 0))
                .fold(plan -> plan, problems -> {
                    throw new AssertionError(problems);
                });
    }
}
