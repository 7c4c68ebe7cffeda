package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SurroundingsTest {
    @Test
    void a_ci_job_is_told_by_the_variable_ci_unless_it_says_no() {
        assertThat(with(Map.of("CI", "true")).inCi()).isTrue();
        assertThat(with(Map.of("CI", "1")).inCi()).isTrue();
        assertThat(with(Map.of("CI", "false")).inCi()).isFalse();
        assertThat(with(Map.of("CI", "")).inCi()).isFalse();
        assertThat(with(Map.of("CIRCLE", "true")).inCi()).isFalse();
    }

    private static Surroundings with(Map<String, String> environment) {
        Path here = Path.of("").toAbsolutePath();
        return new Surroundings(
                here, here, environment, Optional.empty(), new Installation("1", here, here), Clock.systemUTC());
    }
}
