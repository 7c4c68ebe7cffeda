package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.websocket.TestWebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.jr.ob.JSON;

/** One user's open WebSocket, greeted by the backend. */
final class Conversation implements AutoCloseable {
    private static final Set<String> LAST = Set.of("agent_completed", "error");

    private final TestWebSocket socket;
    private final ServerEvent ready;

    Conversation(TestWebSocket socket) {
        this.socket = socket;
        this.ready = next();
        assertThat(ready.type()).as("the greeting %s", ready.fields()).isEqualTo("connection_ready");
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

    ServerEvent next() {
        return ServerEvent.read(socket.receive());
    }

    /** Asks, and returns all events up to the one that ends the answer. */
    List<ServerEvent> ask(String question, String thread) {
        socket.send(userMessage(question, thread));
        List<ServerEvent> events = new ArrayList<>();
        do {
            events.add(next());
        } while (!LAST.contains(events.get(events.size() - 1).type()));
        return events;
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
