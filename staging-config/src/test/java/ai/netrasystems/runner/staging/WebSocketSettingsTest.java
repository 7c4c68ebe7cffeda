package ai.netrasystems.runner.staging;

import static ai.netrasystems.runner.staging.WebSocketDiagnosis.FOREIGN_SUBPROTOCOL;
import static ai.netrasystems.runner.staging.WebSocketDiagnosis.NO_SUBPROTOCOL;
import static ai.netrasystems.runner.staging.WebSocketDiagnosis.SEVERAL_SUBPROTOCOLS;
import static ai.netrasystems.runner.staging.WebSocketDiagnosis.TOKEN_ECHOED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
@org.junit.jupiter.api.Tag("unit")
class WebSocketSettingsTest {
    private static final String URL = "ws://127.0.0.1:1/api/v1/websocket";

    @Test
    void are_read_from_the_variables_and_absent_without_a_url() {
        assertThat(WebSocketSettings.from(EnvironmentName.LOCAL, Variables.of()))
                .isEmpty();

        WebSocketSettings settings = read("WEBSOCKET_SUBPROTOCOLS", " b , a ");
        assertThat(settings.url()).hasToString(URL);
        assertThat(settings.subprotocols()).containsExactly("b", "a");
        assertThat(read().subprotocols()).containsExactly("jwt-auth", "e2e-testing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt-auth,,x", "a b", "a,a", "jwt.abc", "jwt-auth,jwt.abc", ","})
    void refuse_names_that_cannot_be_offered(String subprotocols) {
        assertThatThrownBy(() -> read("WEBSOCKET_SUBPROTOCOLS", subprotocols))
                .isInstanceOf(InvalidVariableException.class)
                .hasMessageContaining("WEBSOCKET_SUBPROTOCOLS");
    }

    @Test
    void refuse_a_url_of_another_scheme() {
        EnvironmentVariables variables = Variables.of("WEBSOCKET_URL", "http://127.0.0.1:1");
        assertThatThrownBy(() -> WebSocketSettings.from(EnvironmentName.LOCAL, variables))
                .isInstanceOf(InvalidVariableException.class)
                .hasMessageContaining("WEBSOCKET_URL");
    }

    @Test
    void encode_a_query_parameter() {
        assertThat(read().withQueryParameter("session_id", "a&b")
                        .withQueryParameter("x", "1")
                        .url())
                .hasToString(URL + "?session_id=a%26b&x=1");
    }

    @Test
    void offer_the_token_after_jwt_auth_in_base64url_without_padding() {
        SubprotocolOffer offer = read().offer(AccessToken.fixed("abcd"));

        assertThat(offer.values()).containsExactly("jwt-auth", "jwt.YWJjZA", "e2e-testing");
        assertThat(offer.redacted()).containsExactly("jwt-auth", "jwt.<redacted>", "e2e-testing");
        assertThat(offer.toString()).doesNotContain("YWJjZA");
        assertThat(offer.redact("you sent jwt.YWJjZA, YWJjZA or abcd"))
                .isEqualTo("you sent jwt.<redacted>, <redacted> or <redacted>");
    }

