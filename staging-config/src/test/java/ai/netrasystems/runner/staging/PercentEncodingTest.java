package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
@org.junit.jupiter.api.Tag("unit")
class PercentEncodingTest {

    @Test
    void keeps_the_unreserved_characters_and_no_other() {
        assertThat(PercentEncoding.of("aZ09-._~")).isEqualTo("aZ09-._~");
        assertThat(PercentEncoding.of(".:a.B$C#m(int[],é)[1:0a]\r\n"))
                .isEqualTo(".%3Aa.B%24C%23m%28int%5B%5D%2C%C3%A9%29%5B1%3A0a%5D%0D%0A");
    }

    @Property(tries = 300)
    void any_text_is_safe_in_a_header_and_can_be_read_back(@ForAll String text) {
        Assume.that(text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF));

        String encoded = PercentEncoding.of(text);

        assertThat(encoded).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(text);
    }
}
