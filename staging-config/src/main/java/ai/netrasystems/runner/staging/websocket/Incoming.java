package ai.netrasystems.runner.staging.websocket;

import java.util.function.Function;

/** What comes out of the queue: a message, or that there is none any more. */
sealed interface Incoming {
    record Text(String text) implements Incoming {}

    /** {@code last}: nothing can follow. */
    record Failed(WebSocketFailure failure, boolean last) implements Incoming {}

    /** Whether nothing can follow. */
    default boolean isLast() {
        return fold(text -> false, Failed::last);
    }

    default <T> T fold(Function<Text, T> text, Function<Failed, T> failed) {
        return this instanceof Text message ? text.apply(message) : failed.apply((Failed) this);
    }
}
