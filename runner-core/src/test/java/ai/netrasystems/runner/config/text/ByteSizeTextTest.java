package ai.netrasystems.runner.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
@org.junit.jupiter.api.Tag("unit")
class ByteSizeTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "10188, 9.9 KiB",
        "10200, 10 KiB",
        "50331648, 48 MiB",
        "1288490189, 1.2 GiB",
        "9223372036854775807, 8192 PiB",
    })
    void sizes_are_shown_with_two_digits_that_matter(long bytes, String shown) {
        assertThat(ByteSizeText.shown(bytes)).isEqualTo(shown);
    }

    @Property
    void what_is_shown_is_nearly_what_it_was(@ForAll @LongRange(min = 1024, max = 1L << 50) long bytes) {
        assertThat((double) ByteSizeText.parse(ByteSizeText.shown(bytes)).orElseThrow())
                .isBetween(bytes * 0.94, bytes * 1.06);
    }
}
