package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.plan.ExecutionPolicy;
import ai.netrasystems.runner.plan.ExecutionPolicy.Retries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path state;

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void a_failed_test_or_invocation_is_tried_again_and_is_flaky_when_it_then_passes(String junit) {
        Fixture fixture = fixture(junit, retries(2, 10), "FlakyTests");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        Map<String, String> outcomes = fixture.events.outcomes();
        assertThat(outcomes)
                .contains(
                        entry("FlakyTests#flaky()", "flaky"),
                        entry("FlakyTests#steady()", "passed"),
                        entry("FlakyTests#broken()", "failed"))
                .hasSize(6);
        assertThat(outcomes.entrySet().stream()
                        .filter(test -> test.getKey().contains("each"))
                        .map(Map.Entry::getValue))
                .containsExactlyInAnyOrder("passed", "flaky", "passed");
        assertThat(attempts(fixture, "FlakyTests#broken()")).containsExactly(1, 2, 3);
        assertThat(attempts(fixture, "FlakyTests#steady()")).containsExactly(1);
        assertThat(fixture.events.of(TestStarted.class)).hasSize(6 + 3 + 1);
    }

    @Test
    void a_class_whose_set_up_failed_is_tried_again_as_a_whole() {
        Fixture fixture = fixture("6.1.3", retries(1, 10), "FlakySetUp");

        fixture.run();

        assertThat(fixture.events.outcomes())
                .containsOnly(entry("FlakySetUp#one()", "flaky"), entry("FlakySetUp#two()", "flaky"));
        assertThat(fixture.events.of(ContainerFailed.class)).isEmpty();
        assertThat(fixture.events.of(Noted.class))
                .anySatisfy(note ->
                        assertThat(note.message()).contains("FlakySetUp").contains("tried again"));
    }

    @Test
    void a_set_up_that_fails_to_the_end_is_told() {
        Fixture fixture = fixture("6.1.3", retries(1, 10), "BrokenSetUp");

        fixture.run();

        assertThat(fixture.events.of(ContainerFailed.class)).hasSize(1);
    }

    @Test
    void tests_that_belong_together_are_tried_again_together() {
        Fixture fixture = fixture("6.1.3", retries(1, 10), "FlakyTogether");

        fixture.run();

        assertThat(fixture.events.outcomes())
                .containsOnly(
                        entry("FlakyTogether#a_prepares()", "passed"), entry("FlakyTogether#b_needs_it()", "flaky"));
        assertThat(attempts(fixture, "FlakyTogether#a_prepares()")).containsExactly(1, 2);
    }

    @Test
    void with_more_failures_than_the_brake_allows_nothing_is_tried_again() {
        Fixture fixture = fixture("6.1.3", retries(2, 1), "FlakyTests");

        fixture.run();

        assertThat(fixture.events.outcomes()).containsEntry("FlakyTests#flaky()", "failed");
        assertThat(fixture.events.of(TestStarted.class)).hasSize(6);
        assertThat(fixture.events.of(Noted.class))
                .anySatisfy(note -> assertThat(note.message()).contains("no retries"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void under_fail_fast_a_flaky_test_stops_nothing_and_a_broken_one_does(String junit) {
        Fixture fixture = fixture(junit, retries(1, 10), "FlakySetUp", "FlakyTests", "FailsFast");
        fixture.layerPolicy = FailFast.IMMEDIATE;

        assertThat(fixture.run()).isEqualTo(LayerEnd.FAILURE_POLICY);

        assertThat(fixture.events.outcomes())
                .containsEntry("FlakySetUp#one()", "flaky")
                .containsEntry("FailsFast#a_passes()", "not-run");
        assertThat(fixture.events.of(TestFinished.class))
                .filteredOn(end -> end.outcome() == Outcome.FAILED)
                .extracting(end -> Events.brief(end.test()))
                .contains("FlakyTests#broken()");
    }

    @Test
    void repetitions_run_everything_again_and_one_failure_among_them_counts() {
        Fixture fixture = fixture(
                "6.1.3",
                new ExecutionPolicy(Optional.empty(), Retries.none(), 3, Optional.empty(), false),
                "FlakyTests");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes())
                .contains(
                        entry("FlakyTests#flaky()", "failed"),
                        entry("FlakyTests#steady()", "passed"),
                        entry("FlakyTests#broken()", "failed"));
        assertThat(fixture.events.of(TestStarted.class)).hasSize(3 * 6);
        assertThat(fixture.events.of(TestFinished.class))
                .filteredOn(end -> Events.brief(end.test()).equals("FlakyTests#flaky()"))
                .last()
                .satisfies(end -> assertThat(end.reason()).contains("failed in 1 of 3 repetitions"));
    }

    @Test
    void after_so_many_failures_nothing_more_begins() {
        Fixture fixture = fixture(
                "6.1.3",
                new ExecutionPolicy(Optional.of(2), Retries.none(), 1, Optional.empty(), false),
                "FlakyTests",
                "Outcomes");

        assertThat(fixture.run()).isEqualTo(LayerEnd.FAILURE_POLICY);

        assertThat(fixture.events.of(TestFinished.class))
                .filteredOn(end -> end.outcome() == Outcome.FAILED)
                .hasSize(2);
        assertThat(fixture.events.outcomes()).containsEntry("Outcomes#repeats()", "not-run");
    }

    private List<Integer> attempts(Fixture fixture, String test) {
        return fixture.events.of(TestFinished.class).stream()
                .filter(end -> Events.brief(end.test()).equals(test))
                .map(TestFinished::attempt)
                .toList();
    }

    private Fixture fixture(String junit, ExecutionPolicy policy, String... classes) {
        Fixture fixture = new Fixture(junit, folder, classes);
        fixture.policy = policy;
        fixture.systemProperties = Map.of("state", state.toString());
        return fixture;
    }

    private static ExecutionPolicy retries(int times, int brake) {
        return new ExecutionPolicy(
                Optional.empty(), new Retries(times, Duration.ofMillis(1), brake), 1, Optional.empty(), false);
    }
}
