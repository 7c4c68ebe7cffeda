package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Answers questions: looks up what the user said before in the thread, says so, and adds the question's digest, so
 * that anybody can check that an answer belongs to its question. Thread-safe.
 */
final class Agent {

    private static final String TOOL = "thread_history";
    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private final ThreadStore threads;
    private final Clock clock;

    Agent(ThreadStore threads, Clock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Answers {@code question} of {@code userId}. The five events go to {@code events} in order, the last one after
     * question and answer are stored. What can't be done ends with an error event, and nothing is stored.
     */
    void answer(String userId, ClientMessage.UserMessage question, Consumer<Json.With> events) {
        try {
            if (threads.claim(userId, question.threadId(), clock.instant())) {
                run(userId, question, events);
            } else {
                // Not "forbidden": whether somebody else's thread exists is nobody's business.
                events.accept(error("not_found", "thread not found").with("thread_id", question.threadId()));
            }
        } catch (SQLException failed) {
            events.accept(error("unavailable", "the storage does not answer; send the message again")
                    .with("thread_id", question.threadId()));
        }
    }

    /** An error event; {@code code} is for programs, {@code message} for people. */
    Json.With error(String code, String message) {
        return Json.with("type", "error")
                .with("timestamp", clock.instant().toString())
                .with("code", code)
                .with("message", message);
    }

    private void run(String userId, ClientMessage.UserMessage question, Consumer<Json.With> events)
            throws SQLException {
        String threadId = question.threadId();
        Instant asked = clock.instant();
        events.accept(event("agent_started", threadId).with("user_id", userId));
        events.accept(event("agent_thinking", threadId)
                .with("reasoning", "An answer needs to know what was said before in this thread."));
        events.accept(event("tool_executing", threadId)
                .with("tool_name", TOOL)
                .with("parameters", Json.with("thread_id", threadId)));
        long earlier = lookUp(userId, threadId, events);
        String answer = answer(question.text(), earlier);
        threads.addExchange(
                threadId,
                new ThreadStore.Message("user", question.text(), asked),
                new ThreadStore.Message("assistant", answer, clock.instant()));
        events.accept(
                event("agent_completed", threadId).with("status", "completed").with("final_response", answer));
    }

    /** Runs the tool; one that was announced is also reported done, however it went. */
    private long lookUp(String userId, String threadId, Consumer<Json.With> events) throws SQLException {
        long started = System.nanoTime();
        try {
            long earlier = threads.userMessages(userId, threadId);
            events.accept(toolCompleted(threadId, Json.with("earlier_messages", earlier), started));
            return earlier;
        } catch (SQLException failed) {
            events.accept(toolCompleted(threadId, Json.with("error", "unavailable"), started));
            throw failed;
        }
    }

    private Json.With toolCompleted(String threadId, Json.With results, long startedNanos) {
        double millis = (System.nanoTime() - startedNanos) / NANOS_PER_MILLI;
        return event("tool_completed", threadId)
                .with("tool_name", TOOL)
                .with("results", results)
                .with("duration", Math.round(millis * 1000) / 1000.0);
    }

    /** The answer to {@code text}; a function of its arguments, so that a test can work it out too. */
    static String answer(String text, long earlierMessages) {
        return "Received " + text.codePointCount(0, text.length()) + " characters, sha256 " + digest(text)
                + ". Earlier messages of yours in this thread: " + earlierMessages + ".";
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    private Json.With event(String type, String threadId) {
        return Json.with("type", type)
                .with("timestamp", clock.instant().toString())
                .with("thread_id", threadId);
    }
}
