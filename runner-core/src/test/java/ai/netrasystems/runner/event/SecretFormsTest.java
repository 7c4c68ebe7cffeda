package ai.netrasystems.runner.event;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Secret;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import tools.jackson.jr.ob.JSON;

/** What encoders of others make of a secret, in one piece or many, never comes through. */
@Tag("unit")
class SecretFormsTest {
    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withChars("abcXYZ019-._~+/= \"\\'<>&%*:;?#@!$(),\n\u00e4\u20ac\u00ff")
                                .ofMinLength(8)
                                .ofMaxLength(40),
                        Arbitraries.strings()
                                .alpha()
                                .numeric()
                                .withChars("-_.")
                                .ofMinLength(60)
                                .ofMaxLength(200))
                .filter(text -> !new Secret(text).isTooShort());
    }

    @Property(tries = 200)
    void nothing_that_an_encoder_made_of_a_secret_comes_through_however_it_is_cut(
            @ForAll("secrets") String secret, @ForAll long seed) {
        Random random = new Random(seed);
        Redactor redactor = Redactor.of(List.of(new Secret(secret)));
        StringBuilder text = new StringBuilder("begin\n");
        List<String> forms = encoded(secret, random);
        forms.forEach(form -> text.append("> ").append(form).append(" <\n"));

        StringBuilder shown = new StringBuilder();
        Redactor.Open open = Redactor.Open.NOTHING;
        for (String piece : pieces(text.append("end\n").toString(), random)) {
            Redactor.Piece done = redactor.piece(open, piece);
            shown.append(done.ready());
            open = done.open();
        }
        shown.append(open.last());

        String flat = shown.toString().replaceAll("[\r\n]", "");
        for (String form : forms) {
            assertThat(flat).doesNotContain(form.replaceAll("[\r\n]", ""));
        }
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (int before = 0; before < 3; before++) {
                assertThat(flat).doesNotContain(sameWhateverIsAround(secret, before, encoder));
            }
        }
        assertThat(shown.toString()).startsWith("begin\n").endsWith("end\n");
    }

    @Property(tries = 100)
    void text_in_which_no_form_is_comes_through_as_it_is_however_it_is_cut(
            @ForAll("secrets") String secret, @ForAll long seed) {
        Random random = new Random(seed);
        Redactor redactor = Redactor.of(List.of(new Secret(secret)));
        StringBuilder text = new StringBuilder();
        for (int unit = 0; unit < 300; unit++) {
            text.append("|{}[]^`\u4e2d\n \t".charAt(random.nextInt(11)));
        }

        StringBuilder shown = new StringBuilder();
        Redactor.Open open = Redactor.Open.NOTHING;
        for (String piece : pieces(text.toString(), random)) {
            Redactor.Piece done = redactor.piece(open, piece);
            shown.append(done.ready());
            open = done.open();
        }

        assertThat(shown + open.last()).isEqualTo(text.toString());
    }

    @Property(tries = 100)
    void no_form_is_so_short_that_it_is_found_where_no_secret_is(@ForAll("secrets") String secret) {
        assertThat(SecretForms.of(new Secret(secret)))
                .allSatisfy(form -> assertThat(new Secret(form).isTooShort()).isFalse());
    }

    @Example
    void a_token_has_few_forms_for_most_ways_to_write_it_are_the_same() {
        assertThat(SecretForms.of(new Secret("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJl-_x")))
                .hasSizeLessThan(24);
    }

    /** Each by an encoder that is not ours, but for those that the JDK has none of. */
    private static List<String> encoded(String secret, Random random) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] longer = between(bytes, random);
        String hex = HexFormat.of().formatHex(bytes);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(
                secret,
                hex,
                hex.toUpperCase(java.util.Locale.ROOT),
                HexFormat.ofDelimiter(":").formatHex(bytes),
                url,
                url.replace("+", "%20"),
                HexFormat.of().withPrefix("%").formatHex(bytes),
                xml(secret)));
        String json = json(secret);
        all.add(json);
        all.add(json.replace("/", "\\/"));
        all.add(json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
        all.add(json.replace("\u00e4", "\\u00e4").replace("\u20ac", "\\u20ac").replace("\u00ff", "\\u00ff"));
        for (byte[] content : List.of(bytes, longer)) {
            all.add(Base64.getEncoder().encodeToString(content));
            all.add(Base64.getEncoder().withoutPadding().encodeToString(content));
            all.add(Base64.getUrlEncoder().encodeToString(content));
            all.add(Base64.getMimeEncoder().encodeToString(content));
            all.add(Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(content));
        }
        return all;
    }

    private static byte[] between(byte[] bytes, Random random) {
        byte[] before = new byte[random.nextInt(80)];
        byte[] after = new byte[random.nextInt(80)];
        random.nextBytes(before);
        random.nextBytes(after);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before);
        all.writeBytes(bytes);
        all.writeBytes(after);
        return all.toByteArray();
    }

    /** What two texts have in common that differ in all but the secret. */
    private static String sameWhateverIsAround(String secret, int before, Base64.Encoder encoder) {
        String one = encoder.encodeToString(
                ("\u0000".repeat(before) + secret + "\u0000\u0000\u0000").getBytes(StandardCharsets.UTF_8));
        String other = encoder.encodeToString(
                ("\u007f".repeat(before) + secret + "\u007f\u007f\u007f").getBytes(StandardCharsets.UTF_8));
        int from = 0;
        while (one.charAt(from) != other.charAt(from) || from < before) {
            from++;
        }
        int to = from;
        while (one.charAt(to) == other.charAt(to)) {
            to++;
        }
        return one.substring(from, to);
    }

    private static String json(String text) {
        try {
            String object = JSON.std.asString(Map.of("", text));
            return object.substring("{\"\":\"".length(), object.length() - 2);
        } catch (tools.jackson.core.JacksonException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(1 + random.nextInt(200)));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
