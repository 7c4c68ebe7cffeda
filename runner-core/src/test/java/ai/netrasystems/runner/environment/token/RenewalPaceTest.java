package ai.netrasystems.runner.environment.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RenewalPaceTest {
    /** The shortest time between two attempts. */
    private static final long STEP = 200;

    @Property
    void a_service_that_comes_back_before_the_end_is_asked_before_the_end(
            @ForAll @LongRange(min = 1_000, max = 86_400_000) long life,
            @ForAll @DoubleRange(min = 0, max = 1) double back) {
        long comesBack = (long) (back * (life - STEP - 1));
        long at = RenewalPace.afterSuccess(Duration.ofMillis(life)).toMillis();
        while (at < comesBack) {
            at += RenewalPace.afterFailure(Duration.ofMillis(life - at), 0).toMillis();
        }
        assertThat(at).isLessThan(life);
    }

    @Property
    void no_service_is_asked_more_than_five_times_a_second_or_less_than_twice_a_minute(
            @ForAll @LongRange(min = -86_400_000, max = 86_400_000) long left,
            @ForAll @IntRange(max = 1_000_000) int late) {
        assertThat(RenewalPace.afterFailure(Duration.ofMillis(left), late).toMillis())
                .isBetween(STEP, 30_000L);
    }

    @Property
    void while_the_token_lives_an_attempt_leaves_time_for_another(
            @ForAll @LongRange(min = 2_000, max = 86_400_000) long left) {
        assertThat(RenewalPace.wait(Duration.ofMillis(left)).toMillis()).isLessThanOrEqualTo(left / 2);
    }

    @Property
    void the_next_token_is_asked_for_within_the_life_of_this_one(
            @ForAll @LongRange(min = 1, max = 86_400_000) long life) {
        assertThat(RenewalPace.afterSuccess(Duration.ofMillis(life)).toMillis()).isBetween(0L, life);
    }
}
