package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.TestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness of the other tests is no yes-man. */
class WitnessTest {
    private static final TestId TEST = new TestId("app:fixtures.Any#a()");

    @TempDir
    private Path folder;

    private final Events events = new Events();

    private WitnessTest discovered() {
        events.publish(new WorkerStarted(
                "worker-1", 1, new LayerName("layer"), ModuleId.of("app"), EnvironmentKind.NONE, "6.1.3"));
        events.publish(new WorkerStarted(
                "worker-2", 2, new LayerName("layer"), ModuleId.of("app"), EnvironmentKind.NONE, "6.1.3"));
        DiscoveredTest test = new DiscoveredTest(
                TEST, "a", "a()", List.of("a()"), "fixtures.Any", "a", false, Set.of(), Optional.empty(), Set.of());
        events.publish(
                new TestsDiscovered(new LayerName("layer"), ModuleId.of("app"), Provenance.none(), List.of(test)));
        return this;
    }

    private WitnessTest started(int attempt) {
        events.publish(new TestStarted(TEST, "worker-" + attempt, attempt));
        return this;
    }

    private WitnessTest finished(int attempt, Outcome outcome) {
        events.publish(new TestFinished(
                TEST, attempt, outcome, Duration.ZERO, Optional.empty(), Optional.empty(), Provenance.none()));
        return this;
    }

    private Witness wrote(String... lines) throws IOException {
        return new Witness(events, Files.write(folder.resolve("written"), List.of(lines)));
    }

    private static void agrees(Witness witness) {
        assertThatCode(witness::agrees).doesNotThrowAnyException();
    }

    private static void objects(Witness witness) {
        assertThatThrownBy(witness::agrees).isInstanceOf(AssertionError.class);
    }

    @Test
    void agrees_where_both_tell_the_same() throws IOException {
        agrees(discovered().started(1).finished(1, Outcome.PASSED).wrote("start\t1\ta", "end\t1\ta\tpassed"));
    }

    @Test
    void agrees_with_a_test_that_was_cut_short_and_ran_again() throws IOException {
        agrees(discovered()
                .started(1)
                .finished(1, Outcome.INTERRUPTED)
                .started(2)
                .finished(2, Outcome.PASSED)
                .wrote("start\t1\ta", "start\t2\ta", "end\t2\ta\tpassed"));
    }

    @Test
    void objects_to_a_pass_that_the_test_did_not_write() throws IOException {
        objects(discovered().started(1).finished(1, Outcome.PASSED).wrote("start\t1\ta"));
        objects(wrote());
    }

    @Test
    void objects_to_another_outcome_than_the_test_wrote() throws IOException {
        objects(discovered().started(1).finished(1, Outcome.PASSED).wrote("start\t1\ta", "end\t1\ta\tfailed"));
    }

    @Test
    void objects_to_a_crash_of_what_had_ended() throws IOException {
        objects(discovered().started(1).finished(1, Outcome.CRASHED).wrote("start\t1\ta", "end\t1\ta\tpassed"));
    }

    @Test
    void objects_to_a_test_that_nobody_told_of() throws IOException {
        objects(discovered()
                .started(1)
                .finished(1, Outcome.PASSED)
                .wrote("start\t1\ta", "end\t1\ta\tpassed", "start\t1\tb"));
    }

    @Test
    void objects_to_a_run_in_a_worker_that_nobody_told_of() throws IOException {
        objects(discovered().started(1).finished(1, Outcome.PASSED).wrote("start\t2\ta", "end\t2\ta\tpassed"));
    }

    @Test
    void objects_to_a_test_that_ended_and_ran_again() throws IOException {
        objects(discovered()
                .started(1)
                .finished(1, Outcome.INTERRUPTED)
                .started(2)
                .finished(2, Outcome.PASSED)
                .wrote("start\t1\ta", "end\t1\ta\tpassed", "start\t2\ta", "end\t2\ta\tpassed"));
    }

    @Test
    void objects_to_two_outcomes_of_one_attempt_and_to_none() throws IOException {
        objects(discovered().started(1).wrote("start\t1\ta"));
        objects(finished(1, Outcome.CRASHED).finished(1, Outcome.CRASHED).wrote("start\t1\ta"));
    }

    @Test
    void objects_to_a_lost_test_and_to_one_that_ran_and_was_not_to() throws IOException {
        objects(discovered().finished(1, Outcome.LOST).wrote());
        objects(new WitnessTest()
                .discoveredIn(folder)
                .started(1)
                .finished(1, Outcome.NOT_RUN)
                .wrote("start\t1\ta"));
    }

    private WitnessTest discoveredIn(Path place) {
        folder = place;
        return discovered();
    }
}
