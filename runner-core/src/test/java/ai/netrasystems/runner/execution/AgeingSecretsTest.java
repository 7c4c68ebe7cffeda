package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.environment.TwoClocks;
import ai.netrasystems.runner.environment.WorkerSecrets;
import ai.netrasystems.runner.environment.WorkerSecrets.Ageing;
import ai.netrasystems.runner.environment.WorkerSecrets.Snapshot;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.plan.Dispatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgeingSecretsTest {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @TempDir
    private Path state;

    private final List<Integer> lanes = new CopyOnWriteArrayList<>();

    @Test
    void a_worker_whose_variable_is_about_to_end_is_retired_between_classes_and_runs_at_least_one() {
        Fixture fixture = fixture(MARGIN.minusSeconds(1));
        fixture.dispatch = new Dispatch(2, true, Map.of(), Map.of());

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes()).hasSize(3).doesNotContainValue("not-run");
        assertThat(fixture.events.of(WorkerStarted.class)).hasSize(3);
        assertThat(fixture.events.of(WorkerEnded.class))
                .hasSize(3)
                .allSatisfy(end -> assertThat(end.reason()).isEmpty());
        assertThat(lanes).hasSize(3).contains(1, 2);
        assertThat(notes(fixture)).isEmpty();
    }

    @Test
    void one_whose_variable_stays_good_stays() {
        Fixture fixture = fixture(MARGIN.plusMinutes(10));
        fixture.dispatch = new Dispatch(2, true, Map.of(), Map.of());

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.of(WorkerStarted.class)).hasSize(2);
        assertThat(lanes).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void the_worker_of_a_single_request_is_never_retired_and_one_line_says_that_its_variable_ages() {
        Fixture fixture = fixture(Duration.ZERO);

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.of(WorkerStarted.class)).hasSize(1);
        assertThat(notes(fixture))
                .singleElement()
                .asString()
                .contains("THE_TOKEN of worker-1", "THE_TOKEN_FILE", "AccessToken.value()");
    }

    @Test
    void a_worker_whose_secrets_cannot_be_had_is_not_started_and_the_reason_is_told() {
        Fixture fixture = fixture(MARGIN);
        fixture.environment = environment(lane -> {
            throw new IOException("no E2E token: refused");
        });

        fixture.run();

        assertThat(fixture.events.of(WorkerStarted.class)).isEmpty();
        assertThat(fixture.events.of(DiscoveryProblem.class))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString()).contains("no E2E token: refused"));
    }

    private static List<String> notes(Fixture fixture) {
        return fixture.events.of(Noted.class).stream()
                .map(Noted::message)
                .filter(text -> text.contains("outlived"))
                .toList();
    }

    private Fixture fixture(Duration left) {
        Fixture fixture = new Fixture("6.1.3", folder, "LaneOne", "LaneTwo", "LaneThree");
        fixture.systemProperties = Map.of("state", state.toString());
        fixture.environment = environment(lane -> {
            lanes.add(lane);
            return new Snapshot(
                    Map.of("THE_TOKEN", new Secret("token-of-" + lane)),
                    Optional.of(
                            new Ageing("THE_TOKEN", TwoClocks.ofSystem().now().plus(left), MARGIN)));
        });
        return fixture;
    }

    private static RunningEnvironment environment(WorkerSecrets secrets) {
        Provenance provenance =
                new Provenance(EnvironmentKind.LOCAL, "local processes", Optional.empty(), Optional.empty());
        return new RunningEnvironment(provenance, Map.of(), secrets, Set.of());
    }
}
