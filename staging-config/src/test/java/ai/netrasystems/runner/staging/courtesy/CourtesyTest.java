package ai.netrasystems.runner.staging.courtesy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.staging.CallLimits;
import ai.netrasystems.runner.staging.InvalidVariableException;
import ai.netrasystems.runner.staging.Variables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // a turn is held, not used
class CourtesyTest {
    private static final Duration PATIENT = Duration.ofMinutes(10);

    /** Time that passes where somebody waits, and where the test says so. */
    private static final class Hand implements Ticker {
        private long now = Long.MAX_VALUE - 5;

        @Override
        public synchronized long nanos() {
            return now;
        }

        @Override
        public synchronized void pause(long nanos) {
            now += nanos;
        }
    }

    @Property
    void in_no_second_begin_more_calls_than_the_rate_says(
            @ForAll @IntRange(min = 1, max = 60) int rate,
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 200) Integer> idleMillis)
            throws InterruptedException {
        Hand hand = new Hand();
        Courtesy courtesy = new Courtesy(Optional.of(new CallLimits(4, rate)), hand);
        long origin = hand.nanos();
        List<Long> starts = new ArrayList<>();
        for (int millis : idleMillis) {
            hand.pause(TimeUnit.MILLISECONDS.toNanos(millis));
            try (Turn turn = courtesy.await("h", PATIENT).orElseThrow()) {
                starts.add(hand.nanos() - origin);
            }
        }
        for (int i = 0; i + rate < starts.size(); i++) {
            assertThat(starts.get(i + rate) - starts.get(i))
                    // the interval is rounded down to whole nanoseconds
                    .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1) - rate);
        }
    }

    @Test
    void each_host_has_turns_of_its_own_and_case_makes_no_other() throws InterruptedException {
        Courtesy courtesy = new Courtesy(Optional.of(new CallLimits(1, 1000)), new Hand());
        try (Turn one = courtesy.await("a.example", PATIENT).orElseThrow();
                Turn other = courtesy.await("b.example", PATIENT).orElseThrow()) {
            assertThat(courtesy.await("A.Example", Duration.ZERO)).isEmpty();
        }
        assertThat(courtesy.await("A.Example", PATIENT)).isPresent();
    }

    @Test
    void a_turn_that_would_come_too_late_is_not_taken_from_others() throws InterruptedException {
        Hand hand = new Hand();
        Courtesy courtesy = new Courtesy(Optional.of(new CallLimits(9, 1)), hand);
        courtesy.await("h", PATIENT).orElseThrow().close();
        for (int i = 0; i < 5; i++) {
            assertThat(courtesy.await("h", Duration.ofMillis(500))).isEmpty();
        }
        long before = hand.nanos();
        assertThat(courtesy.await("h", PATIENT)).isPresent();
        assertThat(hand.nanos() - before).isLessThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    @Timeout(30)
    void who_waits_can_be_interrupted_and_loses_nothing() throws Exception {
        Courtesy courtesy = new Courtesy(Optional.of(new CallLimits(1, 1000)), Ticker.SYSTEM);
        Turn held = courtesy.await("h", PATIENT).orElseThrow();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<Turn>> waiting = other.submit(() -> courtesy.await("h", PATIENT));
            other.shutdownNow();
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
        } finally {
            other.shutdownNow();
        }
        held.close();
        assertThat(courtesy.await("h", PATIENT)).isPresent();
    }

    @Test
    void all_that_read_the_same_limits_share_them_and_without_there_are_none() throws InterruptedException {
        Courtesy one = Courtesy.from(Variables.of(Courtesy.VARIABLE, "concurrency=1,rate=9949"));
        Courtesy same = Courtesy.from(Variables.of(Courtesy.VARIABLE, " concurrency=1,rate=9949 "));
        Courtesy none = Courtesy.from(Variables.of());
        try (Turn held = one.await("h", PATIENT).orElseThrow();
                Turn free = none.await("h", PATIENT).orElseThrow();
                Turn alsoFree = none.await("h", PATIENT).orElseThrow()) {
            assertThat(same.await("h", Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void several_processes_divide_the_limits_of_a_run_and_each_gets_something() {
        assertThat(Courtesy.shared(new CallLimits(8, 50), 4)).isEqualTo(new CallLimits(2, 12));
        assertThat(Courtesy.shared(new CallLimits(8, 50), 100)).isEqualTo(new CallLimits(1, 1));
        assertThat(Courtesy.text(new CallLimits(2, 12))).isEqualTo("concurrency=2,rate=12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "concurrency=0,rate=1", "rate=50,concurrency=8", "concurrency=8,rate=1000000"})
    void another_text_is_refused_by_name(String text) {
        assertThatThrownBy(() -> Courtesy.from(Variables.of(Courtesy.VARIABLE, text)))
                .isInstanceOf(InvalidVariableException.class)
                .hasMessageContaining(Courtesy.VARIABLE);
    }
}
