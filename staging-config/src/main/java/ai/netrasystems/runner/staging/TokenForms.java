package ai.netrasystems.runner.staging;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The forms in which a token may come back in a text from outside, so that none of them is shown: as it is, Base64 of
 * both alphabets, percent-encoded; and whatever looks like another user's token.
 */
final class TokenForms {
    private static final String REDACTED = "<redacted>";
    /** {@code eyJ} is how the first part of every JWT begins: Base64 of an opening brace and a quotation mark. */
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]{16,}+(?:\\.[A-Za-z0-9_-]*+){0,2}");

    private static final Pattern CARRIER = Pattern.compile("jwt\\.[A-Za-z0-9_-]{16,}+");

    private final List<String> forms;

    TokenForms(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        String unpadded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        forms = Stream.of(token, carried(token), unpadded, PercentEncoding.of(token))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** Base64url without padding. */
    static String carried(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    String redact(String text) {
        String shown = text;
        for (String form : forms) {
            shown = shown.replace(form, REDACTED);
        }
        return JWT.matcher(CARRIER.matcher(shown).replaceAll("jwt." + REDACTED)).replaceAll(REDACTED);
    }

    /**
     * At most the first {@code length} characters of the text, redacted. Looks at no more of it than that needs, however
     * long it is.
     */
    String redactStart(String text, int length) {
        int longest = forms.get(0).length();
        if (text.length() <= length + longest) {
            String shown = redact(text);
            return shown.substring(0, Math.min(length, shown.length()));
        }
        // The cut may go through a form of the token; what may be its beginning is not shown either.
        String shown = redact(text.substring(0, length + longest));
        return shown.substring(0, Math.max(0, Math.min(length, shown.length() - longest)));
    }
}
