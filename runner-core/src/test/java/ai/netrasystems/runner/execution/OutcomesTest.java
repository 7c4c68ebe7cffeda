package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import ai.netrasystems.runner.report.RunVerdict;
import ai.netrasystems.runner.report.Tally;
import ai.netrasystems.runner.report.Verdict;
import ai.netrasystems.runner.report.VerdictRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "5.14.1", "6.1.3"})
    void every_kind_of_test_gets_its_outcome_on_every_platform(String junit) {
        Fixture fixture = new Fixture(junit, folder, "Outcomes", "DisabledClass", "BrokenSetUp");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        Map<String, String> outcomes = fixture.events.outcomes();
        assertThat(outcomes)
                .contains(
                        entry("Outcomes#passes()", "passed"),
                        entry("Outcomes#fails()", "failed"),
                        entry("Outcomes#aborts()", "aborted"),
                        entry("Outcomes#isDisabled()", "skipped"),
                        entry("Outcomes#injected(org.junit.jupiter.api.TestInfo)", "passed"),
                        entry("Outcomes#disabledTemplate(int)", "skipped"),
                        entry("Outcomes#makes()[1:" + TestNames.hash("plain") + "]", "passed"),
                        entry(
                                "Outcomes#makes()[2:" + TestNames.hash("group") + "][1:" + TestNames.hash("inner")
                                        + "]",
                                "passed"),
                        entry("Outcomes$Inner#nested()", "passed"),
                        entry("DisabledClass#one()", "skipped"),
                        entry("DisabledClass#two()", "skipped"),
                        entry("BrokenSetUp#never()", "not-run"))
                .hasSize(16)
                .doesNotContainValue("NONE");
        assertThat(outcomes.keySet())
                .filteredOn(id -> id.startsWith("Outcomes#takesArrays(java.lang.String,int[])["))
                .hasSize(2);
        assertThat(fixture.events.of(TestFinished.class)).hasSize(16);
        assertThat(fixture.events.of(DefectFound.class)).isEmpty();
        assertThat(fixture.events.of(DiscoveryProblem.class)).isEmpty();
        assertThat(fixture.events.of(ContainerFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.failure().message()).isEqualTo("no set-up"));
        assertThat(fixture.events.finished("BrokenSetUp#never()").reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no set-up"));
        assertThat(fixture.events.finished("DisabledClass#one()").reason()).contains("whole class");
        assertThat(fixture.events.finished("Outcomes#aborts()").reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no such machine"));
    }

    @Test
    void a_failed_assertion_carries_what_was_wanted_and_got() {
        Fixture fixture = new Fixture("5.8.2", folder, "Outcomes");
        fixture.selectors = new TestSelectors(List.of("Outcomes#fa?ls"), List.of(), List.of());

        fixture.run();

        assertThat(fixture.events.outcomes()).containsExactly(entry("Outcomes#fails()", "failed"));
        assertThat(fixture.events.finished("Outcomes#fails()").failure()).hasValueSatisfying(failure -> {
            assertThat(failure.type()).isEqualTo("org.opentest4j.AssertionFailedError");
            assertThat(failure.message()).contains("they differ");
            assertThat(failure.expected()).contains("wanted");
            assertThat(failure.actual()).contains("got");
            assertThat(failure.stackTrace()).contains("fixtures.Outcomes.fails");
        });
    }

    @Test
    void names_in_xml_are_those_of_surefire() {
        Fixture fixture = new Fixture("6.1.3", folder, "Outcomes");

        fixture.run();

        Map<String, String> names = fixture.events.of(TestsDiscovered.class).stream()
                .flatMap(event -> event.tests().stream())
                .filter(test -> !test.container())
                .collect(Collectors.toMap(
                        test -> Events.brief(test.id()), DiscoveredTest::xmlName, (first, second) -> second));
        assertThat(names)
                .contains(
                        entry("Outcomes#passes()", "passes"),
                        entry("Outcomes#injected(org.junit.jupiter.api.TestInfo)", "injected(TestInfo)"))
                .containsValues("takesArrays(String, int[])[2]", "repeats()[1]", "makes()[1]");
        assertThat(fixture.events.of(TestsDiscovered.class).get(0).tests())
                .filteredOn(test -> test.xmlName().equals("nested"))
                .singleElement()
                .satisfies(test -> {
                    assertThat(test.className()).isEqualTo("fixtures.Outcomes$Inner");
                    assertThat(test.names()).containsExactly("Outcomes", "Inner", "nested()");
                });
    }

    @Test
    void a_project_of_junit_4_alone_runs_with_an_added_engine() {
        Fixture fixture = new Fixture("junit4", folder, "Old");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes())
                .containsOnly(
                        entry("Old#passes()", "passed"),
                        entry("Old#fails()", "failed"),
                        entry("Old#ignored()", "skipped"),
                        entry("Old#aborts()", "aborted"));
    }

    @Test
    void a_test_that_passes_and_then_fails_when_its_runner_repeats_it_has_failed() {
        Fixture fixture = new Fixture("junit4", folder, "RunsTwice");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.of(TestFinished.class))
                .extracting(TestFinished::outcome)
                .containsExactly(Outcome.PASSED, Outcome.FAILED);
        Tally tally = new Tally();
        fixture.events
                .of(RunEvent.class)
                .forEach(event -> tally.accept(new Stamped(new RunId("run-1"), 1, Instant.EPOCH, event)));
        assertThat(RunVerdict.of(tally.facts(), VerdictRules.defaults(false)).verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void events_are_in_the_order_of_a_life() {
        Fixture fixture = new Fixture("6.1.3", folder, "Outcomes");
        fixture.filter = Optional.of("smoke");

        fixture.run();

        assertThat(fixture.events.outcomes()).containsExactly(entry("Outcomes#passes()", "passed"));
        assertThat(fixture.events.of(RunEvent.class))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(
                        WorkerStarted.class,
                        TestsDiscovered.class,
                        TestStarted.class,
                        TestFinished.class,
                        WorkerEnded.class);
        assertThat(fixture.events.of(WorkerStarted.class).get(0).launcher()).isEqualTo("6.1.3");
        assertThat(fixture.events.of(WorkerEnded.class).get(0).reason()).isEmpty();
        assertThat(fixture.processes)
                .containsExactly(fixture.events.of(WorkerStarted.class).get(0).pid());
        assertThat(folder.resolve("workers")).isEmptyDirectory();
    }

    @Test
    void one_invocation_can_be_selected_by_its_unique_id() {
        Fixture fixture = new Fixture("6.1.3", folder, "Outcomes");
        fixture.selectors = new TestSelectors(
                List.of(),
                List.of(),
                List.of("[engine:junit-jupiter]/[class:fixtures.Outcomes]/[test-template:repeats()]"
                        + "/[test-template-invocation:#2]"));

        fixture.run();

        assertThat(fixture.events.outcomes().keySet())
                .singleElement()
                .asString()
                .startsWith("Outcomes#repeats()[2:");
    }

    @Test
    void a_class_that_cannot_be_loaded_is_told_and_the_others_run() {
        Fixture fixture = new Fixture("5.8.2", folder, "NoSuchClass", "Outcomes");
        fixture.selectors = new TestSelectors(List.of(), List.of("fixtures.Outcomes#passes()"), List.of());

        fixture.run();

        assertThat(fixture.events.of(DiscoveryProblem.class)).singleElement().satisfies(problem -> {
            assertThat(problem.error()).isTrue();
            assertThat(problem.message()).contains("fixtures.NoSuchClass");
        });
        assertThat(fixture.events.outcomes()).containsExactly(entry("Outcomes#passes()", "passed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void a_nested_class_that_cannot_be_loaded_costs_its_own_class_alone(String junit) {
        Fixture fixture = new Fixture(junit, folder, "BrokenNested", "Outcomes");
        fixture.filter = Optional.of("smoke");

        fixture.run();

        assertThat(fixture.events.of(DiscoveryProblem.class)).singleElement().satisfies(problem -> {
            assertThat(problem.error()).isTrue();
            assertThat(problem.message()).contains("fixtures.BrokenNested");
        });
        assertThat(fixture.events.outcomes()).containsExactly(entry("Outcomes#passes()", "passed"));
    }

    @Test
    void a_jvm_that_does_not_start_is_an_error_with_what_it_said() {
        Fixture fixture = new Fixture("5.8.2", folder, "Outcomes");
        fixture.jvmArguments = List.of("-Xnonsense");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.of(DiscoveryProblem.class)).singleElement().satisfies(problem -> {
            assertThat(problem.error()).isTrue();
            assertThat(problem.failure().orElseThrow().stackTrace()).contains("-Xnonsense");
        });
        assertThat(Files.isDirectory(folder)).isTrue();
    }
}
