package ai.netrasystems.runner.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DurationTextTest {
    @Test
    void reads_durations_as_people_and_compose_write_them() {
        assertThat(DurationText.parse("30s")).contains(Duration.ofSeconds(30));
        assertThat(DurationText.parse("2m")).contains(Duration.ofMinutes(2));
        assertThat(DurationText.parse("5 min")).contains(Duration.ofMinutes(5));
        assertThat(DurationText.parse(" 1h30m ")).contains(Duration.ofMinutes(90));
        assertThat(DurationText.parse("1.5s")).contains(Duration.ofMillis(1500));
        assertThat(DurationText.parse("250MS")).contains(Duration.ofMillis(250));
        assertThat(DurationText.parse("1 d")).contains(Duration.ofDays(1));
    }

    @Test
    void refuses_what_is_ambiguous_or_no_duration() {
        assertThat(List.of("", "30", "-5s", "s", "5x", "5s!", "1e3s", "5 mins", "99999999999999999999h", "1h 30"))
                .allSatisfy(text -> assertThat(DurationText.parse(text)).isEmpty());
    }

    @Property(tries = 500)
    void what_it_writes_it_reads_back(@ForAll @LongRange(min = 0, max = 10_000_000_000L) long micros) {
        Duration duration = Duration.ofNanos(micros * 1_000);
        assertThat(DurationText.parse(DurationText.format(duration))).contains(duration);
    }

    @Property(tries = 500)
    void any_text_is_a_duration_or_none(@ForAll String text) {
        DurationText.parse(text).ifPresent(found -> assertThat(found).isGreaterThanOrEqualTo(Duration.ZERO));
    }
}
