package ai.netrasystems.runner.plan;

import static ai.netrasystems.runner.plan.Candidates.known;
import static ai.netrasystems.runner.plan.Candidates.module;
import static ai.netrasystems.runner.plan.Candidates.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Configs;
import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.config.Requests;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.RunPlan.PlannedCategory;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PlannerTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final RunnerConfig CONFIG = Configs.of("""
            test-timeout: 30s
            timeout: 2h
            categories:
              unit: {timeout: 120s, priority: high}
              smoke: {priority: critical}
              golden_path: {services: [backend, auth], required: true, priority: critical, impact: never break}
              e2e: {services: frontend}
            layers:
              fast: {categories: [unit, smoke, golden_path], budget: 5 min, fail-fast: immediate}
              slow: {categories: [e2e], budget: 30 min}
            modes:
              fast_feedback: {layers: fast, budget: 10 min}
              nightly: {layers: [fast, slow]}
            quarantine:
              - {test: Old*, reason: gone, until: 2026-06-14}
              - {test: Now*, reason: flaky, until: 2026-06-15}
            """);
    private static final TestModule CORE = module(
            "core",
            known("a.UnitTest", "unit"),
            known("a.GoldenPathTest", "golden_path e2e", "golden_path e2e"),
            known("a.SmokeTest", "smoke"),
            known("a.E2eTest", "e2e"),
            known("a.BothTest", "unit", "e2e"),
            known("a.PlainTest", ""));

    @Test
    void a_mode_gives_its_layers_in_order_each_test_once() {
        RunPlan plan = plan(Requests.plain().mode("nightly"));

        assertThat(plan.layers()).extracting(layer -> layer.name().value()).containsExactly("fast", "slow");
        assertThat(plan.layers().get(0).categories())
                .extracting(category -> category.name().value())
                .containsExactly("smoke", "golden_path", "unit");
        assertThat(plan.layers().get(0).filter()).contains("smoke | golden_path | unit");
        assertThat(plan.layers().get(1).filter()).contains("e2e & !(smoke | golden_path | unit)");
        assertThat(units(plan, 0))
                .containsExactly(
                        unit("core", false, "a.UnitTest", "a.SmokeTest", "a.BothTest"),
                        unit("core", true, "a.GoldenPathTest"));
        assertThat(units(plan, 1)).containsExactly(unit("core", true, "a.E2eTest", "a.BothTest"));
        assertThat(plan.services()).extracting(ServiceName::value).containsExactly("auth", "backend", "frontend");
        assertThat(plan.environments())
                .containsExactly(EnvironmentKind.CONTAINERS, EnvironmentKind.STAGING, EnvironmentKind.LOCAL);
        assertThat(plan.fallback()).isEqualTo(Fallback.ANY);
    }

    @Test
    void the_unit_with_the_most_urgent_category_goes_first() {
        TestModule units = module("a-units", known("a.UnitTest", "unit"));
        TestModule smokes = module("b-smokes", known("b.SmokeTest", "smoke"));

        RunPlan plan = plan(CONFIG, Requests.plain().mode("nightly"), List.of(units, smokes));

        assertThat(units(plan, 0))
                .containsExactly(unit("b-smokes", false, "b.SmokeTest"), unit("a-units", false, "a.UnitTest"));
    }

    @Test
    void without_a_mode_there_is_one_layer_with_everything_and_all_categories() {
        RunPlan plan = plan(Requests.plain());

        assertThat(plan.mode()).isEmpty();
        PlannedLayer all = plan.layers().get(0);
        assertThat(all.name()).hasToString("all");
        assertThat(all.filter()).isEmpty();
        assertThat(all.testTimeout()).contains(Duration.ofSeconds(30));
        assertThat(all.categories())
                .extracting(category -> category.name().value())
                .containsExactly("smoke", "golden_path", "unit", "e2e");
        assertThat(units(plan, 0))
                .containsExactly(
                        unit("core", false, "a.UnitTest", "a.SmokeTest", "a.PlainTest"),
                        unit("core", true, "a.GoldenPathTest", "a.E2eTest", "a.BothTest"));
    }

    @Test
    void without_runner_yml_everything_runs_without_services_and_fast_feedback_is_capped() {
        RunPlan plain = plan(Configs.none(), Requests.plain(), List.of(CORE));
        RunPlan capped = plan(Configs.none(), Requests.plain().mode("fast_feedback"), List.of(CORE));

        assertThat(plain.environments()).containsExactly(EnvironmentKind.NONE);
        assertThat(plain.layers()).singleElement().satisfies(layer -> {
            assertThat(layer.budget()).isEmpty();
            assertThat(layer.testTimeout()).isEmpty();
            assertThat(layer.units()).hasSize(1);
        });
        assertThat(capped.mode()).contains(new ModeName("fast_feedback"));
        assertThat(capped.layers().get(0).budget()).contains(Duration.ofMinutes(5));
    }

    @Test
    void category_narrows_the_layers_and_a_left_out_required_one_is_noted() {
        RunPlan plan = plan(Requests.plain().mode("nightly").categories("e2e"));

        assertThat(plan.layers()).extracting(layer -> layer.name().value()).containsExactly("slow");
        assertThat(plan.layers().get(0).filter()).contains("e2e");
        assertThat(units(plan, 0)).containsExactly(unit("core", true, "a.GoldenPathTest", "a.E2eTest", "a.BothTest"));
        assertThat(plan.notes())
                .containsExactly("required category golden_path is not run: `--category` leaves it out");
    }

    @Test
    void a_default_mode_gives_way_to_a_category_that_it_lacks() {
        RunnerConfig config = Configs.of("""
                default-mode: quick
                categories: {a: {}, b: {}}
                layers: {one: {categories: a}}
                modes: {quick: {layers: one}}
                """);

        assertThat(plan(config, Requests.plain(), List.of(CORE)).mode()).contains(new ModeName("quick"));
        RunPlan given = plan(config, Requests.plain().categories("b"), List.of(CORE));
        assertThat(given.mode()).isEmpty();
        assertThat(given.layers().get(0).filter()).contains("b");
        assertThat(given.notes())
                .contains("default-mode quick is ignored: it lacks a category that `--category` asks for");
    }

    @Test
    void tags_of_the_command_line_are_part_of_every_layers_filter() {
        RunPlan plan = plan(Requests.plain().mode("nightly").tags(List.of("unit", "e2e"), List.of("golden_path | x")));

        assertThat(plan.layers().get(0).filter())
                .contains("(smoke | golden_path | unit) & (unit | e2e) & !(golden_path | x)");
        assertThat(units(plan, 0)).containsExactly(unit("core", false, "a.UnitTest", "a.BothTest"));
    }

    @Test
    void a_glob_narrows_classes_and_goes_on_to_the_worker() {
        RunPlan plan = plan(Requests.plain().tests("*PathTest#m?"));

        assertThat(plan.layers().get(0).units())
                .containsExactly(new WorkUnit(
                        CORE.id(),
                        true,
                        List.of("a.GoldenPathTest"),
                        new TestSelectors(List.of("*PathTest#m?"), List.of(), List.of()),
                        Optional.empty(),
                        Dispatch.single()));
    }

    @Test
    void each_selector_narrows_by_name() {
        CandidateClass outer = new CandidateClass(
                "b.Outer",
                List.of(
                        new CandidateTest("b.Outer", "one", Set.of()),
                        new CandidateTest("b.Outer$Inner", "two", Set.of())),
                true);
        List<TestModule> modules = List.of(CORE, module("other", outer, unknown("b.c.Spec")));

        assertThat(selected(modules, Requests.plain().tests("Inner"))).containsExactly("b.Outer");
        assertThat(selected(modules, Requests.plain().tests("Outer#two"))).containsExactly("b.Outer");
        assertThat(selected(modules, Requests.plain().tests("b.*"))).containsExactly("b.Outer", "b.c.Spec");
        assertThat(selected(modules, Requests.plain().tests("Spec#any thing"))).containsExactly("b.c.Spec");
        assertThat(selected(modules, Requests.plain().tests("Inner#one"))).isEmpty();
        assertThat(selected(modules, names(List.of("b.Outer"), List.of(), List.of(), List.of())))
                .containsExactly("b.Outer");
        assertThat(selected(modules, names(List.of(), List.of("b.Outer$Inner#two(int)"), List.of(), List.of())))
                .containsExactly("b.Outer");
        assertThat(selected(modules, names(List.of(), List.of("b.c.Spec#x"), List.of(), List.of())))
                .containsExactly("b.c.Spec");
        assertThat(selected(modules, names(List.of(), List.of(), List.of("b"), List.of())))
                .containsExactly("b.Outer", "b.c.Spec");
        assertThat(selected(
                        modules,
                        names(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of("[engine:junit-jupiter]/[class:b.Outer]/[nested-class:Inner]"))))
                .containsExactly("b.Outer");
    }

    @Test
    void a_nested_class_of_select_class_goes_on_as_a_glob() {
        TestModule nested = module(
                "m", new CandidateClass("b.Outer", List.of(new CandidateTest("b.Outer$Inner", "two", Set.of())), true));

        RunPlan plan = plan(CONFIG, names(List.of("b.Outer$Inner"), List.of(), List.of(), List.of()), List.of(nested));

        assertThat(plan.layers().get(0).units())
                .singleElement()
                .satisfies(unit ->
                        assertThat(unit.selectors().tests()).containsExactly("b.Outer$Inner", "b.Outer$Inner$*"));
    }

    @Test
    void a_service_tag_alone_needs_an_environment() {
        RunPlan plan = plan(
                CONFIG,
                Requests.plain().mode("fast_feedback"),
                List.of(module("m", known("a.T", "unit service:redis"))));

        assertThat(plan.services()).containsExactly(new ServiceName("redis"));
        assertThat(plan.layers().get(0).units())
                .singleElement()
                .satisfies(unit -> assertThat(unit.needsEnvironment()).isTrue());
    }

    @Test
    void a_class_that_cant_be_read_may_be_of_any_category_of_its_layer() {
        List<TestModule> modules = List.of(module("m", unknown("a.Spec")));

        assertThat(plan(CONFIG, Requests.plain().mode("nightly"), modules).layers())
                .allSatisfy(layer -> assertThat(layer.units())
                        .singleElement()
                        .satisfies(unit -> assertThat(unit.needsEnvironment()).isTrue()));
        RunPlan unit = plan(CONFIG, Requests.plain().categories("unit"), modules);
        assertThat(unit.services()).isEmpty();
        assertThat(unit.layers().get(0).units())
                .singleElement()
                .satisfies(work -> assertThat(work.needsEnvironment()).isFalse());
    }

    @Test
    void no_docker_starts_nothing_and_runs_all_classes_in_none() {
        RunPlan plan = plan(Requests.plain().mode("fast_feedback").noDocker());

        assertThat(plan.servicesForbidden()).isTrue();
        assertThat(plan.services()).isEmpty();
        assertThat(plan.environments()).containsExactly(EnvironmentKind.NONE);
        assertThat(units(plan, 0))
                .containsExactly(unit("core", false, "a.UnitTest", "a.GoldenPathTest", "a.SmokeTest", "a.BothTest"));
    }

    @Test
    void where_a_run_may_go_is_part_of_the_plan() {
        RunPlan asked = plan(Requests.plain().environment(EnvironmentChoice.LOCAL));
        assertThat(asked.environments()).containsExactly(EnvironmentKind.LOCAL);
        assertThat(asked.fallback()).isEqualTo(Fallback.NEVER);
        RunPlan bypass = plan(Requests.plain()
                .dockerBypass()
                .environment(EnvironmentChoice.STAGING)
                .fallback(Fallback.ANY));
        assertThat(bypass.environments()).containsExactly(EnvironmentKind.STAGING, EnvironmentKind.LOCAL);
        assertThat(bypass.fallback()).isEqualTo(Fallback.ANY);
        RunPlan unserved = plan(Requests.plain().categories("unit").fallback(Fallback.ANY));
        assertThat(unserved.environments()).containsExactly(EnvironmentKind.NONE);
        assertThat(unserved.fallback()).isEqualTo(Fallback.NEVER);
    }

    @Test
    void staging_e2e_alone_is_category_e2e_on_staging() {
        RunPlan plan = plan(Requests.plain().stagingE2e());

        assertThat(plan.environments()).containsExactly(EnvironmentKind.STAGING);
        assertThat(plan.fallback()).isEqualTo(Fallback.NEVER);
        assertThat(plan.layers().get(0).filter()).contains("e2e");
        assertThat(units(plan, 0)).containsExactly(unit("core", true, "a.GoldenPathTest", "a.E2eTest", "a.BothTest"));
        assertThat(plan.notes())
                .containsExactly("required category golden_path is not run: `--staging-e2e` leaves it out");
    }

    @Test
    void staging_e2e_in_a_mode_keeps_its_layers_and_of_those_the_tests_also_in_e2e() {
        RunPlan plan = plan(Requests.plain().mode("nightly").stagingE2e());

        assertThat(plan.layers())
                .extracting(PlannedLayer::filter)
                .containsExactly(
                        Optional.of("(smoke | golden_path | unit) & e2e"),
                        Optional.of("e2e & !(smoke | golden_path | unit) & e2e"));
        assertThat(units(plan, 0)).containsExactly(unit("core", true, "a.GoldenPathTest"));
        assertThat(units(plan, 1)).containsExactly(unit("core", true, "a.E2eTest", "a.BothTest"));
        assertThat(plan.environments()).containsExactly(EnvironmentKind.STAGING);
    }

    @Test
    void staging_e2e_with_a_category_runs_that_instead_of_e2e() {
        RunPlan plan = plan(Requests.plain().stagingE2e().categories("golden_path"));

        assertThat(plan.layers().get(0).filter()).contains("golden_path");
        assertThat(plan.environments()).containsExactly(EnvironmentKind.STAGING);
        RunPlan inMode = plan(Requests.plain().stagingE2e().mode("nightly").categories("golden_path"));
        assertThat(inMode.layers()).extracting(PlannedLayer::filter).containsExactly(Optional.of("golden_path"));
    }

    @Test
    void required_is_not_judged_where_staging_e2e_emptied_the_category() {
        RunnerConfig config = Configs.of("""
                categories: {smoke: {required: true}, golden_path: {required: true, services: x}, e2e: {services: x}}
                layers: {one: {categories: [smoke, golden_path]}}
                modes: {quick: {layers: one}}
                """);
        RunPlan narrowed = plan(config, Requests.plain().mode("quick").stagingE2e(), List.of(CORE));
        assertThat(narrowed.layers().get(0).categories())
                .extracting(category -> category.name() + " " + category.judged())
                .containsExactly("smoke false", "golden_path true");
    }

    @Test
    void a_default_mode_gives_way_to_staging_e2e_where_it_lacks_that_category() {
        RunnerConfig config = Configs.of("""
                default-mode: quick
                categories: {unit: {}, e2e: {services: x}}
                layers: {one: {categories: unit}}
                modes: {quick: {layers: one}}
                """);
        assertThat(plan(config, Requests.plain().stagingE2e(), List.of(CORE)).notes())
                .containsExactly("default-mode quick is ignored: it lacks a category that `--staging-e2e` asks for");
    }

    @Test
    void a_files_setting_that_contradicts_an_option_is_ignored_with_one_line() {
        RunnerConfig config = Configs.of("""
                fallback: any
                environment: {provider: containers}
                categories: {e2e: {services: x}}
                """);
        RunPlan plan = plan(config, Requests.plain().stagingE2e(), List.of(CORE));
        assertThat(plan.notes())
                .containsExactly(
                        "environment.provider containers (runner.yml:2) is ignored: it contradicts `--staging-e2e`",
                        "fallback any (runner.yml:1) is ignored: it contradicts `--staging-e2e`");
        assertThat(plan(config, Requests.plain().stagingE2e().tests("UnitTest"), List.of(CORE))
                        .notes())
                .as("nothing to say where no test needs a service")
                .noneMatch(note -> note.contains("ignored"));
    }

    @Test
    void skip_health_check_without_staging_is_a_note() {
        String note = "--skip-health-check has no effect: staging is not tried";
        assertThat(plan(Requests.plain().skipHealthCheck().environment(EnvironmentChoice.LOCAL))
                        .notes())
                .contains(note);
        assertThat(plan(Requests.plain().skipHealthCheck().noDocker()).notes()).contains(note);
        assertThat(plan(Requests.plain().skipHealthCheck()).notes()).doesNotContain(note);
    }

    @Test
    void required_is_judged_unless_the_command_line_emptied_the_category() {
        assertThat(judged(Requests.plain().mode("fast_feedback"))).isTrue();
        assertThat(judged(Requests.plain().mode("fast_feedback").noDocker())).isFalse();
        assertThat(judged(Requests.plain().mode("fast_feedback").tests("UnitTest")))
                .isFalse();
        assertThat(judged(Requests.plain().mode("fast_feedback").tests("GoldenPath*")))
                .isTrue();
        assertThat(judged(Requests.plain().mode("fast_feedback").tags(List.of(), List.of("golden_path"))))
                .isFalse();
        assertThat(judged(Requests.plain().mode("fast_feedback").categories("golden_path")))
                .isTrue();
    }

    @Test
    void a_required_category_that_never_had_a_test_is_judged_whatever_narrows() {
        RunPlan plan = plan(
                CONFIG,
                Requests.plain().mode("fast_feedback").tests("UnitTest"),
                List.of(module("m", known("a.UnitTest", "unit"))));

        assertThat(golden(plan).judged()).isTrue();
    }

    @Test
    void timeouts_and_budgets_come_from_the_nearest_and_the_command_line_wins() {
        RunPlan files = plan(Requests.plain().mode("fast_feedback"));
        RunPlan given = plan(Requests.plain()
                .mode("fast_feedback")
                .timeouts(Optional.of(Duration.ofSeconds(10)), Optional.of(Duration.ofMinutes(1))));

        assertThat(files.budget()).contains(Duration.ofMinutes(10));
        assertThat(files.layers().get(0).budget()).contains(Duration.ofMinutes(5));
        assertThat(files.layers().get(0).categories())
                .extracting(PlannedCategory::timeout)
                .containsExactly(
                        Optional.of(Duration.ofSeconds(30)),
                        Optional.of(Duration.ofSeconds(30)),
                        Optional.of(Duration.ofSeconds(120)));
        assertThat(given.budget()).contains(Duration.ofMinutes(1));
        assertThat(given.layers().get(0).budget()).contains(Duration.ofMinutes(1));
        assertThat(given.layers().get(0).categories())
                .extracting(PlannedCategory::timeout)
                .containsOnly(Optional.of(Duration.ofSeconds(10)));
    }

    @Test
    void a_longer_test_timeout_than_the_files_budget_is_noted() {
        assertThat(plan(Requests.plain()
                                .mode("fast_feedback")
                                .timeouts(Optional.of(Duration.ofMinutes(6)), Optional.empty()))
                        .notes())
                .containsExactly("--test-timeout 6m is longer than the budget of layer fast (5m), which ends first");
    }

    @Test
    void quarantine_holds_up_to_and_including_its_day() {
        assertThat(plan(Requests.plain()).quarantine())
                .extracting(RunnerConfig.Quarantine::test)
                .containsExactly("Now*");
    }

    @Test
    void a_selection_without_a_candidate_is_a_plan_without_units_that_says_so() {
        RunPlan plan = plan(Requests.plain().mode("fast_feedback").tests("Nothing*"));

        assertThat(plan.candidateClasses()).isZero();
        assertThat(plan.environments()).containsExactly(EnvironmentKind.NONE);
        assertThat(plan.notes())
                .containsExactly("no test class matches the selection; categories without a candidate: smoke,"
                        + " golden_path, unit");
    }

    @Test
    void an_unknown_category_is_a_problem_not_a_plan() {
        assertThat(Planner.plan(CONFIG, Requests.plain().categories("unti").build(), List.of(CORE), Occasion.on(TODAY)))
                .isInstanceOf(Checked.Invalid.class);
    }

    @Test
    void the_view_shows_each_test_in_its_category_with_its_environment() {
        List<TestModule> modules = List.of(CORE, module("other", unknown("b.Spec")));
        RunPlan plan = plan(CONFIG, Requests.plain().mode("fast_feedback"), modules);

        PlanView view = PlanView.of(plan, modules);

        assertThat(view.tests()).isEqualTo(6);
        assertThat(view.layers().get(0).groups())
                .extracting(group -> group.name().map(Object::toString).orElse("-")
                        + group.tests().stream()
                                .map(test -> " " + test.label() + "@"
                                        + test.environment().label())
                                .toList())
                .containsExactly(
                        "smoke[ a.SmokeTest#m1@none]",
                        "golden_path[ a.GoldenPathTest#m1@containers,  a.GoldenPathTest#m2@containers]",
                        "unit[ a.UnitTest#m1@none,  a.BothTest#m1@none]",
                        "-[ b.Spec@containers]");
    }

    private static Requests names(
            List<String> classes, List<String> methods, List<String> packages, List<String> uniqueIds) {
        return Requests.plain().names(List.of(), classes, methods, packages, uniqueIds);
    }

    private static List<String> selected(List<TestModule> modules, Requests requests) {
        return plan(CONFIG, requests, modules).layers().get(0).units().stream()
                .flatMap(unit -> unit.classes().stream())
                .toList();
    }

    private static boolean judged(Requests requests) {
        return golden(plan(requests)).judged();
    }

    private static PlannedCategory golden(RunPlan plan) {
        return plan.layers().get(0).categories().stream()
                .filter(category -> category.name().value().equals("golden_path"))
                .findFirst()
                .orElseThrow();
    }

    private static String unit(String module, boolean needsEnvironment, String... classes) {
        return module + " " + needsEnvironment + " " + List.of(classes);
    }

    private static List<String> units(RunPlan plan, int layer) {
        return plan.layers().get(layer).units().stream()
                .map(unit -> unit.module() + " " + unit.needsEnvironment() + " " + unit.classes())
                .toList();
    }

    private static RunPlan plan(Requests requests) {
        return plan(CONFIG, requests, List.of(CORE));
    }

    private static RunPlan plan(RunnerConfig config, Requests requests, List<TestModule> modules) {
        RunRequest request = requests.build();
        return Planner.plan(config, request, modules, Occasion.on(TODAY)).fold(plan -> plan, problems -> {
            throw new AssertionError(problems);
        });
    }
}
