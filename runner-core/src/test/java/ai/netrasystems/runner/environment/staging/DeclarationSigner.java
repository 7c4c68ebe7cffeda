package ai.netrasystems.runner.environment.staging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** A staging system's side of a signed declaration, by the JDK alone: what the library checks was not made by it. */
final class DeclarationSigner {
    private final Map<String, Object> claims = new LinkedHashMap<>();

    /** RFC 8037 and RFC 7518 section 3.4. */
    enum Algorithm {
        EDDSA("EdDSA", "Ed25519", "Ed25519"),
        ES256("ES256", "EC", "SHA256withECDSAinP1363Format");

        private final String header;
        private final String keys;
        private final String signature;

        Algorithm(String header, String keys, String signature) {
            this.header = header;
            this.keys = keys;
            this.signature = signature;
        }
    }

    static KeyPair keys(Algorithm algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keys);
            if (algorithm == Algorithm.ES256) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A good answer, made now. */
    static DeclarationSigner answering(Challenge challenge, Instant now) {
        return answering(challenge.origin().toString(), challenge.nonce(), now);
    }

    static DeclarationSigner answering(String origin, String nonce, Instant now) {
        return new DeclarationSigner()
                .with("schema", 1)
                .with("origin", origin)
                .with("aud", origin)
                .with("environment", "staging")
                .with("build", "4f2c1")
                .with("nonce", nonce)
                .with("iat", now.getEpochSecond())
                .with("exp", now.getEpochSecond() + 300);
    }

    DeclarationSigner with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    DeclarationSigner without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** Compact JWS. */
    String sign(Algorithm algorithm, KeyPair keys) {
        try {
            String head = encoded(("{\"alg\":\"" + algorithm.header + "\"}").getBytes(StandardCharsets.UTF_8)) + "."
                    + encoded(JSON.std.asString(claims).getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance(algorithm.signature);
            signature.initSign(keys.getPrivate());
            signature.update(head.getBytes(StandardCharsets.US_ASCII));
            return head + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
