package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What went wrong with a WebSocket, as data: what was seen, and by {@link #diagnosis()} what it means and what to do.
 * Holds no secret: all that comes from outside is redacted before.
 */
public sealed interface WebSocketFailure {

    /** What was tried. */
    ConnectionAttempt attempt();

    /**
     * No answer to the handshake that is one: unknown host, connection refused, TLS, nothing within the time, garbage.
     *
     * @param attempt what was tried
     * @param diagnosis which of these
     * @param reason what the network said
     */
    record NotConnected(ConnectionAttempt attempt, WebSocketDiagnosis diagnosis, String reason)
            implements WebSocketFailure {
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
     * @param statusLine the first line, shortened
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
     * @param diagnosis what is wrong with it
     */
    record SubprotocolRefused(ConnectionAttempt attempt, String answer, WebSocketDiagnosis diagnosis)
            implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.subprotocolRefused().apply(this);
        }
    }

    /**
     * The server closed the connection in order, with a close frame; or, with 1000, the test did.
     *
     * @param attempt what was tried
     * @param code the close code of RFC 6455 section 7.4; 1000 also where the frame had none
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
     * The server broke the protocol, or sent more than is taken, and this client ended the connection.
     *
     * @param attempt what was tried
     * @param code the close code that this client sent: 1009 for a message that is too large
     * @param reason what was wrong
     */
    record ProtocolBroken(ConnectionAttempt attempt, int code, String reason) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.protocolBroken().apply(this);
        }
    }

    /**
     * The connection stands, but what was waited for did not come in time.
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

    /**
     * An event came that a test does not want, or not there.
     *
     * @param attempt what was tried
     * @param event its type
     */
    record UnexpectedEvent(ConnectionAttempt attempt, String event) implements WebSocketFailure {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unexpectedEvent().apply(this);
        }
    }

    /**
     * Expected events did not come.
     *
     * @param found the types of those that came, in order
     * @param missing the types of those that did not, in order
     * @param cause why they were not waited for any longer
     * @param timeline what went over the connection and when, over several lines
     */
    record EventsMissing(List<String> found, List<String> missing, WebSocketFailure cause, String timeline)
            implements WebSocketFailure {
        /** Copies the lists. */
        public EventsMissing {
            found = List.copyOf(found);
            missing = List.copyOf(missing);
        }

        @Override
        public ConnectionAttempt attempt() {
            return cause.attempt();
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.eventsMissing().apply(this);
        }

        @Override
        public String describe() {
            return what() + " - " + attempt() + "\n" + timeline + "\nremedy: "
                    + diagnosis().remedy();
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
     * @param protocolBroken for {@link ProtocolBroken}
     * @param nothingReceived for {@link NothingReceived}
     * @param binaryReceived for {@link BinaryReceived}
     * @param unexpectedEvent for {@link UnexpectedEvent}
     * @param eventsMissing for {@link EventsMissing}
     */
    record Cases<T>(
            Function<NotConnected, T> notConnected,
            Function<HandshakeRefused, T> handshakeRefused,
            Function<SubprotocolRefused, T> subprotocolRefused,
            Function<Closed, T> closed,
            Function<Vanished, T> vanished,
            Function<ProtocolBroken, T> protocolBroken,
            Function<NothingReceived, T> nothingReceived,
            Function<BinaryReceived, T> binaryReceived,
            Function<UnexpectedEvent, T> unexpectedEvent,
            Function<EventsMissing, T> eventsMissing) {}

    /** What it means, and what to do about it. */
    default WebSocketDiagnosis diagnosis() {
        return fold(new Cases<>(
                NotConnected::diagnosis,
                refused -> WebSocketDiagnosis.ofStatus(refused.httpStatus()),
                SubprotocolRefused::diagnosis,
                closed -> WebSocketDiagnosis.ofCloseCode(closed.code()),
                vanished -> WebSocketDiagnosis.BROKEN,
                broken ->
                        broken.code() == 1009 ? WebSocketDiagnosis.OVER_OUR_LIMIT : WebSocketDiagnosis.PROTOCOL_BROKEN,
                nothing -> WebSocketDiagnosis.NOTHING_CAME,
                binary -> WebSocketDiagnosis.BINARY_MESSAGE,
                unexpected -> WebSocketDiagnosis.UNEXPECTED_EVENT,
                missing -> missing.cause().diagnosis()));
    }

    /** What was seen, in one line. */
    default String what() {
        return fold(new Cases<>(
                f -> "could not connect: " + f.diagnosis().what() + " (" + f.reason() + ")",
                f -> "handshake refused with HTTP status " + f.httpStatus() + " (" + f.statusLine() + "): "
                        + f.diagnosis().what(),
                f -> f.diagnosis().what() + (f.answer().isEmpty() ? "" : ": " + f.answer()),
                f -> "closed with code " + f.code() + (f.reason().isEmpty() ? "" : " (" + f.reason() + ")") + ": "
                        + f.diagnosis().what(),
                f -> "the server vanished (close code 1006): " + f.reason(),
                f -> f.diagnosis().what() + ", so this client closed with code " + f.code()
                        + (f.reason().isEmpty() ? "" : ": " + f.reason()),
                f -> "nothing that was waited for came within " + f.waited(),
                f -> "a binary message of " + f.size() + " bytes came where only text may",
                f -> "'" + f.event() + "' came, which must not come there",
                f -> "expected events did not come: " + String.join(", ", f.missing())
                        + (f.found().isEmpty() ? "" : " (after " + String.join(", ", f.found()) + ")") + "; "
                        + f.cause().what()));
    }

    /** All of it for a person: what was seen, what was tried, for missing events the timeline, and last the remedy. */
    default String describe() {
        return what() + " - " + attempt() + "; remedy: " + diagnosis().remedy();
    }
}
