package ai.netrasystems.runner.environment.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class InterpolationTest {
    private static final Map<String, String> VARIABLES = Map.of("SET", "value", "EMPTY", "", "_X1", "x");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain                     | plain",
                "$SET                      | value",
                "a-${SET}-b                | a-value-b",
                "$SET/$_X1                 | value/x",
                "${NOT}                    | ''",
                "${NOT:-d}                 | d",
                "${EMPTY:-d}               | d",
                "${EMPTY-d}                | ''",
                "${NOT-d}                  | d",
                "${SET:-d}                 | value",
                "${SET:?e}                 | value",
                "${EMPTY?e}                | ''",
                "${SET:+x}                 | x",
                "${EMPTY:+x}               | ''",
                "${EMPTY+x}                | x",
                "${NOT+x}                  | ''",
                "$$SET                     | $SET",
                "costs $                   | costs $",
                "$1 and $.x                | $1 and $.x",
                "$${SET}                   | ${SET}",
                "${NOT:-${SET}}            | value",
                "${NOT:-${ALSO:-$SET}}     | value",
                "${IMG:-postgres:18}       | postgres:18",
                "{port:8000} {host}        | {port:8000} {host}",
            })
    void reads_what_compose_reads(String text, String expected) throws Exception {
        assertThat(new Interpolation(VARIABLES).apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${SET                     | never closed",
                "${}                       | names no variable",
                "${NOT:?is needed}         | `NOT` is not set: is needed",
                "${EMPTY:?}                | `EMPTY` is not set",
                "${SET:}                   | no operator",
                "${SET/a/b}                | no interpolation that Compose knows",
            })
    void says_what_it_cannot_read(String text, String message) {
        assertThatThrownBy(() -> new Interpolation(VARIABLES).apply(text)).hasMessageContaining(message);
    }
}
