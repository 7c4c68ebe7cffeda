package ai.netrasystems.missioncritical;

import ai.netrasystems.runner.staging.websocket.ExpectedEvents;
import ai.netrasystems.runner.staging.websocket.TestWebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** One user's open WebSocket, greeted by the backend. */
final class Conversation implements AutoCloseable {
    private static final ExpectedEvents ANSWER = ExpectedEvents.inOrder(
                    "agent_started", "agent_thinking", "tool_executing", "tool_completed", "agent_completed")
            .never("error");

    private final TestWebSocket socket;
    private final ServerEvent ready;

    Conversation(TestWebSocket socket) {
        this.socket = socket;
        this.ready =
                expect(ExpectedEvents.inOrder("connection_ready").andNoOthers()).get(0);
    }

    ServerEvent ready() {
        return ready;
    }

    String sessionId() {
        return ready.text("session_id");
    }

    TestWebSocket socket() {
        return socket;
    }

    /** Asks, and returns all events up to the one that ends the answer. */
    List<ServerEvent> ask(String question, String thread) {
        socket.send(userMessage(question, thread));
        return expect(ANSWER);
    }

    List<ServerEvent> expect(ExpectedEvents expected) {
        return socket.expectEvents(expected).stream().map(ServerEvent::read).toList();
    }

    static String userMessage(String text, String thread) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("type", "user_message");
        message.put("text", text);
        message.put("thread_id", thread);
        return JSON.std.asString(message);
    }

    /** The digest that an answer must show to belong to its question: SHA-256 of its UTF-8 form, hexadecimal. */
    static String digestOf(String question) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A message whose whole JSON text has exactly this many bytes. */
    static String userMessageOfSize(int bytes, String thread) {
        int frame = userMessage("", thread).getBytes(StandardCharsets.UTF_8).length;
        return userMessage("x".repeat(bytes - frame), thread);
    }

    @Override
    public void close() {
        socket.close();
    }
}
