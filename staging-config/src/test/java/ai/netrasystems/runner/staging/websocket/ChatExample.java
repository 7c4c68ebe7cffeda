package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.WebSocketSettings;
import java.time.Duration;
import java.util.List;

/** The example of docs/staging.md. */
final class ChatExample {
    private ChatExample() {}

    static List<String> eventsOf(
            TestEnvironment environment, AccessToken token, WebSocketSettings settings, TestIdentity identity) {
        // example
        WebSocketConnector connector = WebSocketConnector.of(environment, token, identity);
        try (TestWebSocket socket = connector.connect(settings)) {
            socket.send("{\"type\":\"user_message\",\"text\":\"What runs where?\",\"thread_id\":\"t-1\"}");

            return socket.expectEvents(ExpectedEvents.inOrder("agent_started", "agent_thinking", "agent_completed")
                    .never("error")
                    .within(Duration.ofSeconds(30)));
        }
        // end of the example
    }
}
