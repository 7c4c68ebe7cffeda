package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Json;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a client sent over the WebSocket, once read. Pure. */
sealed interface ClientMessage {

    /** The longest message that is read, in bytes of UTF-8, the whole JSON text counted. */
    int MAX_BYTES = 8192;

    /** Names of threads that clients may choose. */
    Pattern THREAD_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** A question for the agent. */
    record UserMessage(String threadId, String text) implements ClientMessage {}

    /** Something that gets an error event; {@code code} is for programs, {@code reason} for people. */
    record Unusable(String code, String reason) implements ClientMessage {}

    /** Too long for this protocol: the connection ends (RFC 6455 section 7.4.1, code 1009). */
    record TooLong() implements ClientMessage {}

    /** The answer of the function for the case that holds. */
    default <R> R fold(
            Function<UserMessage, R> onUserMessage, Function<Unusable, R> onUnusable, Function<TooLong, R> onTooLong) {
        if (this instanceof UserMessage message) {
            return onUserMessage.apply(message);
        }
        return this instanceof Unusable unusable ? onUnusable.apply(unusable) : onTooLong.apply((TooLong) this);
    }

    /** Reads one text message. */
    static ClientMessage read(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return new TooLong();
        }
        return Json.object(text)
                .map(ClientMessage::read)
                .orElseGet(() -> new Unusable("malformed_json", "the message is no JSON object"));
    }

    private static ClientMessage read(JsonObject object) {
        Optional<String> type = Json.string(object, "type");
        if (type.isEmpty() || !type.orElseThrow().equals("user_message")) {
            return new Unusable("unknown_type", "the only type known here is user_message");
        }
        Optional<String> threadId = Json.string(object, "thread_id")
                .filter(id -> THREAD_ID.matcher(id).matches());
        if (threadId.isEmpty()) {
            return new Unusable("invalid_message", "thread_id must be 1 to 128 letters, digits or any of . _ : -");
        }
        Optional<String> said = Json.string(object, "text").filter(ClientMessage::canBeStored);
        if (said.isEmpty()) {
            return new Unusable("invalid_message", "text must be a text that is not blank and valid Unicode");
        }
        return new UserMessage(threadId.orElseThrow(), said.orElseThrow());
    }

    /** Postgres stores no U+0000, and no encoding has half of a surrogate pair; JSON escapes can say both. */
    private static boolean canBeStored(String text) {
        return !text.isBlank()
                && text.indexOf('\0') < 0
                && text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
