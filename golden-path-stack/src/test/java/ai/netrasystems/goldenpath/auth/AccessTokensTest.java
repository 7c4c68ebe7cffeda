package ai.netrasystems.goldenpath.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.goldenpath.auth.AccessTokens.Use;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

// Two engines run this class, each with a tag annotation of its own.
@Tag("unit")
@net.jqwik.api.Tag("unit")
class AccessTokensTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.600Z");
    private static final SimulatedUser USER = new SimulatedUser("ann@example.org", "Ann", List.of("read"));

    private final AccessTokens tokens = at(NOW);

    @Test
    void issues_what_the_contract_names() throws Exception {
        SignedJWT token = SignedJWT.parse(tokens.issue(USER, Use.ACCESS, Duration.ofMinutes(15)));
        JWTClaimsSet claims = token.getJWTClaimsSet();

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder("sub", "email", "permissions", "iat", "exp", "type", "iss", "jti");
        assertThat(claims.getSubject()).isEqualTo(USER.id());
        assertThat(claims.getIssuer()).isEqualTo("netra-auth-service");
        assertThat(claims.getStringClaim("type")).isEqualTo("access");
        assertThat(claims.getIssueTime()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(claims.getExpirationTime()).isEqualTo("2026-01-02T03:19:05Z");
    }

    @Test
    void never_gives_two_tokens_one_id() throws Exception {
        assertThat(tokens.issue(USER, Use.ACCESS, AccessTokens.LIFETIME))
                .isNotEqualTo(tokens.issue(USER, Use.ACCESS, AccessTokens.LIFETIME));
    }

    @Property(tries = 200)
    void accepts_a_token_before_its_end_and_not_on_or_after_it(
            @ForAll @IntRange(max = 900) int lifetime, @ForAll @IntRange(min = -5, max = 905) int later) {
        String token = tokens.issue(USER, Use.ACCESS, Duration.ofSeconds(lifetime));
        Instant issued = Instant.parse("2026-01-02T03:04:05Z");

        assertThat(at(issued.plusSeconds(later)).verify(token, Use.ACCESS).isPresent())
                .isEqualTo(later < lifetime);
    }

    @Test
    void takes_no_refresh_token_for_an_access_token_nor_the_other_way_round() {
        assertThat(tokens.verify(tokens.issue(USER, Use.REFRESH, Duration.ofHours(1)), Use.ACCESS))
                .isEmpty();
        assertThat(tokens.verify(tokens.issue(USER, Use.ACCESS, Duration.ofHours(1)), Use.REFRESH))
                .isEmpty();
    }

    @Test
    void refuses_a_token_of_another_key_another_algorithm_or_none() throws Exception {
        byte[] longKey =
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        AccessTokens others = new AccessTokens(longKey, Clock.fixed(NOW, ZoneOffset.UTC));
        SignedJWT wrongAlgorithm =
                new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims("access", "netra-auth-service"));
        wrongAlgorithm.sign(new MACSigner(longKey));

        assertThat(others.verify(wrongAlgorithm.serialize(), Use.ACCESS)).isEmpty();
        assertThat(tokens.verify(others.issue(USER, Use.ACCESS, AccessTokens.LIFETIME), Use.ACCESS))
                .isEmpty();
        assertThat(tokens.verify(
                        new PlainJWT(new PlainHeader(), claims("access", "netra-auth-service")).serialize(),
                        Use.ACCESS))
                .isEmpty();
        assertThat(tokens.verify("nonsense", Use.ACCESS)).isEmpty();
        assertThat(tokens.verify("", Use.ACCESS)).isEmpty();
    }

    @Test
    void refuses_another_issuer_and_a_changed_text() throws Exception {
        assertThat(tokens.verify(signed(claims("access", "netra-auth-service")), Use.ACCESS))
                .isPresent();
        assertThat(tokens.verify(signed(claims("access", "somebody-else")), Use.ACCESS))
                .isEmpty();

        String token = tokens.issue(USER, Use.ACCESS, AccessTokens.LIFETIME);
        int dot = token.indexOf('.') + 5;
        char other = token.charAt(dot) == 'A' ? 'B' : 'A';
        assertThat(tokens.verify(token.substring(0, dot) + other + token.substring(dot + 1), Use.ACCESS))
                .isEmpty();
    }

    private static AccessTokens at(Instant now) {
        return new AccessTokens(KEY, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static JWTClaimsSet claims(String type, String issuer) {
        return new JWTClaimsSet.Builder()
                .subject("s")
                .issuer(issuer)
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .claim("email", "a@b.c")
                .claim("permissions", List.of())
                .claim("type", type)
                .build();
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(KEY));
        return token.serialize();
    }
}
