package ai.netrasystems.runner.staging.websocket;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with the answer to one handshake, kept because the library tells only that it did not like it. Written
 * by the reading thread, read by any.
 */
final class HandshakeRecord {
    private volatile @Nullable WebSocketFailure failure;
    private volatile OptionalInt status = OptionalInt.empty();

    void answered(int httpStatus) {
        status = OptionalInt.of(httpStatus);
    }

    /** That of an answer that is one, 101 or not. */
    OptionalInt status() {
        return status;
    }

    void failed(WebSocketFailure what) {
        failure = what;
    }

    Optional<WebSocketFailure> failure() {
        return Optional.ofNullable(failure);
    }
}
