package ai.netrasystems.runner.environment.staging;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The signatures under declarations: compact JWS (RFC 7515 section 3.1). Which algorithm counts follows from the key,
 * never from what the other side says (RFC 8725 section 3.1). Pure.
 */
final class DeclarationSignatures {
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private DeclarationSignatures() {}

    /** Whether the text has the form of one. */
    static boolean isCompact(String text) {
        return COMPACT.matcher(text).matches();
    }

    /** What was signed by one of the keys; empty where none of them did. */
    static Optional<String> payload(String compact, List<PublicKey> keys) {
        return keys.stream().flatMap(key -> payload(compact, key).stream()).findFirst();
    }

    private static Optional<String> payload(String compact, PublicKey key) {
        String algorithm = key instanceof ECPublicKey
                ? AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256
                : AlgorithmIdentifiers.EDDSA;
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm));
            signature.setCompactSerialization(compact);
            signature.setKey(key);
            return signature.verifySignature() ? Optional.of(signature.getPayload()) : Optional.empty();
        } catch (JoseException | RuntimeException notOne) {
            // Of a header that has the wrong types the library makes what it can: a ClassCastException.
            return Optional.empty();
        }
    }
}
