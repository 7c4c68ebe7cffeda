package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.cleanup.CleanUpAction;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CleanUpOrderTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);

    @Property
    void what_was_written_is_read_whatever_stands_in_it(
            @ForAll @StringLength(max = 200) String test,
            @ForAll @StringLength(max = 200) String body,
            @ForAll @IntRange(max = 9) int attempts) {
        CleanUpOrder order = new CleanUpOrder(
                "id-1",
                NOW,
                test,
                new CleanUpAction(
                        "backend", "PUT", "/a%20b?c=d", Optional.of(new CleanUpAction.Body("text/plain", body))),
                attempts);

        assertThat(order.line()).doesNotContain("\n", "\r");
        assertThat(CleanUpOrder.parse(order.line(), NOW)).contains(order);
    }

    @Property
    void no_line_breaks_the_reader(@ForAll String line) {
        CleanUpOrder.parse(line, NOW).ifPresent(order -> assertThat(order.id()).isNotBlank());
    }

    @Test
    void a_line_that_is_no_object_is_no_order() {
        assertThat(CleanUpOrder.parse("null", NOW)).isEmpty();
        assertThat(CleanUpOrder.parse("[]", NOW)).isEmpty();
    }

    @Test
    void it_is_given_up_after_a_week_or_five_runs_and_no_moment_to_come_is_believed() {
        String line = "{\"schema\":1,\"id\":\"1\",\"at\":%d,\"attempts\":%d,\"service\":\"backend\","
                + "\"method\":\"DELETE\",\"path\":\"/x\"}";
        long now = NOW.toEpochMilli();
        long week = CleanUpOrder.OLDEST.toMillis();

        assertThat(CleanUpOrder.parse(String.format(line, now - week, 4), NOW)
                        .orElseThrow()
                        .isOver(NOW))
                .isFalse();
        assertThat(CleanUpOrder.parse(String.format(line, now - week - 1, 0), NOW)
                        .orElseThrow()
                        .isOver(NOW))
                .isTrue();
        assertThat(CleanUpOrder.parse(String.format(line, now, 5), NOW)
                        .orElseThrow()
                        .isOver(NOW))
                .isTrue();
        assertThat(CleanUpOrder.parse(String.format(line, now + 1_000, -7), NOW))
                .hasValueSatisfying(order -> {
                    assertThat(order.at()).isEqualTo(NOW);
                    assertThat(order.attempts()).isZero();
                });
    }
}
