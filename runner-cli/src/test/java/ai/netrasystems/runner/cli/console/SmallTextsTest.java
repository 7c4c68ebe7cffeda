package ai.netrasystems.runner.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SmallTextsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\u001b]0;title\u0007",
                "\u009b31m",
                "a\rb",
                "a\nb",
                "\u202egnp.exe",
                "\ud800",
                "\u0000",
                "\u2028"
            })
    void hostile_text_reaches_no_terminal(String hostile) {
        assertThat(SafeText.line(hostile).codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(codePoint -> codePoint == 0x202e || codePoint == 0x2028)
                .noneMatch(codePoint -> codePoint >= 0xd800 && codePoint <= 0xdfff);
    }

    @Test
    void hostile_text_stays_readable() {
        assertThat(SafeText.line("\u001b[31mred\u001b[0m\t\u0007\u202e")).isEqualTo("\\e[31mred\\e[0m\\t\\x07\\u202e");
        assertThat(SafeText.line("plain, with accents: é 漢 🙂")).isEqualTo("plain, with accents: é 漢 🙂");
        assertThat(SafeText.lines("a\r\n\tb\u001b[0m  \n\n")).containsExactly("a", "    b\\e[0m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 ms",
                "999|999 ms",
                "1000|1.0 s",
                "59949|59.9 s",
                "59951|1 min 00 s",
                "125000|2 min 05 s",
                "3725000|1 h 02 min"
            })
    void times_are_as_exact_as_they_are_useful(long millis, String text) {
        assertThat(Elapsed.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void a_line_is_cut_by_the_columns_that_it_takes() {
        assertThat(TextWidth.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(TextWidth.cut("abcdef", 5)).isEqualTo("abcd…");
        assertThat(TextWidth.cut("漢字漢字", 5)).isEqualTo("漢字…");
        assertThat(TextWidth.of(TextWidth.cut("漢字漢字漢字", 6))).isLessThanOrEqualTo(6);
    }

    @Test
    void rerun_commands_are_quoted_for_a_shell() {
        Rerun rerun = new Rerun("./runner", List.of("--classpath", "my classes:lib"));

        assertThat(rerun.of(".:com.acme.ATest$Inner#it's_fine()", ""))
                .isEqualTo(
                        "./runner --classpath 'my classes:lib' --select-method 'com.acme.ATest$Inner#it'\\''s_fine'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".:a.B#m()|--select-method 'a.B#m'",
                "x/y@it:a.B#m(int, java.lang.String[])[3:ab]|--select-method 'a.B#m(int, java.lang.String[])'",
                ".:a.B#m()[1:ff][2:ee]|--select-method 'a.B#m'",
                ".:a.B#m[2:00]|--select-method 'a.B#m'",
                ".:a.B|--select-class a.B",
                ".:[engine:cucumber]/[feature:f]|--select-uid '[engine:cucumber]/[feature:g]'"
            })
    void the_rerun_command_selects_the_method_class_or_unique_id(String id, String command) {
        Rerun rerun = new Rerun("runner", List.of());

        assertThat(rerun.of(id, "[engine:cucumber]/[feature:g]")).isEqualTo("runner " + command);
    }

    @Test
    void the_frames_that_matter_are_the_users() {
        StackFrames frames = StackFrames.of("""
                java.lang.RuntimeException: outer
                \tat java.base/java.util.Optional.orElseThrow(Optional.java:403)
                \tat com.acme.Client.call(Client.java:7)
                \tat com.acme.ATest$Inner.lambda$works$0(ATest.java:12)
                \tat org.assertj.core.api.Assertions.assertThat(Assertions.java:1)
                Caused by: java.net.ConnectException: refused
                \t... 12 more
                """, "com.acme.ATest$Inner");

        assertThat(frames.thrownAt()).contains("com.acme.Client.call(Client.java:7)");
        assertThat(frames.inTest()).contains("com.acme.ATest$Inner.lambda$works$0(ATest.java:12)");
        assertThat(frames.rootCause()).contains("java.net.ConnectException: refused");
    }

    @Test
    void a_trace_without_frames_of_the_user_shows_none() {
        StackFrames frames =
                StackFrames.of("x\n\tat java.base/java.lang.Thread.run(Thread.java:1)\n", "com.acme.ATest");

        assertThat(frames.thrownAt()).isEmpty();
        assertThat(frames.inTest()).isEmpty();
        assertThat(frames.rootCause()).isEmpty();
    }
}
