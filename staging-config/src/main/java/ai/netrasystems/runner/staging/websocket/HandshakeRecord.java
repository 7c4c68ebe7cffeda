package ai.netrasystems.runner.staging.websocket;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with the answer to one handshake, kept because the library tells only that it did not like it. Written
 * by the reading thread, read by any.
 */
final class HandshakeRecord {
    private volatile @Nullable WebSocketFailure failure;

    void failed(WebSocketFailure what) {
        failure = what;
    }

    Optional<WebSocketFailure> failure() {
        return Optional.ofNullable(failure);
    }
}
