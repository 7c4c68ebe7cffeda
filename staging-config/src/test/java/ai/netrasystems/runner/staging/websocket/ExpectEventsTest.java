package ai.netrasystems.runner.staging.websocket;

import static ai.netrasystems.runner.staging.websocket.Clients.CARRIER;
import static ai.netrasystems.runner.staging.websocket.Clients.CHOOSES_JWT_AUTH;
import static ai.netrasystems.runner.staging.websocket.Clients.CONNECTOR;
import static ai.netrasystems.runner.staging.websocket.Clients.TOKEN;
import static ai.netrasystems.runner.staging.websocket.Clients.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Closed;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.EventsMissing;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NothingReceived;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.UnexpectedEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExpectEventsTest {
    private static final ExpectedEvents GOLDEN_PATH = ExpectedEvents.inOrder(
                    "agent_started", "agent_thinking", "tool_executing", "tool_completed", "agent_completed")
            .never("error");

    @Test
    void the_golden_path() throws Exception {
        try (ScriptedServer server = answering(
                        "agent_started",
                        "agent_thinking",
                        "tool_executing",
                        "tool_executing",
                        "tool_completed",
                        "tool_completed",
                        "agent_completed",
                        "connection_idle");
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            socket.send("{\"type\":\"user_message\",\"text\":\"What runs where?\",\"thread_id\":\"t-1\"}");
            List<String> events =
                    socket.expectEvents(ExpectedEvents.inOrder("agent_started", "agent_thinking", "agent_completed")
                            .never("error")
                            .within(Duration.ofSeconds(20)));
            assertThat(events).hasSize(7).last().isEqualTo(event("agent_completed"));

            assertThat(socket.receive()).isEqualTo(event("connection_idle"));
        }
    }

    @Test
    void what_is_missing_is_told_with_all_that_came_before() throws Exception {
        try (ScriptedServer server = answering("agent_started", "agent_thinking");
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            socket.send("{\"text\":\"" + TOKEN + "\"}");

            WebSocketFailure failure = failureOf(() -> socket.expectEvents(GOLDEN_PATH.within(Duration.ofSeconds(1))));

            assertThat(failure).isInstanceOfSatisfying(EventsMissing.class, missing -> {
                assertThat(missing.found()).containsExactly("agent_started", "agent_thinking");
                assertThat(missing.missing()).containsExactly("tool_executing", "tool_completed", "agent_completed");
                assertThat(missing.cause()).isInstanceOf(NothingReceived.class);
            });
            assertThat(failure.describe().lines().map(line -> line.replaceAll("^ +\\d+", "#")))
                    .containsExactly(
                            "expected events did not come: tool_executing, tool_completed, agent_completed"
                                    + " (after agent_started, agent_thinking);"
                                    + " nothing that was waited for came within PT1S - " + socket.attempt(),
                            "timeline, in ms since the client began to connect:",
                            "#  open              agreed on jwt-auth",
                            "#  sent        72 B  {\"text\":\"<redacted>\"}",
                            "#  came        24 B  {\"type\":\"agent_started\"}",
                            "#  came        25 B  {\"type\":\"agent_thinking\"}",
                            "#  now               the connection stands",
                            "remedy: " + WebSocketDiagnosis.NOTHING_CAME.remedy());
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void a_connection_that_ends_ends_the_wait_at_once_and_for_good() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    peer.text(event("agent_started"));
                    peer.closeFrame(1011, "out of luck");
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            for (int ask = 0; ask < 2; ask++) {
                WebSocketFailure failure = failureOf(() -> socket.expectEvents(GOLDEN_PATH));
                assertThat(failure)
                        .isInstanceOfSatisfying(
                                EventsMissing.class,
                                missing -> assertThat(missing.cause()).isInstanceOf(Closed.class));
                assertThat(failure.diagnosis()).isEqualTo(WebSocketDiagnosis.SERVER_ERROR);
                assertThat(failure.describe())
                        .containsPattern("\\d+  end +closed with code 1011 \\(out of luck\\)")
                        .doesNotContain("the connection stands");
            }
        }
    }

    @Test
    void an_event_that_must_never_come_ends_the_wait_at_once() throws Exception {
        try (ScriptedServer server = answering("agent_started", "error");
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            socket.send("hello");

            assertUnexpected("error", () -> socket.expectEvents(GOLDEN_PATH));
        }
    }

    @Test
    void others_between_are_refused_where_the_test_says_so() throws Exception {
        try (ScriptedServer server = answering("agent_started", "progress", "agent_completed");
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            socket.send("hello");

            assertUnexpected(
                    "progress",
                    () -> socket.expectEvents(ExpectedEvents.inOrder("agent_started", "agent_completed")
                            .andNoOthers()));
            assertThat(socket.expectEvents(
                            ExpectedEvents.inOrder("agent_completed").andNoOthers()))
                    .hasSize(1);
        }
    }

    @Test
    void the_order_counts() throws Exception {
        try (ScriptedServer server = answering("two", "one");
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            socket.send("hello");

            WebSocketFailure failure = failureOf(() ->
                    socket.expectEvents(ExpectedEvents.inOrder("one", "two").within(Duration.ofSeconds(1))));

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            EventsMissing.class,
                            missing -> assertThat(missing.missing()).containsExactly("two"));
        }
    }

    @Test
    void messages_that_are_no_events_do_no_harm() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    for (String text : List.of("", "{", "{\"type\":", "[".repeat(50_000), "\u0000\u001b[2J\u202e")) {
                        peer.text(text);
                    }
                    peer.text(event("agent_started"));
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            assertThat(socket.expectEvents(ExpectedEvents.inOrder("agent_started")))
                    .hasSize(6);
            assertThat(socket.timeline())
                    .contains("\\u0000\\u001b[2J\\u202e", "50000 B  [[[")
                    .doesNotContain("\u0000", "\u001b", "\u202e");
        }
    }

    @Test
    void a_reader_of_the_tests_own_may_throw() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    peer.text("garbage");
                    peer.text("event: started");
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            ExpectedEvents expected = ExpectedEvents.inOrder("started")
                    .readBy(text -> Optional.of(text.substring(text.indexOf("event: ") + 7, 14)));

            assertThat(socket.expectEvents(expected)).containsExactly("garbage", "event: started");
        }
    }

    @Test
    void the_timeline_is_bounded_and_shows_no_token_wherever_it_is_cut() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.accept(CHOOSES_JWT_AUTH);
                    for (int i = 0; i < 2000; i++) {
                        peer.text("x".repeat(i % 200) + TOKEN + " " + CARRIER + " " + "y".repeat(2000));
                    }
                    peer.text(event("done"));
                    peer.ignoreClient();
                });
                TestWebSocket socket = CONNECTOR.connect(Clients.to(server))) {
            socket.expectEvents(ExpectedEvents.inOrder("done"));

            assertThat(socket.timeline().lines().count()).isLessThan(100);
            assertThat(socket.timeline())
                    .hasSizeLessThan(25_000)
                    .contains("... 1922 more ...", "agreed on jwt-auth", "{\"type\":\"done\"}");
            Clients.assertHoldsNoSecret(socket.timeline());
        }
    }

    @Test
    void what_cannot_be_expected_is_refused() {
        assertThatThrownBy(() -> ExpectedEvents.inOrder()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExpectedEvents.inOrder("a", "b").never("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'b'");
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> ExpectedEvents.inOrder("a").within(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("positive");
        }
    }

    private static void assertUnexpected(String event, ThrowingCallable call) {
        WebSocketFailure failure = failureOf(call);
        assertThat(failure)
                .isInstanceOfSatisfying(
                        EventsMissing.class,
                        missing -> assertThat(missing.cause())
                                .isInstanceOfSatisfying(
                                        UnexpectedEvent.class,
                                        unexpected ->
                                                assertThat(unexpected.event()).isEqualTo(event)));
        assertThat(failure.diagnosis()).isEqualTo(WebSocketDiagnosis.UNEXPECTED_EVENT);
    }

    /** Answers the client's first message with events of these types. */
    private static ScriptedServer answering(String... types) throws IOException {
        return new ScriptedServer(peer -> {
            peer.accept(CHOOSES_JWT_AUTH);
            peer.hear();
            for (String type : types) {
                peer.text(event(type));
            }
            peer.ignoreClient();
        });
    }

    private static String event(String type) {
        return "{\"type\":\"" + type + "\"}";
    }
}
