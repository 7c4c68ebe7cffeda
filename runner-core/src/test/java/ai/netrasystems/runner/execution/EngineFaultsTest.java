package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Never a false green: engines that break their promises. The fixture {@code ScriptEngine} finds the tests a, b, c of
 * {@code Any} and does what its script says.
 */
class EngineFaultsTest {
    static final Path SERVICES = Path.of("src", "test", "projects", "execution", "engine", "services")
            .toAbsolutePath();

    @TempDir
    private Path folder;

    private FaultRun run(String junit, String tests, String script, String... classes) {
        FaultRun run = new FaultRun(junit, folder, classes.length == 0 ? new String[] {"Any"} : classes)
                .with("tests", tests)
                .with("script", script);
        run.fixture.project = "engine";
        run.fixture.beside = List.of(SERVICES);
        return run;
    }

    @Test
    void an_engine_that_keeps_its_promises_is_green() {
        FaultRun run = run("6.1.3", "a b", "a.start a.pass b.start b.pass").completed();

        assertThat(run.events().outcomes()).containsOnly(entry("Any#a()", "passed"), entry("Any#b()", "passed"));
        assertThat(run.witness().verdict()).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @CsvSource({"5.8.2, throw", "6.1.3, throw", "5.8.2, error", "6.1.3, error", "6.1.3, memory", "6.1.3, exit"})
    void an_engine_that_breaks_in_discovery_makes_the_run_red(String junit, String harm) {
        FaultRun run = run(junit, "a", "a.start a.pass", "Any", "Sound")
                .with("discovery", harm)
                .completed();

        assertThat(run.events().of(DiscoveryProblem.class))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.error()).isTrue());
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertEachHasOneOutcome(run);
    }

    @ParameterizedTest
    @CsvSource({"5.8.2, throw", "6.1.3, throw", "6.1.3, error", "5.8.2, error"})
    void an_engine_that_throws_out_of_execution_leaves_no_test_without_outcome(String junit, String harm) {
        FaultRun run = run(junit, "a b c", "a.start a.pass b.start " + harm + " b.pass", "Any", "Sound")
                .completed();

        assertThat(run.events().outcomes())
                .containsEntry("Any#a()", "passed")
                .containsEntry("Sound#one()", "passed")
                .doesNotContainEntry("Any#b()", "passed")
                .containsEntry("Any#c()", "not-run");
        assertThat(run.events().of(ContainerFailed.class)).isNotEmpty();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertEachHasOneOutcome(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void an_engine_that_throws_behind_its_last_test_makes_the_run_red(String junit) {
        FaultRun run = run(junit, "a", "a.start a.pass throw").completed();

        assertThat(run.events().outcomes()).containsOnly(entry("Any#a()", "passed"));
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void an_engine_without_memory_ends_its_worker_and_the_rest_still_runs() {
        FaultRun run = run("6.1.3", "a b c", "a.start a.pass b.start b.memory c.start c.pass", "Any", "Sound")
                .completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("Any#a()", "passed"),
                        entry("Any#b()", "crashed"),
                        entry("Any#c()", "passed"),
                        entry("Sound#one()", "passed"));
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertEachHasOneOutcome(run);
    }

    @ParameterizedTest
    @CsvSource({
        // started and never ended; passed over; ended without a beginning
        "a.start a.pass b.start",
        "a.start a.pass",
        "a.start a.pass b.pass"
    })
    void a_test_that_the_engine_does_not_account_for_makes_no_green_run(String script) {
        FaultRun run = run("6.1.3", "a b", script).completed();

        assertThat(run.events().outcomes())
                .containsEntry("Any#a()", "passed")
                .containsKey("Any#b()")
                .doesNotContainEntry("Any#b()", "passed")
                .doesNotContainEntry("Any#b()", "NONE");
        assertThat(run.witness().verdict()).isNotIn(Verdict.PASSED, Verdict.EMPTY, Verdict.DEGRADED);
        assertEachHasOneOutcome(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.start a.pass a.fail",
                "a.start a.fail a.pass",
                "a.start a.pass a.start a.fail",
                "a.start a.fail a.start a.pass",
                "a.skip a.fail",
                "a.skip a.start a.fail"
            })
    void whatever_else_an_engine_says_of_a_test_a_failure_stands(String script) {
        FaultRun run = run("6.1.3", "a b", script + " b.start b.pass").completed();

        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void a_failure_without_a_beginning_stands_too() {
        FaultRun run = run("6.1.3", "a b", "a.fail b.start b.pass").completed();

        assertThat(run.events().outcomes()).containsOnly(entry("Any#a()", "failed"), entry("Any#b()", "passed"));
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"exit, 5.8.2", "halt, 6.1.3"})
    void a_worker_that_ends_between_two_tests_makes_the_run_red_and_the_rest_runs(String harm, String junit) {
        FaultRun run = run(junit, "a b", "a.start a.pass a." + harm + " b.start b.pass")
                .completed();

        assertThat(run.events().outcomes()).containsOnly(entry("Any#a()", "passed"), entry("Any#b()", "passed"));
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.events().of(WorkerStarted.class)).hasSize(2);
        assertEachHasOneOutcome(run);
    }

    @Test
    void an_engine_that_ends_every_worker_at_once_gets_its_tests_crashed_and_leaves_the_others_alone() {
        FaultRun run = run("6.1.3", "a b", "halt", "Any", "Sound").completed();

        assertThat(run.events().outcomes())
                .containsOnly(entry("Any#a()", "crashed"), entry("Any#b()", "crashed"), entry("Sound#one()", "passed"));
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertEachHasOneOutcome(run);
    }

    @Test
    void an_engine_that_finds_nothing_is_no_green_run() {
        FaultRun run = run("6.1.3", "", "").completed();

        assertThat(run.events().outcomes()).isEmpty();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.NOTHING_RUN);
    }

    private static void assertEachHasOneOutcome(FaultRun run) {
        run.events()
                .outcomes()
                .forEach((test, outcome) ->
                        assertThat(run.events().finished(test)).as(test).isNotNull());
    }
}
