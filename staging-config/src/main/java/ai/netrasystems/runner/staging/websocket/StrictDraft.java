package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.SubprotocolOffer;
import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.HandshakeRefused;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NotConnected;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.SubprotocolRefused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;

/**
 * RFC 6455 as the library does it, but for two things. The choice of subprotocol: the library splits the server's answer
 * at commas and spaces and takes it if any part fits; here the whole answer must be one offered value. And what a server
 * may send is bounded. Records what was wrong with the answer to the handshake.
 */
final class StrictDraft extends Draft_6455 {
    /** Bytes of one message, fragments together. */
    static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

    private static final int LARGEST_HEAD = 64 * 1024;
    /** What keeping one more fragment costs though it be empty, in bytes. */
    private static final int FRAGMENT = 64;

    private static final String HTTP = "HTTP/";
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})(?: .*)?");

    private final ConnectionAttempt attempt;
    private final SubprotocolOffer offer;
    private final HandshakeRecord seen;
    private long messageSize;

    StrictDraft(ConnectionAttempt attempt, SubprotocolOffer offer, HandshakeRecord seen) {
        super(
                List.of(),
                offer.values().stream().<IProtocol>map(OfferedProtocol::new).toList(),
                LARGEST_MESSAGE);
        this.attempt = attempt;
        this.offer = offer;
        this.seen = seen;
    }

    @Override
    public Handshakedata translateHandshake(ByteBuffer answer) throws InvalidHandshakeException {
        String head = StandardCharsets.ISO_8859_1.decode(answer.duplicate()).toString();
        judge(head);
        try {
            return super.translateHandshake(answer);
        } catch (InvalidHandshakeException e) {
            throw refused(badUpgrade("its header lines are none"));
        }
    }

    /** Looks at as much of the answer as came: what is wrong already need not be waited for. */
    private void judge(String head) throws InvalidHandshakeException {
        int lineEnd = head.indexOf("\r\n");
        boolean isHttp = head.startsWith(HTTP.substring(0, Math.min(HTTP.length(), head.length())));
        if (!isHttp) {
            throw refused(notHttp(head));
        }
        if (head.length() > LARGEST_HEAD && !head.contains("\r\n\r\n")) {
            throw refused(badUpgrade("its header is over 64 KiB"));
        }
        if (lineEnd < 0) {
            return;
        }
        String line = head.substring(0, lineEnd);
        Matcher status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw refused(notHttp(line));
        }
        int code = Integer.parseInt(status.group(1));
        seen.answered(code);
        if (code != 101) {
            throw refused(new HandshakeRefused(attempt, code, Excerpt.of(line, offer)));
        }
    }

    @Override
    public HandshakeState acceptHandshakeAsClient(ClientHandshake request, ServerHandshake response)
            throws InvalidHandshakeException {
        if (super.acceptHandshakeAsClient(request, response) != HandshakeState.MATCHED) {
            throw refused(badUpgrade("Upgrade, Connection, Sec-WebSocket-Accept or Sec-WebSocket-Extensions is wrong"));
        }
        String answer = response.getFieldValue("Sec-WebSocket-Protocol");
        Optional<WebSocketDiagnosis> problem = offer.problemWith(answer);
        if (problem.isPresent()) {
            throw refused(new SubprotocolRefused(attempt, Excerpt.of(answer, offer), problem.get()));
        }
        return HandshakeState.MATCHED;
    }

    private WebSocketFailure notHttp(String beginning) {
        return new NotConnected(
                attempt, WebSocketDiagnosis.NOT_HTTP, "it begins with: " + Excerpt.of(beginning, offer));
    }

    private WebSocketFailure badUpgrade(String reason) {
        return new NotConnected(attempt, WebSocketDiagnosis.BAD_UPGRADE, reason);
    }

    private InvalidHandshakeException refused(WebSocketFailure failure) {
        seen.failed(failure);
        return new InvalidHandshakeException("see the record of the handshake");
    }

    /** The library does not look at what the fragments between the first and the last one add up to. */
    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
        switch (frame.getOpcode()) {
            case TEXT, BINARY -> messageSize = frame.getPayloadData().remaining();
            case CONTINUOUS -> messageSize += frame.getPayloadData().remaining() + FRAGMENT;
            case PING, PONG, CLOSING -> {}
        }
        if (messageSize > LARGEST_MESSAGE) {
            throw new LimitExceededException("the fragments of a message are more than is taken", LARGEST_MESSAGE);
        }
        super.processFrame(socket, frame);
    }

    /** The library works on a copy of the draft that it is given; the copy must record to the same place. */
    @Override
    public Draft copyInstance() {
        return new StrictDraft(attempt, offer, seen);
    }

    /** The library's own text names the protocols, one of which holds the token, and stands in its close reasons. */
    @Override
    public String toString() {
        return "RFC 6455, offering " + offer;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Is offered as it is, and leaves the judgement of the answer to the draft. */
    private record OfferedProtocol(String value) implements IProtocol {
        @Override
        public boolean acceptProvidedProtocol(String answer) {
            return true;
        }

        @Override
        public String getProvidedProtocol() {
            return value;
        }

        @Override
        public IProtocol copyInstance() {
            return this;
        }

        @Override
        public String toString() {
            return "subprotocol";
        }
    }
}