    @Test
    void an_answer_must_be_exactly_one_offered_value_and_not_the_token() {
        SubprotocolOffer offer = read().offer(AccessToken.fixed("abcd"));

        assertThat(offer.problemWith("jwt-auth")).isEmpty();
        assertThat(offer.problemWith("e2e-testing")).isEmpty();
        assertThat(offer.problemWith(null)).contains(NO_SUBPROTOCOL);
        assertThat(offer.problemWith("")).contains(NO_SUBPROTOCOL);
        assertThat(offer.problemWith("jwt.YWJjZA")).contains(TOKEN_ECHOED);
        assertThat(offer.problemWith("jwt-auth, jwt.YWJjZA")).contains(TOKEN_ECHOED);
        assertThat(offer.problemWith("jwt.another0users0token0")).contains(TOKEN_ECHOED);
        assertThat(offer.problemWith("jwt-auth, e2e-testing")).contains(SEVERAL_SUBPROTOCOLS);
        assertThat(offer.problemWith("jwt-auth; jwt-auth")).contains(SEVERAL_SUBPROTOCOLS);
        assertThat(offer.problemWith("JWT-AUTH")).contains(FOREIGN_SUBPROTOCOL);
        assertThat(offer.problemWith("graphql-ws")).contains(FOREIGN_SUBPROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt-auth ", "  jwt-auth", "\tjwt-auth \t"})
    void whitespace_around_an_answer_is_no_part_of_it(String answer) {
        assertThat(read().offer(AccessToken.fixed("abcd")).problemWith(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt -auth", "jwt-auth e2e-testing", "jwt-auth\u00a0"})
    void whitespace_within_an_answer_is(String answer) {
        assertThat(read().offer(AccessToken.fixed("abcd")).problemWith(answer)).contains(FOREIGN_SUBPROTOCOL);
    }

    @Test
    void a_short_token_that_is_part_of_a_name_does_not_spoil_the_name() {
        assertThat(read().offer(AccessToken.fixed("auth")).problemWith("jwt-auth"))
                .isEmpty();
    }

    @Property(tries = 300)
    void no_start_of_a_text_shows_a_part_of_the_token(
            @ForAll @AlphaChars @StringLength(min = 20, max = 300) String token,
            @ForAll @IntRange(min = 0, max = 400) int before,
            @ForAll @IntRange(min = 0, max = 400) int between,
            @ForAll @IntRange(min = 1, max = 200) int length) {
        SubprotocolOffer offer = read().offer(AccessToken.fixed(token));
        String text = "-".repeat(before) + offer.values().get(1) + "-".repeat(between) + token + "-".repeat(500);

        String start = offer.redactStart(text, length);

        assertThat(start).hasSizeLessThanOrEqualTo(length);
        assertThat(start.replace("jwt.", "").replaceAll("<(redacted>?|r?e?d?a?c?t?e?)", ""))
                .matches("[-<]*[jwt.]*");
    }

    @Property(tries = 100)
    void any_token_comes_back_out_of_the_offer_and_stays_out_of_texts(
            @ForAll @AlphaChars @StringLength(min = 20, max = 60) String token) {
        SubprotocolOffer offer = read().offer(AccessToken.fixed(token));

        String encoded = offer.values().get(1).substring("jwt.".length());
        assertThat(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8))
                .isEqualTo(token);
        assertThat(encoded).doesNotContain("=", "+", "/");
        assertThat(offer.toString()).doesNotContain(encoded, token);
    }

    @Property
    void receiving_always_outlasts_the_agent(
            @ForAll @LongRange(min = 1, max = 100_000) long receive,
            @ForAll @LongRange(min = 1, max = 100_000) long agent,
            @ForAll @IntRange(max = 10_000) int coldStart,
            @ForAll @IntRange(min = 3_000, max = 90_000) int heartbeat) {
        ThrowingCallable make = () -> timeouts(receive, agent, coldStart);
        if (receive <= agent) {
            assertThatThrownBy(make)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("receive");
            return;
        }
        WebSocketTimeouts timeouts = timeouts(receive, agent, coldStart).withHeartbeat(Duration.ofMillis(heartbeat));
        assertThat(timeouts.receive()).isGreaterThan(timeouts.agent());
        assertThat(timeouts.receiveDeadline()).isGreaterThan(timeouts.agent());
    }

    @ParameterizedTest
    @EnumSource(EnvironmentName.class)
    void receiving_outlasts_the_agent_in_every_environment(EnvironmentName environment) {
        WebSocketTimeouts timeouts = WebSocketTimeouts.forEnvironment(environment);

        assertThat(timeouts.receive()).isGreaterThan(timeouts.agent());
    }

    @Test
    void only_staging_has_an_allowance_for_a_cold_start() {
        WebSocketTimeouts local = WebSocketTimeouts.forEnvironment(EnvironmentName.LOCAL);
        WebSocketTimeouts staging = WebSocketTimeouts.forEnvironment(EnvironmentName.STAGING);

        assertThat(List.of(local.connect(), local.receive(), local.agent(), local.heartbeat()))
                .containsExactly(seconds(60), seconds(35), seconds(30), seconds(90));
        assertThat(local.connectDeadline()).isEqualTo(seconds(60));
        assertThat(staging.connectDeadline()).isEqualTo(seconds(64));
        assertThat(staging.receiveDeadline()).isEqualTo(seconds(39));
    }

    @Test
    void a_heartbeat_too_short_to_be_kept_is_refused() {
        WebSocketTimeouts timeouts = WebSocketTimeouts.forEnvironment(EnvironmentName.LOCAL);
        assertThatThrownBy(() -> timeouts.withHeartbeat(Duration.ofMillis(2999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("heartbeat");
        assertThat(timeouts.withHeartbeat(seconds(3)).heartbeat()).isEqualTo(seconds(3));
    }

    private static WebSocketTimeouts timeouts(long receive, long agent, int coldStart) {
        return new WebSocketTimeouts(
                seconds(1),
                Duration.ofMillis(receive),
                Duration.ofMillis(agent),
                seconds(3),
                Duration.ofMillis(coldStart));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static WebSocketSettings read(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "WEBSOCKET_URL";
        all[1] = URI.create(URL).toString();
        System.arraycopy(more, 0, all, 2, more.length);
        return WebSocketSettings.from(EnvironmentName.LOCAL, Variables.of(all)).orElseThrow();
    }
}
