package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden_path")
@Tag("e2e")
@Tag("mission_critical")
@Tag("service:auth")
@Tag("service:backend")
class GoldenPathReconnectTest extends OnTheGoldenPath {

    @Test
    void a_client_that_lost_its_connection_goes_on_with_its_session_and_thread() {
        SimulatedUser user = golden.newUser();
        String thread = GoldenPath.newThread();
        Conversation before = golden.connect(user.token());
        before.ask("before", thread);
        before.socket().cut();

        try (Conversation after = golden.reconnect(user.token(), before.sessionId())) {
            assertThat(after.ready().field("resumed")).isEqualTo(true);
            assertThat(after.sessionId()).isEqualTo(before.sessionId());
            assertThat(after.ready().text("connection_id"))
                    .isNotEqualTo(before.ready().text("connection_id"));
            after.ask("after", thread);
        }
        assertThat(golden.backend(user.token()).messages(thread))
                .extracting(Backend.Message::content)
                .contains("before", "after");
    }

    @Test
    void a_client_that_left_in_order_may_come_back_too() {
        SimulatedUser user = golden.newUser();
        Conversation before = golden.connect(user.token());
        before.close();

        try (Conversation after = golden.reconnect(user.token(), before.sessionId())) {
            assertThat(after.ready().field("resumed")).isEqualTo(true);
        }
    }

    @Test
    void nobody_goes_on_with_somebody_elses_session() {
        try (Conversation owner = golden.connect(golden.newUser().token());
                Conversation stranger = golden.reconnect(golden.newUser().token(), owner.sessionId())) {
            assertThat(stranger.ready().field("resumed")).isEqualTo(false);
            assertThat(stranger.sessionId()).isNotEqualTo(owner.sessionId());
        }
    }
}
