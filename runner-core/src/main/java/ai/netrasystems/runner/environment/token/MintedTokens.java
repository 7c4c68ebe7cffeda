package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Tokens signed here with the auth service's own secret: JWT (RFC 7519), HS256 (RFC 7518 section 3.2). Only for a profile
 * that says so.
 */
public final class MintedTokens implements TokenSource {
    /** RFC 7518 section 3.2: a key of the same size as the hash output or larger. */
    public static final int SHORTEST_KEY = 32;

    private final HmacKey key;
    private final String issuer;
    private final Duration lifetime;
    private final InstantSource wall;

    /** Signs with the UTF-8 bytes of that secret, of which there are at least {@link #SHORTEST_KEY}. */
    public MintedTokens(Secret secret, String issuer, Duration lifetime, InstantSource wall) {
        byte[] bytes = secret.reveal().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a key for HS256 has at least " + SHORTEST_KEY + " bytes");
        }
        this.key = new HmacKey(bytes);
        this.issuer = issuer;
        this.lifetime = lifetime;
        this.wall = wall;
    }

    @Override
    public TokenResult take(TestUser user, Duration within) {
        NumericDate now = NumericDate.fromMilliseconds(wall.millis());
        NumericDate end = NumericDate.fromSeconds(now.getValue() + lifetime.toSeconds());
        JwtClaims claims = new JwtClaims();
        claims.setSubject(UUID.nameUUIDFromBytes(user.email().getBytes(StandardCharsets.UTF_8))
                .toString());
        claims.setIssuer(issuer);
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(now);
        claims.setExpirationTime(end);
        claims.setStringClaim("email", user.email());
        claims.setStringListClaim("permissions", List.of("read", "write"));
        claims.setStringClaim("type", "access");
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            Duration left = Duration.ofMillis(end.getValueInMillis() - wall.millis());
            return new TokenResult.Success(
                    new Granted(new Secret(signature.getCompactSerialization()), Optional.of(left)));
        } catch (JoseException defect) {
            throw new IllegalStateException("HS256 could not sign", defect);
        }
    }

    /** Nothing is ever under way for long. */
    @Override
    public void cancel() {}
}
