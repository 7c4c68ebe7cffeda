package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.EnvironmentName;
import ai.netrasystems.runner.staging.SubprotocolOffer;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the golden path's tests rely on before they meet any service. */
@Tag("smoke")
class SubprotocolSmokeTest {
    private static final Map<String, String> VARIABLES = Map.of("WEBSOCKET_URL", "ws://127.0.0.1:1/api/v1/websocket");

    @Test
    void a_client_offers_three_subprotocols_one_with_the_token() {
        WebSocketSettings settings =
                WebSocketSettings.from(EnvironmentName.LOCAL, VARIABLES::get).orElseThrow();
        SubprotocolOffer offer = settings.offer(AccessToken.fixed("abcd"));

        assertThat(offer.values()).containsExactly("jwt-auth", "jwt.YWJjZA", "e2e-testing");
        assertThat(offer.problemWith("jwt-auth")).isEmpty();
        assertThat(offer.problemWith("jwt.YWJjZA")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(EnvironmentName.class)
    void a_client_waits_longer_than_an_agent_works(EnvironmentName environment) {
        WebSocketTimeouts timeouts = WebSocketTimeouts.forEnvironment(environment);

        assertThat(timeouts.receive()).isGreaterThan(timeouts.agent());
        assertThat(timeouts.heartbeat()).isGreaterThan(timeouts.receive());
    }
}
