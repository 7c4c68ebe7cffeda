package ai.netrasystems.runner.environment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.model.Checked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever stands in a file, reading it ends with a value or with none; what was written comes back. */
@Tag("unit")
class ComposeTextsPropertyTest {
    @Property
    void words_in_quotes_come_back(@ForAll @Size(max = 6) List<@StringLength(max = 8) String> words) {
        String text = String.join(
                " ",
                words.stream()
                        .map(word -> "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .toList());
        assertThat(CommandWords.split(text)).contains(new CommandWords.Split(words, ""));
    }

    @Property
    void any_command_is_read_or_refused(
            @ForAll @Chars({'a', '2', ' ', '\'', '"', '\\', '$', '(', ')', '`', '>', '&'}) String text) {
        CommandWords.split(text).ifPresent(split -> assertThat(text.strip()).endsWith(split.dropped()));
    }

    @Property
    void sizes_come_back_in_each_unit(@ForAll @LongRange(min = 0, max = 4_000_000) long amount) {
        assertThat(ByteSizeText.parse(amount + "k")).isEqualTo(OptionalLong.of(amount << 10));
        assertThat(ByteSizeText.parse(amount + " MiB")).isEqualTo(OptionalLong.of(amount << 20));
        assertThat(ByteSizeText.parse(amount + "GB")).isEqualTo(OptionalLong.of(amount << 30));
        assertThat(ByteSizeText.parse(String.valueOf(amount))).isEqualTo(OptionalLong.of(amount));
    }

    @Property
    void any_size_is_read_or_refused(@ForAll @Chars({'0', '9', '.', 'k', 'p', 'i', 'b', ' ', '-'}) String text) {
        assertThat(ByteSizeText.parse(text).orElse(0)).isNotNegative();
    }

    @Property
    void ports_come_back(
            @ForAll @IntRange(min = 1, max = 65_000) int container,
            @ForAll @IntRange(min = 1, max = 65_000) int host,
            @ForAll @IntRange(max = 20) int more) {
        String range = container + "-" + (container + more);
        assertThat(PortText.parse("127.0.0.1:" + host + "-" + (host + more) + ":" + range + "/TCP"))
                .hasValueSatisfying(port -> {
                    assertThat(port.container()).hasSize(more + 1).startsWith(container);
                    assertThat(port.hostIp()).isEqualTo("127.0.0.1");
                    assertThat(port.protocol()).isEqualTo("tcp");
                });
    }

    @Property
    void any_port_is_read_or_refused(@ForAll @Chars({'0', '8', '9', ':', '-', '/', '[', ']', '.', 'u'}) String text) {
        PortText.parse(text)
                .ifPresent(port ->
                        assertThat(port.container()).isNotEmpty().allMatch(number -> number >= 1 && number <= 65_535));
    }

    @Property
    void a_variable_in_single_quotes_comes_back(
            @ForAll @CharRange(from = 'a', to = 'z') @NotEmpty String name,
            @ForAll @Chars({'a', ' ', '#', '$', '"', '\n', '=', '{'}) String value) {
        assertThat(EnvFile.parse("X=1\n" + name + "='" + value + "' # said\n", Path.of("x.env"), Map.of()))
                .isInstanceOfSatisfying(
                        Checked.Valid.class,
                        valid -> assertThat((Map<?, ?>) valid.value()).isEqualTo(Map.of("X", "1", name, value)));
    }

    @Property
    void any_file_of_variables_is_read_or_has_a_line(
            @ForAll @Chars({'A', '=', ':', '\n', '"', '\'', '\\', '$', '{', '}', '#', ' ', '0', '\r'}) String text) {
        EnvFile.parse(text, Path.of("x.env"), Map.of())
                .fold(
                        found -> assertThat(found).doesNotContainKey(""),
                        problems -> assertThat(problems.get(0).where().line()).isPositive());
    }
}
