package ai.netrasystems.runner.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class YamlPlaceTest {
    @Test
    void values_and_keys_are_found_where_they_are_written() {
        String text = "a: {b: 'it''s', \"c\": \uD83D\uDE00} # a\nd:\n  - x y  # z\n";

        assertThat(YamlPlace.all(text))
                .extracting(it -> it.line() + " " + text.substring(it.begin(), it.end()) + " " + it.value())
                .containsExactly(
                        "1 a a",
                        "1 b b",
                        "1 'it''s' it's",
                        "1 \"c\" c",
                        "1 \uD83D\uDE00 \uD83D\uDE00",
                        "2 d d",
                        "3 x y x y");
    }

    @Test
    void what_has_an_anchor_or_a_tag_or_goes_over_lines_has_no_place() {
        String text = "a: &x v\nb: !!str w\nc: |\n  t\nd: >\n  u\ne: p\n  q\nf: \"\\u0041\"\n";

        assertThat(YamlPlace.all(text)).extracting(YamlPlace::value).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void another_value_is_written_in_the_same_quotes() {
        assertThat(YamlPlace.all("[a, 'b', \"c\"]"))
                .extracting(it -> it.written("\\'\""))
                .containsExactly("\\'\"", "'\\''\"'", "\"\\\\'\\\"\"");
    }
}
