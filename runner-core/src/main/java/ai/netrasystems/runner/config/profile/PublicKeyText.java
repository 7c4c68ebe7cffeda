package ai.netrasystems.runner.config.profile;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Public keys as PEM ({@code SubjectPublicKeyInfo}, RFC 7468 section 13), of the kinds that sign a declaration. */
final class PublicKeyText {
    private static final List<String> ALGORITHMS = List.of("Ed25519", "EC");
    private static final int P256_BITS = 256;

    private PublicKeyText() {}

    /** The key; empty where the text is none, or one of another kind. A private key is none. */
    static Optional<PublicKey> parse(String text) {
        String encoded = text.replace("-----BEGIN PUBLIC KEY-----", "")
                .replace("-----END PUBLIC KEY-----", "")
                .replaceAll("\\s", "");
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        return ALGORITHMS.stream().flatMap(it -> key(it, bytes).stream()).findFirst();
    }

    private static Optional<PublicKey> key(String algorithm, byte[] bytes) {
        try {
            PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
            return key instanceof ECPublicKey curve
                            && curve.getParams().getCurve().getField().getFieldSize() != P256_BITS
                    ? Optional.empty()
                    : Optional.of(key);
        } catch (GeneralSecurityException otherKind) {
            return Optional.empty();
        }
    }
}
