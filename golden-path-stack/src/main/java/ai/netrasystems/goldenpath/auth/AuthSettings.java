package ai.netrasystems.goldenpath.auth;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Declaration;
import ai.netrasystems.goldenpath.service.ListenAddress;
import ai.netrasystems.goldenpath.service.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the service was told by its environment variables. Holds secrets, so it is no record and prints none. */
final class AuthSettings {

    private final ListenAddress address;
    private final byte[] signingKey;
    private final Optional<byte[]> bypassKeyDigest;
    private final boolean production;
    private final Optional<Declaration> declaration;

    private AuthSettings(
            ListenAddress address,
            byte[] signingKey,
            Optional<byte[]> bypassKeyDigest,
            boolean production,
            Optional<Declaration> declaration) {
        this.address = address;
        this.signingKey = signingKey;
        this.bypassKeyDigest = bypassKeyDigest;
        this.production = production;
        this.declaration = declaration;
    }

    /** Reads {@code environment}; without a signing key there it makes one from {@code random} for this process alone. */
    static Checked<AuthSettings> from(Map<String, String> environment, SecureRandom random) {
        var read = new SettingsReader(environment);
        Optional<ListenAddress> address = read.listenAddress();
        Optional<byte[]> signingKey = read.optional("JWT_SECRET_KEY").isPresent()
                ? read.required("JWT_SECRET_KEY", AuthSettings::signingKey)
                : Optional.of(randomKey(random));
        Optional<byte[]> bypassKey = read.optional("E2E_OAUTH_SIMULATION_KEY").map(AuthSettings::digest);
        String kind = read.optional("ENVIRONMENT").orElse("").toLowerCase(Locale.ROOT);
        Optional<Declaration> declaration = Declaration.from(read);
        return read.build(() -> new AuthSettings(
                address.orElseThrow(), signingKey.orElseThrow(), bypassKey, kind.equals("production"), declaration));
    }

    ListenAddress address() {
        return address;
    }

    byte[] signingKey() {
        return signingKey.clone();
    }

    /** Whether this is production, where nobody is simulated. */
    boolean production() {
        return production;
    }

    /** What it says of itself to testers; empty where nothing. */
    Optional<Declaration> declaration() {
        return declaration;
    }

    /** Whether anybody can log in at all. */
    boolean hasBypassKey() {
        return bypassKeyDigest.isPresent();
    }

    /** Whether {@code key} is the bypass key; takes the same time for every wrong key of whatever length. */
    boolean isBypassKey(String key) {
        return bypassKeyDigest
                .map(expected -> MessageDigest.isEqual(expected, digest(key)))
                .orElse(false);
    }

    private static Checked<byte[]> signingKey(String value) {
        byte[] key = value.getBytes(StandardCharsets.UTF_8);
        return key.length >= AccessTokens.MIN_KEY_BYTES
                ? Checked.valid(key)
                : Checked.invalid("is shorter than the " + AccessTokens.MIN_KEY_BYTES + " bytes that HS256 needs");
    }

    private static byte[] randomKey(SecureRandom random) {
        byte[] key = new byte[AccessTokens.MIN_KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
