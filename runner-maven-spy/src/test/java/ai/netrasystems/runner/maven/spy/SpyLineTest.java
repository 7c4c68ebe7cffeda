package ai.netrasystems.runner.maven.spy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.NotEmpty;

@Tag("unit")
class SpyLineTest {
    @Property(tries = 200)
    void is_read_as_it_was_written_and_is_one_line(@ForAll @NotEmpty List<String> words) {
        String line = SpyLine.of(words);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(SpyLine.words(line)).isEqualTo(words);
    }

    @Example
    void an_escape_of_nobodys_is_an_error() {
        assertThatIllegalArgumentException().isThrownBy(() -> SpyLine.words("a\\x"));
        assertThatIllegalArgumentException().isThrownBy(() -> SpyLine.words("a\\"));
    }
}
