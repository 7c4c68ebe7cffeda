package ai.netrasystems.goldenpath.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Issues and checks the tokens of this service: JWT (RFC 7519), HS256 (RFC 7518 section 3.2). Thread-safe. */
final class AccessTokens {

    static final String ISSUER = "netra-auth-service";
    /** 900 s, the {@code expires_in} of a login. */
    static final Duration LIFETIME = Duration.ofMinutes(15);

    static final Duration REFRESH_LIFETIME = Duration.ofHours(1);

    /** RFC 7518 section 3.2: a key of the same size as the hash output or larger. */
    static final int MIN_KEY_BYTES = 32;

    private final Clock clock;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    /** What a token is for; one is never taken for the other. */
    enum Use {
        ACCESS("access"),
        REFRESH("refresh");

        private final String claim;

        Use(String claim) {
            this.claim = claim;
        }
    }

    /** Signs with {@code key}, of at least {@link #MIN_KEY_BYTES} bytes; a shorter one is a defect of the caller. */
    AccessTokens(byte[] key, Clock clock) {
        this.clock = clock;
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException unusableKey) {
            throw new IllegalArgumentException("the signing key is too short", unusableKey);
        }
    }

    /** A token of {@code user} that ends {@code lifetime} from now; with zero it has ended already. */
    String issue(SimulatedUser user, Use use, Duration lifetime) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var claims = new JWTClaimsSet.Builder()
                .subject(user.id())
                .issuer(ISSUER)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .claim("email", user.email())
                .claim("permissions", user.permissions())
                .claim("type", use.claim)
                .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(signer);
        } catch (JOSEException defect) {
            throw new IllegalStateException("HS256 could not sign", defect);
        }
        return token.serialize();
    }

    /** What {@code token} says, if it is one of ours, meant for {@code use} and not expired; else empty. */
    Optional<TokenClaims> verify(String token, Use use) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            // The algorithm is ours to say, not the token's (RFC 8725 section 3.1).
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                return Optional.empty();
            }
            return claims(jwt.getJWTClaimsSet(), use);
        } catch (ParseException | JOSEException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<TokenClaims> claims(JWTClaimsSet claims, Use use) throws ParseException {
        String subject = claims.getSubject();
        String email = claims.getStringClaim("email");
        List<String> permissions = claims.getStringListClaim("permissions");
        Date expires = claims.getExpirationTime();
        if (subject == null
                || email == null
                || permissions == null
                || expires == null
                || !ISSUER.equals(claims.getIssuer())
                || !use.claim.equals(claims.getStringClaim("type"))) {
            return Optional.empty();
        }
        // RFC 7519 section 4.1.4: not to be accepted "on or after" the expiration time. No leeway: one clock.
        return clock.instant().isBefore(expires.toInstant())
                ? Optional.of(new TokenClaims(subject, email, permissions, expires.toInstant()))
                : Optional.empty();
    }
}
