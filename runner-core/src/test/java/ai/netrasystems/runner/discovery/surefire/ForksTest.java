package ai.netrasystems.runner.discovery.surefire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.discovery.maven.Parameters.Leaf;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ForksTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "0, 0", "1C, 4", "0.5C, 2", "0.1C, 1", "0C, 0", "2.5C, 10"})
    void a_count_may_be_a_part_of_the_processors(String text, int count) {
        Parameters parameters = new Parameters(List.of(new Leaf(List.of("forkCount"), text)));

        assertThat(Forks.of(parameters, 4)).isEqualTo(new Forks(count, true));
    }
}
