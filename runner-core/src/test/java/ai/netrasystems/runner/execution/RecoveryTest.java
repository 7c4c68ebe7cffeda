package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void at_the_first_failure_nothing_more_begins(String junit) {
        Fixture fixture = new Fixture(junit, folder, "FailsFast", "Outcomes");
        fixture.layerPolicy = FailFast.IMMEDIATE;

        assertThat(fixture.run()).isEqualTo(LayerEnd.FAILURE_POLICY);

        assertThat(fixture.events.outcomes())
                .contains(
                        entry("FailsFast#a_passes()", "passed"),
                        entry("FailsFast#b_fails()", "failed"),
                        entry("FailsFast#c_never()", "not-run"),
                        entry("Outcomes#repeats()", "not-run"),
                        entry("Outcomes$Inner#nested()", "not-run"));
        assertThat(fixture.events.of(TestStarted.class)).hasSize(2);
        assertThat(fixture.events.finished("FailsFast#c_never()").reason())
                .contains("stopped after the first failure: app:fixtures.FailsFast#b_fails()");
        assertThat(fixture.events.of(WorkerEnded.class))
                .allSatisfy(ended -> assertThat(ended.reason()).isEmpty());
    }

    @Test
    void a_test_past_its_deadline_is_ended_with_a_thread_dump_and_the_rest_runs() {
        Fixture fixture = new Fixture("6.1.3", folder, "Slow");
        fixture.testTimeout = Optional.of(Duration.ofMinutes(10));
        jumpWhenItHangs(fixture);

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes())
                .containsOnly(
                        entry("Slow#a_quick()", "passed"),
                        entry("Slow#b_hangs()", "timed-out"),
                        entry("Slow#c_quick()", "passed"));
        assertThat(fixture.events
                        .finished("Slow#b_hangs()")
                        .failure()
                        .orElseThrow()
                        .stackTrace())
                .contains("fixtures.Slow.b_hangs");
        assertThat(fixture.events.of(WorkerStarted.class)).hasSize(2);
        assertAllGone(fixture);
    }

    @Test
    void a_test_that_ends_its_worker_is_crashed_and_the_rest_runs() {
        Fixture fixture = new Fixture("5.8.2", folder, "Dies", "DiesInSetUp", "Needs");
        fixture.servicesForbidden = true;

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes())
                .contains(
                        entry("Dies#a_before()", "passed"),
                        entry("Dies#b_halts()", "crashed"),
                        entry("Dies#c_after()", "passed"),
                        entry("DiesInSetUp#never()", "crashed"),
                        entry("Needs#nothing()", "passed"));
        TestFinished crash = fixture.events.finished("Dies#b_halts()");
        assertThat(crash.reason()).contains("its worker ended with exit code 3");
        assertThat(crash.failure().orElseThrow().stackTrace()).contains("last words");
        assertThat(fixture.events.of(WorkerEnded.class))
                .extracting(WorkerEnded::exitCode)
                .containsExactly(3, 4, 4, 0);
    }

    @Test
    void of_several_tests_in_flight_the_one_that_dies_again_alone_is_crashed() {
        Fixture fixture = new Fixture("6.1.3", folder, "DiesTogether");
        fixture.jvmArguments = List.of(
                "-Djunit.jupiter.execution.parallel.enabled=true",
                "-Djunit.jupiter.execution.parallel.config.strategy=fixed",
                "-Djunit.jupiter.execution.parallel.config.fixed.parallelism=2");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes())
                .containsOnly(entry("DiesTogether#innocent()", "passed"), entry("DiesTogether#guilty()", "crashed"));
        assertThat(fixture.events.of(TestFinished.class))
                .filteredOn(end -> Events.brief(end.test()).equals("DiesTogether#innocent()"))
                .extracting(TestFinished::attempt, TestFinished::outcome)
                .containsExactly(tuple(1, Outcome.INTERRUPTED), tuple(2, Outcome.PASSED));
    }

    @Test
    void a_signal_ends_everything_within_three_seconds() {
        Fixture fixture = new Fixture("5.8.2", folder, "Slow");
        Instant[] asked = new Instant[1];
        fixture.events.on(event -> {
            if (event instanceof TestStarted started && started.test().value().contains("b_hangs")) {
                asked[0] = Instant.now();
                fixture.stop.request(StopSignal.Reason.INTERRUPTED);
            }
        });

        assertThat(fixture.run()).isEqualTo(LayerEnd.STOPPED);

        assertThat(Duration.between(asked[0], Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(fixture.events.outcomes())
                .containsOnly(
                        entry("Slow#a_quick()", "passed"),
                        entry("Slow#b_hangs()", "interrupted"),
                        entry("Slow#c_quick()", "not-run"));
        assertAllGone(fixture);
    }

    @Test
    void a_budget_that_ends_leaves_tests_interrupted_and_not_run() {
        Fixture fixture = new Fixture("6.1.3", folder, "Slow");
        fixture.budget = Optional.of(Duration.ofMinutes(10));
        jumpWhenItHangs(fixture);

        assertThat(fixture.run()).isEqualTo(LayerEnd.BUDGET);

        assertThat(fixture.events.outcomes())
                .contains(entry("Slow#b_hangs()", "interrupted"), entry("Slow#c_quick()", "not-run"));
        assertThat(fixture.events.of(WorkerEnded.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.reason()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void invocations_after_the_one_that_ended_the_worker_run_in_a_new_one(String junit) {
        Fixture fixture = new Fixture(junit, folder, "DiesWithin");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes())
                .hasSize(4)
                .containsEntry("DiesWithin#other()", "passed")
                .hasEntrySatisfying(
                        "DiesWithin#halts(int)[2:c078ad59]",
                        outcome -> assertThat(outcome).isEqualTo("crashed"))
                .hasEntrySatisfying(
                        "DiesWithin#halts(int)[3:f0549841]",
                        outcome -> assertThat(outcome).isEqualTo("passed"));
        assertThat(fixture.events.of(TestStarted.class)).hasSize(4);
        assertThat(fixture.events.of(ContainerFailed.class)).isEmpty();
    }

    private static void jumpWhenItHangs(Fixture fixture) {
        fixture.events.on(event -> {
            if (event instanceof OutputCaptured said && said.text().contains("hanging")) {
                fixture.clock.jump(Duration.ofMinutes(11));
            }
        });
    }

    private static void assertAllGone(Fixture fixture) {
        assertThat(fixture.processes)
                .isNotEmpty()
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                        .isEmpty());
    }
}
