package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Vanished;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden_path")
@Tag("e2e")
@Tag("mission_critical")
@Tag("service:auth")
@Tag("service:backend")
class GoldenPathVanishedServerTest extends OnTheGoldenPath {
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    @Test
    void a_server_whose_connection_breaks_is_noticed_at_once() throws IOException {
        try (Forwarder forwarder = Forwarder.to(golden.sockets().url());
                Conversation conversation = connectThrough(forwarder)) {
            conversation.ask("still there?", GoldenPath.newThread());

            forwarder.cut();

            assertThat(conversation.socket().awaitEnd(HEARTBEAT)).isInstanceOf(Vanished.class);
        }
    }

    @Test
    void a_server_that_falls_silent_is_noticed_by_the_heartbeat() throws IOException {
        try (Forwarder forwarder = Forwarder.to(golden.sockets().url());
                Conversation conversation = connectThrough(forwarder)) {
            conversation.ask("still there?", GoldenPath.newThread());

            forwarder.fallSilent();

            assertThat(conversation.socket().awaitEnd(HEARTBEAT.multipliedBy(3)))
                    .isInstanceOfSatisfying(
                            Vanished.class, gone -> assertThat(gone.reason()).contains("pong"));
        }
    }

    private Conversation connectThrough(Forwarder forwarder) {
        WebSocketSettings settings =
                golden.sockets().with(golden.sockets().timeouts().withHeartbeat(HEARTBEAT));
        return new Conversation(golden.connector(golden.newUser().token())
                .connectTo(forwarder.address())
                .connect(settings));
    }
}
