package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.Dispatch;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of tests when their environment is in doubt, then back or gone. */
@Timeout(60)
class EnvironmentDoubtTest {
    private static final String DOUBT = "staging does not answer";
    private static final String GONE = "staging went away";

    @TempDir
    private Path folder;

    /** In doubt from the first failure on, for some looks; then as it was told. */
    private static final class Staging implements EnvironmentState {
        private final AtomicInteger looks = new AtomicInteger();
        private final int most;
        private final boolean comesBack;
        private volatile boolean failing;

        Staging(int most, boolean comesBack) {
            this.most = most;
            this.comesBack = comesBack;
        }

        @Override
        public Optional<String> doubt() {
            boolean doubted = failing && (!comesBack || looks.incrementAndGet() < most);
            return doubted ? Optional.of(DOUBT) : Optional.empty();
        }

        @Override
        public Optional<String> gone() {
            return failing && !comesBack && looks.incrementAndGet() > most ? Optional.of(GONE) : Optional.empty();
        }
    }

    private Fixture fixture(String junit, Staging staging, String... classes) {
        Fixture fixture = new Fixture(junit, folder, classes);
        fixture.planned = Set.of(new ServiceName("backend"));
        fixture.environment = new RunningEnvironment(
                new Provenance(EnvironmentKind.STAGING, "staging", Optional.empty(), Optional.empty()),
                Map.of(),
                Map.of(),
                Set.of());
        fixture.state = staging;
        fixture.events.on(event -> {
            if (event instanceof TestFinished end && end.outcome() == Outcome.FAILED) {
                staging.failing = true;
            }
        });
        return fixture;
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void when_it_is_gone_what_ran_keeps_its_outcome_and_the_rest_is_infrastructure_at_once(String junit) {
        Fixture fixture = fixture(junit, new Staging(5, false), "Steps", "Outcomes");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        List<String> outcomes = List.copyOf(fixture.events.outcomes().values());
        assertThat(outcomes).hasSizeGreaterThan(20).startsWith("failed");
        assertThat(outcomes.subList(1, outcomes.size()))
                .isSubsetOf("passed", "infrastructure")
                .contains("infrastructure");
        int started = fixture.events.of(TestStarted.class).size();
        assertThat(started).isLessThan(15);
        assertThat(Collections.frequency(outcomes, "infrastructure")).isEqualTo(outcomes.size() - started);
        assertThat(fixture.events.of(TestFinished.class))
                .filteredOn(end -> end.outcome() == Outcome.INFRASTRUCTURE)
                .allSatisfy(end -> assertThat(end.reason()).contains(GONE));
        assertThat(fixture.events.of(WorkerStarted.class)).hasSize(1);
        assertThat(fixture.events.of(WorkerEnded.class))
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEmpty());
    }

    @Test
    void a_class_that_waited_for_it_when_the_run_was_stopped_stands_in_the_record() {
        Fixture fixture = fixture("6.1.3", new Staging(5, false), "Steps");
        fixture.state = new EnvironmentState() {
            @Override
            public Optional<String> doubt() {
                fixture.stop.request(StopSignal.Reason.INTERRUPTED);
                return Optional.of(DOUBT);
            }

            @Override
            public Optional<String> gone() {
                return Optional.empty();
            }
        };

        assertThat(fixture.run()).isEqualTo(LayerEnd.STOPPED);

        assertThat(fixture.events.of(TestFinished.class)).singleElement().satisfies(end -> {
            assertThat(end.test().value()).endsWith("Steps");
            assertThat(end.outcome()).isEqualTo(Outcome.NOT_RUN);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void when_it_comes_back_the_tests_that_were_held_back_run(String junit) {
        Fixture fixture = fixture(junit, new Staging(8, true), "Steps");

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        Map<String, String> outcomes = fixture.events.outcomes();
        assertThat(outcomes).hasSize(20).containsEntry("Steps#s00()", "failed");
        assertThat(outcomes.values().stream().filter("passed"::equals)).hasSize(19);
        assertThat(fixture.events.of(TestStarted.class)).hasSize(20);
        assertThat(fixture.events.of(WorkerStarted.class)).hasSize(2);
        assertThat(fixture.events.of(WorkerEnded.class))
                .allSatisfy(end -> assertThat(end.reason()).isEmpty());
    }

    @Test
    void lanes_stop_too_and_a_class_that_was_not_started_says_why() {
        Fixture fixture = fixture("6.1.3", new Staging(5, false), "Steps", "LaneThree", "Talks");
        fixture.dispatch = new Dispatch(1, false, Map.of(), Map.of());

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.of(TestFinished.class))
                .filteredOn(end -> end.reason().equals(Optional.of("the class was not started: " + GONE)))
                .allSatisfy(end -> assertThat(end.outcome()).isEqualTo(Outcome.INFRASTRUCTURE))
                .extracting(end -> Events.brief(end.test()))
                .containsExactlyInAnyOrder("LaneThree", "Talks");
        assertThat(fixture.events.of(DiscoveryProblem.class)).isEmpty();
    }

    @Test
    void tests_without_a_service_do_not_care() {
        Fixture fixture = fixture("6.1.3", new Staging(5, false), "Steps");
        fixture.planned = Set.of();
        fixture.environment = RunningEnvironment.none();

        assertThat(fixture.run()).isEqualTo(LayerEnd.COMPLETED);

        assertThat(fixture.events.outcomes().values()).doesNotContain("infrastructure");
        assertThat(fixture.events.of(TestStarted.class)).hasSize(20);
    }

    @Test
    void a_failure_policy_still_comes_first() {
        Fixture fixture = fixture("6.1.3", new Staging(5, false), "Steps");
        fixture.layerPolicy = FailFast.IMMEDIATE;

        fixture.run();

        assertThat(fixture.events.outcomes().values()).contains("failed").doesNotContain("passed");
    }

    @Test
    void a_signal_ends_the_waiting() {
        Staging forEver = new Staging(Integer.MAX_VALUE, false);
        Fixture fixture = fixture("6.1.3", forEver, "Steps");
        fixture.events.on(event -> {
            if (event instanceof WorkerEnded) {
                fixture.stop.request(StopSignal.Reason.INTERRUPTED);
            }
        });

        assertThat(fixture.run()).isEqualTo(LayerEnd.STOPPED);

        assertThat(fixture.events.outcomes().values()).contains("failed", "not-run");
    }
}
