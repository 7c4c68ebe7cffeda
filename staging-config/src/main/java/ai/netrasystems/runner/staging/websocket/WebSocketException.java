package ai.netrasystems.runner.staging.websocket;

/** Something went wrong with a WebSocket; {@link #failure()} says what, as data. */
public final class WebSocketException extends RuntimeException {
    private final transient WebSocketFailure failure;

    WebSocketException(WebSocketFailure failure) {
        super(failure.describe());
        this.failure = failure;
    }

    /** What went wrong. */
    public WebSocketFailure failure() {
        return failure;
    }
}
