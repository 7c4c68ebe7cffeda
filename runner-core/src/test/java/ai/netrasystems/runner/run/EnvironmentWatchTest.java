package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EnvironmentWatchTest {
    private static final Provenance CONTAINERS =
            new Provenance(EnvironmentKind.CONTAINERS, "containers", Optional.empty(), Optional.empty());
    private static final Failure REFUSED =
            new Failure("java.net.ConnectException", "refused", "", Optional.empty(), Optional.empty());

    private final List<RunEvent> seen = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    private record Gone() implements Diagnosis {
        @Override
        public String kind() {
            return "engine-lost";
        }

        @Override
        public LiesIn liesIn() {
            return LiesIn.MACHINE;
        }

        @Override
        public String summary() {
            return "the engine does not answer any more";
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "start it";
        }
    }

    private EnvironmentWatch watch(Optional<Diagnosis> lost) {
        return new EnvironmentWatch(seen::add, () -> {
            asked.incrementAndGet();
            return lost;
        });
    }

    private static TestFinished finished(String name, Outcome outcome, Provenance where) {
        return new TestFinished(
                new TestId(".:T#" + name + "()"),
                1,
                outcome,
                Duration.ZERO,
                Optional.empty(),
                outcome == Outcome.FAILED ? Optional.of(REFUSED) : Optional.empty(),
                where);
    }

    private List<Outcome> outcomes() {
        return seen.stream()
                .filter(TestFinished.class::isInstance)
                .map(event -> ((TestFinished) event).outcome())
                .toList();
    }

    @Test
    void a_failure_in_an_environment_that_is_still_there_is_the_tests_own() {
        EnvironmentWatch watch = watch(Optional.empty());

        watch.publish(finished("a", Outcome.FAILED, CONTAINERS));

        assertThat(outcomes()).containsExactly(Outcome.FAILED);
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_failure_in_an_environment_that_is_gone_is_infrastructure_with_the_failure_kept_and_the_cause_told_once() {
        EnvironmentWatch watch = watch(Optional.of(new Gone()));

        watch.publish(finished("a", Outcome.FAILED, CONTAINERS));
        watch.publish(finished("b", Outcome.TIMED_OUT, CONTAINERS));

        assertThat(outcomes()).containsExactly(Outcome.INFRASTRUCTURE, Outcome.INFRASTRUCTURE);
        assertThat(asked).hasValue(1);
        assertThat(seen)
                .filteredOn(Noted.class::isInstance)
                .singleElement()
                .satisfies(note -> assertThat(((Noted) note).message())
                        .contains("the engine does not answer any more")
                        .contains("start it"));
        assertThat(seen).filteredOn(TestFinished.class::isInstance).first().satisfies(first -> {
            assertThat(((TestFinished) first).failure()).contains(REFUSED);
            assertThat(((TestFinished) first).reason()).contains("the engine does not answer any more");
        });
    }

    @Test
    void what_passed_has_passed_and_what_uses_no_service_is_never_touched() {
        EnvironmentWatch watch = watch(Optional.of(new Gone()));

        watch.publish(finished("unit", Outcome.FAILED, Provenance.none()));
        assertThat(asked).hasValue(0);
        watch.publish(finished("a", Outcome.FAILED, CONTAINERS));
        watch.publish(finished("b", Outcome.PASSED, CONTAINERS));
        watch.publish(finished("other", Outcome.NOT_RUN, Provenance.none()));

        assertThat(outcomes()).containsExactly(Outcome.FAILED, Outcome.INFRASTRUCTURE, Outcome.PASSED, Outcome.NOT_RUN);
    }

    @Test
    void a_class_that_fails_after_its_tests_passed_is_never_lost_from_the_verdict() {
        EnvironmentWatch watch = watch(Optional.of(new Gone()));

        watch.publish(finished("a", Outcome.PASSED, CONTAINERS));
        watch.publish(new ContainerFailed(new TestId(".:T"), "T", "T", REFUSED, CONTAINERS));
        watch.finish();

        assertThat(seen).filteredOn(ContainerFailed.class::isInstance).hasSize(1);
    }

    @Test
    void a_class_that_fails_in_a_lost_environment_is_not_blamed_and_its_tests_are_infrastructure() {
        EnvironmentWatch watch = watch(Optional.of(new Gone()));

        watch.publish(new ContainerFailed(new TestId(".:T"), "T", "T", REFUSED, CONTAINERS));
        watch.publish(finished("a", Outcome.NOT_RUN, CONTAINERS));
        watch.finish();

        assertThat(seen).noneMatch(ContainerFailed.class::isInstance);
        assertThat(outcomes()).containsExactly(Outcome.INFRASTRUCTURE);
    }
}
