package ai.netrasystems.goldenpath.auth;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A user who exists only in tests. Immutable.
 *
 * @param email lower case; the user's identity
 * @param name for people to read
 * @param permissions what the user's tokens allow
 */
record SimulatedUser(String email, String name, List<String> permissions) {

    private static final Pattern EMAIL = Pattern.compile("[a-z0-9._%+-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,186}[a-z0-9])?");
    private static final int ID_BYTES = 12;

    SimulatedUser {
        permissions = List.copyOf(permissions);
    }

    /** The normal form of an e-mail address. */
    static Checked<String> email(String text) {
        String email = text.strip().toLowerCase(Locale.ROOT);
        return EMAIL.matcher(email).matches() ? Checked.valid(email) : Checked.invalid("email is no e-mail address");
    }

    /** The part of an address before the {@code @}: the name of a user who gave none. */
    static String nameFrom(String email) {
        return email.substring(0, email.indexOf('@'));
    }

    /** The same e-mail address has the same id, in every process and for ever. */
    String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
            return "e2e-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    Json.With json() {
        return Json.with("id", id()).with("email", email).with("name", name).with("permissions", permissions);
    }
}
