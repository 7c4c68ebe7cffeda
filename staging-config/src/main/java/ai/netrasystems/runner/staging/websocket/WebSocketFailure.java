package ai.netrasystems.runner.staging.websocket;

import java.time.Duration;
import java.util.function.Function;

/** What went wrong with a WebSocket, as data. Holds no secret: subprotocols and answers are redacted before. */
public sealed interface WebSocketFailure {

    /** What was tried. */
    ConnectionAttempt attempt();

    /**
     * No answer to the handshake: unknown host, connection refused, TLS, or nothing within the time.
     *
     * @param attempt what was tried
     * @param reason what the network said
     */
    record NotConnected(ConnectionAttempt attempt, String reason) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.notConnected().apply(this);
        }
    }

    /**
     * The server answered the handshake with another status than 101.
     *
     * @param attempt what was tried
     * @param httpStatus the status, as 401 or 502
     * @param statusLine the whole first line
     */
    record HandshakeRefused(ConnectionAttempt attempt, int httpStatus, String statusLine) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.handshakeRefused().apply(this);
        }
    }

    /**
     * The server accepted, but chose no subprotocol, several, one not offered, or the one with the token.
     *
     * @param attempt what was tried
     * @param answer what the server chose, redacted; empty where nothing
     * @param problem what is wrong with it
     */
    record SubprotocolRefused(ConnectionAttempt attempt, String answer, String problem) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.subprotocolRefused().apply(this);
        }
    }

    /**
     * The connection was closed in order, with a close frame.
     *
     * @param attempt what was tried
     * @param code the close code of RFC 6455 section 7.4; 1005 where the frame had none
     * @param reason the reason, often empty
     */
    record Closed(ConnectionAttempt attempt, int code, String reason) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.closed().apply(this);
        }
    }

    /**
     * The server is gone without a close frame: the connection broke, or no heartbeat came back (close code 1006).
     *
     * @param attempt what was tried
     * @param reason how it was noticed
     */
    record Vanished(ConnectionAttempt attempt, String reason) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.vanished().apply(this);
        }
    }

    /**
     * The connection stands, but nothing came in time.
     *
     * @param attempt what was tried
     * @param waited how long
     */
    record NothingReceived(ConnectionAttempt attempt, Duration waited) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.nothingReceived().apply(this);
        }
    }

    /**
     * A binary message came, where the protocol has only text.
     *
     * @param attempt what was tried
     * @param size its size in bytes
     */
    record BinaryReceived(ConnectionAttempt attempt, int size) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.binaryReceived().apply(this);
        }
    }

    /** One function per case. */
    <T> T fold(Cases<T> cases);

    /**
     * A function for each case.
     *
     * @param notConnected for {@link NotConnected}
     * @param handshakeRefused for {@link HandshakeRefused}
     * @param subprotocolRefused for {@link SubprotocolRefused}
     * @param closed for {@link Closed}
     * @param vanished for {@link Vanished}
     * @param nothingReceived for {@link NothingReceived}
     * @param binaryReceived for {@link BinaryReceived}
     */
    record Cases<T>(
            Function<NotConnected, T> notConnected,
            Function<HandshakeRefused, T> handshakeRefused,
            Function<SubprotocolRefused, T> subprotocolRefused,
            Function<Closed, T> closed,
            Function<Vanished, T> vanished,
            Function<NothingReceived, T> nothingReceived,
            Function<BinaryReceived, T> binaryReceived) {}

    /** The failure in one line. */
    default String describe() {
        String what = fold(new Cases<>(
                f -> "could not connect: " + f.reason(),
                f -> "handshake refused with HTTP status " + f.httpStatus() + " (" + f.statusLine() + ")",
                f -> f.problem() + (f.answer().isEmpty() ? "" : ": " + f.answer()),
                f -> "closed with code " + f.code() + (f.reason().isEmpty() ? "" : ": " + f.reason()),
                f -> "the server vanished (close code 1006): " + f.reason(),
                f -> "nothing received within " + f.waited(),
                f -> "a binary message of " + f.size() + " bytes came where only text may"));
        return what + " - " + attempt();
    }
}
