package ai.netrasystems.runner.environment.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FixedTokenTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String JWT = Results.granted(
                    new MintedTokens(new Secret("k".repeat(32)), "i", Duration.ofMinutes(7), InstantSource.fixed(NOW))
                            .take(TestUser.shared(), Duration.ZERO))
            .token()
            .reveal();

    @Test
    void a_jwt_ends_when_it_says_and_another_token_never() {
        assertThat(Results.granted(take(JWT, NOW.plusSeconds(60))).lifetime()).contains(Duration.ofMinutes(6));
        assertThat(Results.granted(take("an-opaque-token", NOW)))
                .isEqualTo(new Granted(new Secret("an-opaque-token"), Optional.empty()));
    }

    @Test
    void one_that_has_ended_or_that_no_request_can_carry_is_refused_and_not_shown() {
        TokenDiagnosis ended = Results.failure(take(JWT, NOW.plusSeconds(420)));

        assertThat(ended.summary())
                .contains("THE_TOKEN", "2026-01-02T03:11:05Z")
                .doesNotContain("eyJ");
        assertThat(Results.failure(take("two words", NOW)).summary())
                .contains("no bearer token")
                .doesNotContain("words");
    }

    private static TokenResult take(String token, Instant now) {
        return new FixedToken(new Secret(token), "environment variable THE_TOKEN", InstantSource.fixed(now))
                .take(TestUser.shared(), Duration.ofSeconds(1));
    }
}
