package ai.netrasystems.runner.event;

import ai.netrasystems.runner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The ways in which programs write a secret: as it is, in Base64 (alone, or somewhere within a longer text that was
 * encoded as a whole), in hexadecimal, and escaped as URLs, JSON, Java, XML and HTML want it. Pure.
 */
final class SecretForms {
    /** Bytes that three Base64 characters of a group stand for before the fourth: where a secret can begin in it. */
    private static final int ALIGNMENTS = 3;

    private static final int SEXTET = 6;
    private static final List<Base64.Encoder> ENCODERS = List.of(
            Base64.getEncoder(),
            Base64.getEncoder().withoutPadding(),
            Base64.getUrlEncoder(),
            Base64.getUrlEncoder().withoutPadding());

    private SecretForms() {}

    /** All of them, none shorter than {@link Secret#SHORTEST}; most secrets have few that differ. */
    static Set<String> of(Secret secret) {
        String raw = secret.reveal();
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        Set<String> plain = new LinkedHashSet<>();
        plain.add(raw);
        // UTF-8 that was read as Latin-1.
        plain.add(new String(bytes, StandardCharsets.ISO_8859_1));
        for (Base64.Encoder encoder : ENCODERS) {
            plain.add(encoder.encodeToString(bytes));
            for (int offset = 0; offset < ALIGNMENTS; offset++) {
                plain.add(within(bytes, offset, encoder));
            }
        }
        Set<String> forms = new LinkedHashSet<>(plain);
        plain.forEach(text -> forms.addAll(EscapedText.of(text)));
        forms.addAll(hexadecimal(bytes));
        forms.addAll(EscapedText.percentEachByte(bytes));
        return forms;
    }

    /** What is the same of a Base64 text whatever stands before and after the bytes, of which so many come before. */
    private static String within(byte[] bytes, int offset, Base64.Encoder encoder) {
        byte[] all = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, all, offset, bytes.length);
        int firstWhole = (offset * Byte.SIZE + SEXTET - 1) / SEXTET;
        int whole = all.length * Byte.SIZE / SEXTET;
        return encoder.encodeToString(all).substring(firstWhole, whole);
    }

    private static List<String> hexadecimal(byte[] bytes) {
        String lower = HexFormat.of().formatHex(bytes);
        String colons = HexFormat.ofDelimiter(":").formatHex(bytes);
        String spaces = HexFormat.ofDelimiter(" ").formatHex(bytes);
        return List.of(
                lower,
                lower.toUpperCase(Locale.ROOT),
                colons,
                colons.toUpperCase(Locale.ROOT),
                spaces,
                spaces.toUpperCase(Locale.ROOT));
    }
}
