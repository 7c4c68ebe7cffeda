package ai.netrasystems.runner.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.TestId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("unit")
class RedactorTest {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl-_x";

    @Provide
    Arbitrary<String> texts() {
        // Few letters, so that secrets occur, overlap, repeat and stand within one another.
        return Arbitraries.strings().withChars('a', 'b', '*').ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().withChars('a', 'b', '*').ofMinLength(8).ofMaxLength(11);
    }

    @Property(tries = 500)
    void no_secret_is_left_in_any_text(
            @ForAll("texts") String text, @ForAll("secrets") String one, @ForAll("secrets") String other) {
        String redacted =
                Redactor.of(List.of(new Secret(one), new Secret(other))).redact(text);

        assertThat(redacted).doesNotContain(one, other);
    }

    @Property(tries = 250)
    void a_text_without_secret_is_left_as_it_is(@ForAll("texts") String text, @ForAll("secrets") String secret) {
        if (!text.contains(secret)) {
            assertThat(Redactor.of(List.of(new Secret(secret))).redact(text)).isSameAs(text);
        }
    }

    @Property(tries = 250)
    void every_form_of_any_secret_is_replaced_and_what_stands_around_it_kept(@ForAll long seed) {
        byte[] bytes =
                ("s3cret:x" + new AnyEvent(seed).text().replaceAll("[\r\n]+$", "")).getBytes(StandardCharsets.UTF_8);
        // No half surrogate pairs: nothing that is read from bytes has one, and JDK 25's URLEncoder loses some.
        String secret = new String(bytes, StandardCharsets.UTF_8);
        String text = "Bearer " + secret + "\njwt."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
                + "\n" + Base64.getEncoder().encodeToString(bytes) + "\n"
                + java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8) + ".";

        String redacted = Redactor.of(List.of(new Secret(secret))).redact(text);

        assertThat(redacted).matches("Bearer \\*\\*\\*\njwt\\.\\*\\*\\*\n\\*\\*\\*={0,2}\n\\*\\*\\*\\.");
    }

    @Example
    void a_value_too_short_to_protect_anything_is_refused_and_not_told() {
        Redactor.Register register = new Redactor.Register();

        for (String value : List.of("", "hunter2", "hunt\r\n\ner2")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> register.add(new Secret(value)))
                    .withMessageNotContaining("hunt");
        }
        assertThat(register.redactor().isNothing()).isTrue();
    }

    @Example
    void no_kind_of_event_shows_a_secret_that_a_program_printed() {
        Redactor redactor = Redactor.of(List.of(new Secret(TOKEN)));
        EventCodec codec = new EventCodec();

        for (RunEvent event : SampleEvents.all()) {
            String line = codec.write(SampleEvents.stamped(event));
            // Every text that people or programs write freely, with the token in it.
            String poisoned = line.replaceAll(
                    "\"(message|stackTrace|expected|actual|summary|remedy|text|reason|displayName|source|build"
                            + "|fallbackCause|detail|address|xmlName|xmlClass|className|id|uniqueId|test|container|type|impact)\":\"",
                    "\"$1\":\"" + TOKEN);
            poisoned = poisoned.replaceAll(
                    "\"(output|evidence|lastOutput|arguments|command|problems|unmet|names|leftovers|tags)\":\\[\"",
                    "\"$1\":[\"" + TOKEN);
            RunEvent redacted = redactor.redact(codec.read(poisoned)
                    .<Stamped>fold(stamped -> stamped, kind -> fail(kind), why -> fail(why))
                    .event());
            // Ids have something in the mask's place that keeps them apart.
            assertThat(codec.write(SampleEvents.stamped(redacted))
                            .replace(Redactor.MASK, "")
                            .replaceAll("~[0-9a-f]{8}\"", "\""))
                    .as(event.getClass().getSimpleName())
                    .isEqualTo(line);
        }
    }

    @Example
    void ids_in_which_a_secret_stood_are_still_told_apart() {
        Redactor redactor = Redactor.of(List.of(new Secret(TOKEN), new Secret("another-token")));

        TestId one = redactor.redact(new TestId("m:[test:" + TOKEN + "]"));
        TestId other = redactor.redact(new TestId("m:[test:another-token]"));

        assertThat(one.value()).startsWith("m:[test:***]~");
        assertThat(one).isNotEqualTo(other).isEqualTo(redactor.redact(new TestId("m:[test:" + TOKEN + "]")));
        assertThat(redactor.redact(new TestId("m:[test:x]"))).isEqualTo(new TestId("m:[test:x]"));
    }

    @Example
    void a_secret_of_several_lines_is_found_in_a_list_of_lines_which_keeps_its_length() {
        Redactor redactor = Redactor.of(List.of(new Secret("-----KEY-----\nMIIabc\nxyz=\n")));

        assertThat(redactor.redact(List.of("before", "> -----KEY-----", "MIIabc", "xyz= <", "")))
                .containsExactly("before", "> ***", "***", "*** <", "");
    }

    @Example
    void two_secrets_on_two_lines_stay_on_two_lines() {
        assertThat(Redactor.of(List.of(new Secret(TOKEN))).redact(TOKEN + "\r\n" + TOKEN + "\n"))
                .isEqualTo("***\r\n***\n");
    }

    @Example
    void secrets_that_become_known_later_are_replaced_from_then_on() {
        Redactor.Register register = new Redactor.Register();
        Redactor before = register.redactor();

        register.add(new Secret(TOKEN));

        assertThat(before.redact(TOKEN)).isEqualTo(TOKEN);
        assertThat(register.redactor().redact("token=" + TOKEN + ";")).isEqualTo("token=***;");
    }

    @Example
    void never_shows_what_it_knows() {
        assertThat(Redactor.of(List.of(new Secret(TOKEN))).toString().toLowerCase(Locale.ROOT))
                .doesNotContain("eyj");
    }

    private static Stamped fail(String why) {
        throw new AssertionError(why);
    }
}
