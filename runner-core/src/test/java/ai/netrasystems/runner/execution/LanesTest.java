package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.plan.ClassLocks;
import ai.netrasystems.runner.plan.Dispatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path state;

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void classes_run_side_by_side_and_a_worker_stays_for_the_next_class(String junit) {
        Fixture fixture = fixture(junit, 2, "LaneOne", "LaneTwo", "Outcomes", "Dies");
        fixture.dispatch = new Dispatch(2, true, Map.of(), Map.of());

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes())
                .contains(
                        entry("LaneOne#runs()", "passed"),
                        entry("LaneTwo#runs()", "passed"),
                        entry("Dies#b_halts()", "crashed"),
                        entry("Dies#c_after()", "passed"))
                .doesNotContainValue("not-run");
        assertThat(fixture.events.of(WorkerStarted.class)).hasSize(3);
        assertThat(fixture.events.of(WorkerEnded.class)).hasSize(3);
    }

    @Test
    void classes_that_lock_one_resource_never_meet_and_an_isolated_one_meets_nobody() throws IOException {
        Fixture fixture = fixture("6.1.3", 1, "LaneOne", "LaneTwo", "LaneThree");
        ClassLocks lock = new ClassLocks(Map.of("db", ClassLocks.Access.READ_WRITE), false);
        fixture.dispatch = new Dispatch(
                3,
                true,
                Map.of(),
                Map.of(
                        "fixtures.LaneOne", lock,
                        "fixtures.LaneTwo", lock,
                        "fixtures.LaneThree", new ClassLocks(Map.of(), true)));

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        List<String> story = Files.readAllLines(state.resolve("story"));
        for (int at = 0; at < story.size(); at += 2) {
            assertThat(story.get(at + 1)).isEqualTo(story.get(at).replace("begin", "end"));
        }
        assertThat(story).hasSize(6);
    }

    @Test
    void without_reuse_each_class_gets_a_worker_of_its_own() {
        Fixture fixture = fixture("6.1.3", 1, "LaneOne", "LaneTwo", "LaneThree");
        fixture.dispatch = new Dispatch(1, false, Map.of(), Map.of());

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.of(WorkerStarted.class)).hasSize(3);
    }

    @Test
    void a_class_that_never_came_to_a_worker_is_told() {
        Fixture fixture = fixture("6.1.3", 1, "Slow", "LaneOne");
        fixture.dispatch = new Dispatch(1, false, Map.of(), Map.of());
        fixture.budget = Optional.of(Duration.ofMinutes(10));
        fixture.events.on(event -> {
            if (event instanceof ai.netrasystems.runner.event.RunEvent.OutputCaptured said
                    && said.text().contains("hanging")) {
                fixture.clock.jump(Duration.ofMinutes(11));
            }
        });

        assertThat(fixture.run()).isEqualTo(LayerEnd.BUDGET);

        assertThat(fixture.events.of(TestFinished.class)).anySatisfy(end -> {
            assertThat(end.test().value()).isEqualTo("app:fixtures.LaneOne");
            assertThat(end.outcome()).isEqualTo(Outcome.NOT_RUN);
            assertThat(end.reason()).contains("the class was not started: the budget ended");
        });
    }

    @Test
    void a_worker_that_ends_badly_after_its_last_test_is_told() {
        Fixture fixture = fixture("6.1.3", 1, "EndsBadly");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes()).containsOnly(entry("EndsBadly#leaves_a_hook()", "passed"));
        assertThat(fixture.events.of(WorkerEnded.class))
                .singleElement()
                .satisfies(end ->
                        assertThat(end.reason()).contains("its worker ended with exit code 9 after its last test"));
    }

    private Fixture fixture(String junit, int company, String... classes) {
        Fixture fixture = new Fixture(junit, folder, classes);
        fixture.systemProperties = Map.of("state", state.toString(), "company", String.valueOf(company));
        return fixture;
    }
}
