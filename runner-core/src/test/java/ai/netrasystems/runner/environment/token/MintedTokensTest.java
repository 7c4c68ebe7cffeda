package ai.netrasystems.runner.environment.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.SecretPlace;
import ai.netrasystems.runner.staging.TokenRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;

class MintedTokensTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final MintedTokens tokens =
            new MintedTokens(new Secret(KEY), "netra-auth-service", Duration.ofMinutes(15), InstantSource.fixed(NOW));

    @Test
    void the_claims_are_those_that_the_auth_service_gives_itself() throws Exception {
        Granted granted = Results.granted(tokens.take(TestUser.shared(), Duration.ofSeconds(1)));

        JwtClaims claims = claims(granted.token().reveal(), KEY);
        assertThat(claims.getClaimNames())
                .containsExactlyInAnyOrder("sub", "email", "permissions", "iat", "exp", "type", "iss", "jti");
        assertThat(claims.getIssuer()).isEqualTo("netra-auth-service");
        assertThat(claims.getStringClaimValue("type")).isEqualTo("access");
        assertThat(claims.getStringClaimValue("email")).isEqualTo("e2e@runner.test");
        assertThat(claims.getStringListClaimValue("permissions")).isEqualTo(List.of("read", "write"));
        assertThat(claims.getIssuedAt().getValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.getExpirationTime().getValue()).isEqualTo(NOW.getEpochSecond() + 900);
        assertThat(granted.lifetime()).contains(Duration.ofMillis(900_000 - 678));
    }

    @Test
    void the_signature_is_hs256_over_the_text_as_rfc_7515_has_it() throws Exception {
        String token = Results.granted(tokens.take(TestUser.shared(), Duration.ofSeconds(1)))
                .token()
                .reveal();

        int last = token.lastIndexOf('.');
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected = mac.doFinal(token.substring(0, last).getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlDecoder().decode(token.substring(last + 1))).isEqualTo(expected);
        assertThat(new String(
                        Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8))
                .contains("HS256");
        assertThatThrownBy(() -> claims(token, "another-key-of-the-same-length-!"))
                .isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void each_user_has_a_subject_of_its_own_and_each_token_an_id() throws Exception {
        JwtClaims shared = minted(TestUser.shared());
        JwtClaims again = minted(TestUser.shared());
        JwtClaims other = minted(TestUser.ofWorker(new RunId("20260102-abcdef"), 2));

        assertThat(again.getSubject()).isEqualTo(shared.getSubject());
        assertThat(again.getJwtId()).isNotEqualTo(shared.getJwtId());
        assertThat(other.getSubject()).isNotEqualTo(shared.getSubject());
        assertThat(other.getStringClaimValue("email")).isEqualTo("e2e+02abcdef-2@runner.test");
    }

    @Test
    void a_short_key_and_a_long_life_are_refused() {
        TokenRule.Hs256 rule = new TokenRule.Hs256("i", Duration.ofMinutes(30), new SecretPlace.Env("JWT"));

        assertThat(read(rule, "0123456789abcdef0123456789abcde")).contains("at least 32 bytes");
        assertThat(read(rule, KEY)).isEqualTo("ready");
        assertThatThrownBy(() -> new TokenRule.Hs256("i", Duration.ofSeconds(1801), rule.secret()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenRule.Hs256("i", Duration.ZERO, rule.secret()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String read(TokenRule rule, String secret) {
        return TokenSupply.read(rule, Map.of("JWT", secret), Path.of("."))
                .fold(ready -> "ready", missing -> "missing", SecretRefused::summary);
    }

    private JwtClaims minted(TestUser user) throws Exception {
        return claims(
                Results.granted(tokens.take(user, Duration.ofSeconds(1)))
                        .token()
                        .reveal(),
                KEY);
    }

    private static JwtClaims claims(String token, String key) throws InvalidJwtException {
        return new JwtConsumerBuilder()
                .setVerificationKey(new HmacKey(key.getBytes(StandardCharsets.UTF_8)))
                .setEvaluationTime(org.jose4j.jwt.NumericDate.fromMilliseconds(NOW.toEpochMilli()))
                .build()
                .processToClaims(token);
    }
}
