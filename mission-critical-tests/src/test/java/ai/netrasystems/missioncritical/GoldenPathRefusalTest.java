package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.websocket.ExpectedEvents;
import ai.netrasystems.runner.staging.websocket.WebSocketException;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Closed;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.HandshakeRefused;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden_path")
@Tag("e2e")
@Tag("mission_critical")
@Tag("service:auth")
@Tag("service:backend")
class GoldenPathRefusalTest extends OnTheGoldenPath {
    private static final int LIMIT = 8192;

    @Test
    void a_token_that_nobody_issued_is_refused() {
        assertThat(statusOfHandshakeWith(AccessToken.fixed("bm90.YS50b2tlbg.x")))
                .isEqualTo(401);
    }

    @Test
    void a_token_that_was_tampered_with_is_refused() {
        String token = golden.newUser().token().value();
        String payload = token.split("\\.", -1)[1];
        char other = payload.charAt(10) == 'A' ? 'B' : 'A';
        String tampered = token.replace(payload, payload.substring(0, 10) + other + payload.substring(11));

        assertThat(statusOfHandshakeWith(AccessToken.fixed(tampered))).isEqualTo(401);
    }

    @Test
    void an_expired_token_is_refused() {
        assertThat(statusOfHandshakeWith(golden.expiredToken())).isEqualTo(401);
    }

    @Test
    void a_message_over_the_limit_ends_the_connection_and_is_not_persisted() {
        SimulatedUser user = golden.newUser();
        String thread = GoldenPath.newThread();
        try (Conversation conversation = golden.connect(user.token())) {
            conversation.socket().send(Conversation.userMessageOfSize(LIMIT + 1, thread));

            assertThat(conversation.socket().awaitEnd(Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            Closed.class, closed -> assertThat(closed.code()).isEqualTo(1009));
        }
        assertThat(golden.backend(user.token()).threads()).isEmpty();
        golden.backend(user.token()).get(Backend.messagesPath(thread)).expect(404);
    }

    @Test
    void a_message_just_under_the_limit_is_answered() {
        String thread = GoldenPath.newThread();
        try (Conversation conversation = golden.connect(golden.newUser().token())) {
            conversation.socket().send(Conversation.userMessageOfSize(LIMIT - 1, thread));

            conversation.expect(ExpectedEvents.inOrder("agent_started").andNoOthers());
        }
    }

    private int statusOfHandshakeWith(AccessToken token) {
        WebSocketException refused = catchThrowableOfType(
                WebSocketException.class, () -> golden.connect(token).close());
        assertThat(refused).as("the handshake with %s is refused", token).isNotNull();
        assertThat(refused.failure()).isInstanceOf(HandshakeRefused.class);
        return ((HandshakeRefused) refused.failure()).httpStatus();
    }
}
