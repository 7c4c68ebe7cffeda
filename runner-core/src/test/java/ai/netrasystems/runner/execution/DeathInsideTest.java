package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in the life of a class its worker may die: what that leaves undone, and who is blamed. */
class DeathInsideTest {
    private static final String[] THREE_AT_ONCE = {
        "-Djunit.jupiter.execution.parallel.enabled=true",
        "-Djunit.jupiter.execution.parallel.config.strategy=fixed",
        "-Djunit.jupiter.execution.parallel.config.fixed.parallelism=3"
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void of_several_invocations_the_culprit_is_crashed_and_the_later_ones_run(String junit) {
        FaultRun run = new FaultRun(junit, folder, "DiesInInvocation").completed();

        assertThat(outcomesByName(run))
                .containsEntry("DiesInInvocation#a_before()", List.of("passed"))
                .containsEntry("DiesInInvocation#b_parameterized(int)", thirdOfFiveCrashed())
                .containsEntry(
                        "DiesInInvocation#c_repeated(org.junit.jupiter.api.RepetitionInfo)", thirdOfFiveCrashed())
                .containsEntry("DiesInInvocation#d_dynamic()", thirdOfFiveCrashed())
                .containsEntry(
                        "DiesInInvocation#e_containers()",
                        Stream.concat(thirdOfFiveCrashed().stream(), Stream.of("passed"))
                                .toList())
                .containsEntry("DiesInInvocation#f_after()", List.of("passed"))
                .containsEntry("DiesInInvocation$Inner#first_of_two(int)", List.of("crashed", "passed"))
                .hasSize(7);
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    private static List<String> thirdOfFiveCrashed() {
        return List.of("passed", "passed", "crashed", "passed", "passed");
    }

    /** Outcomes of the invocations of each method, in their order. */
    private static Map<String, List<String>> outcomesByName(FaultRun run) {
        Map<String, List<String>> all = new TreeMap<>();
        new TreeMap<>(run.events().outcomes())
                .forEach((id, outcome) -> all.merge(
                        id.replaceAll("\\[.*", ""),
                        List.of(outcome),
                        (some, one) ->
                                Stream.concat(some.stream(), one.stream()).toList()));
        return all;
    }

    @Test
    void of_three_in_flight_each_runs_again_and_the_guilty_one_is_crashed() {
        FaultRun run = new FaultRun("6.1.3", folder, "DieTogether", "Sound")
                .with("guilty", "true")
                .jvm(THREE_AT_ONCE)
                .completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("DieTogether#one()", "passed"),
                        entry("DieTogether#two()", "passed"),
                        entry("DieTogether#guilty()", "crashed"),
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"));
        assertThat(attempts(run, "DieTogether#one()")).containsExactly(Outcome.INTERRUPTED, Outcome.PASSED);
        assertThat(attempts(run, "DieTogether#guilty()")).containsExactly(Outcome.INTERRUPTED, Outcome.CRASHED);
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.14.1", "6.1.3"})
    void a_death_that_none_of_those_in_flight_repeats_still_counts(String junit) {
        FaultRun run = new FaultRun(junit, folder, "DieTogether", "Sound").jvm(THREE_AT_ONCE);
        killWhenAllAreInFlight(run);

        run.completed();

        assertThat(run.events().outcomes()).hasSize(5).containsValue("passed").doesNotContainValue("crashed");
        assertThat(attempts(run, "DieTogether#guilty()")).containsExactly(Outcome.INTERRUPTED, Outcome.PASSED);
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void of_invocations_in_flight_together_each_runs_again_and_so_do_those_that_had_not_begun() {
        FaultRun run = new FaultRun("6.1.3", folder, "InvocationsTogether", "Sound").jvm(THREE_AT_ONCE);
        killWhenAllAreInFlight(run);

        run.completed();

        assertThat(outcomesByName(run))
                .containsEntry(
                        "InvocationsTogether#together(int)", List.of("passed", "passed", "passed", "passed", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    private static void killWhenAllAreInFlight(FaultRun run) {
        run.fixture.events.on(event -> {
            if (event instanceof OutputCaptured said && said.text().contains("all are in flight")) {
                ProcessHandle.of(run.fixture.processes.get(0)).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
    }

    private static List<Outcome> attempts(FaultRun run, String brief) {
        return run.events().of(TestFinished.class).stream()
                .filter(finished -> Events.brief(finished.test()).equals(brief))
                .map(TestFinished::outcome)
                .toList();
    }

    @Test
    void a_set_up_that_ends_the_worker_costs_the_tests_below_it_only() {
        FaultRun run = new FaultRun("6.1.3", folder, "Sound", "DiesInBeforeAll", "Overflows").completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"),
                        entry("DiesInBeforeAll#one()", "crashed"),
                        entry("DiesInBeforeAll#two()", "crashed"),
                        entry("DiesInBeforeAll$Inner#three()", "crashed"),
                        entry("Overflows#a_before()", "passed"),
                        entry("Overflows#b_fault()", "failed"),
                        entry("Overflows#c_after()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_tear_down_that_ends_the_worker_leaves_the_outcomes_and_makes_the_run_red() {
        FaultRun run = new FaultRun("6.1.3", folder, "DiesInAfterAll", "Sound").completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("DiesInAfterAll#one()", "passed"),
                        entry("DiesInAfterAll#two()", "passed"),
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.events().of(WorkerEnded.class))
                .extracting(WorkerEnded::exitCode)
                .containsExactly(4, 0);
    }

    @Test
    void a_tear_down_that_ends_the_worker_is_seen_where_nothing_comes_after_it() {
        FaultRun run = new FaultRun("5.8.2", folder, "DiesInAfterAll").completed();

        assertThat(run.events().outcomes()).hasSize(2).containsValue("passed");
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void what_surrounds_a_body_belongs_to_its_test() {
        FaultRun run = new FaultRun("6.1.3", folder, "DiesAroundTests").completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("DiesAroundTests#a_sound()", "passed"),
                        entry("DiesAroundTests#b_before_it()", "crashed"),
                        entry("DiesAroundTests#c_behind_it()", "crashed"),
                        entry("DiesAroundTests#d_sound()", "passed"));
        run.witness().agrees("DiesAroundTests#c_behind_it()");
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_static_initialiser_that_ends_the_worker_costs_its_class_only() {
        FaultRun run = new FaultRun("6.1.3", folder, "DiesInStaticInitialiser", "Sound").completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("DiesInStaticInitialiser#one()", "crashed"),
                        entry("DiesInStaticInitialiser#two()", "crashed"),
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_static_initialiser_that_throws_fails_its_class_only() {
        FaultRun run = new FaultRun("5.8.2", folder, "FailsInStaticInitialiser", "Sound").completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("FailsInStaticInitialiser#one()", "failed"),
                        entry("FailsInStaticInitialiser#two()", "failed"),
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void a_class_that_ends_the_worker_while_it_is_looked_at_makes_the_run_red(String junit) {
        FaultRun run = new FaultRun(junit, folder, "Sound", "DiesInDiscovery").completed();

        assertThat(run.events().of(DiscoveryProblem.class)).singleElement().satisfies(problem -> {
            assertThat(problem.error()).isTrue();
            assertThat(problem.message()).contains("its worker ended with exit code 8");
        });
        assertThat(run.events().of(TestStarted.class)).isEmpty();
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }
}
