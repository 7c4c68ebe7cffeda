package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.SubprotocolOffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.IProtocol;

/**
 * RFC 6455 as the library does it, but for the choice of subprotocol: the library splits the server's answer at commas
 * and spaces and takes it if any part fits; here the whole answer must be one offered value. Records what it saw.
 */
final class StrictDraft extends Draft_6455 {
    private final SubprotocolOffer offer;
    private final HandshakeRecord seen;

    StrictDraft(SubprotocolOffer offer, HandshakeRecord seen) {
        super(
                List.of(),
                offer.values().stream().<IProtocol>map(OfferedProtocol::new).toList());
        this.offer = offer;
        this.seen = seen;
    }

    @Override
    public Handshakedata translateHandshake(ByteBuffer answer) throws InvalidHandshakeException {
        String text = StandardCharsets.ISO_8859_1.decode(answer.duplicate()).toString();
        int lineEnd = text.indexOf("\r\n");
        if (lineEnd >= 0) {
            seen.statusLine(text.substring(0, lineEnd));
        }
        return super.translateHandshake(answer);
    }

    @Override
    public HandshakeState acceptHandshakeAsClient(ClientHandshake request, ServerHandshake response)
            throws InvalidHandshakeException {
        HandshakeState state = super.acceptHandshakeAsClient(request, response);
        if (state != HandshakeState.MATCHED) {
            return state;
        }
        String answer = response.getFieldValue("Sec-WebSocket-Protocol");
        Optional<String> problem = offer.problemWith(answer);
        problem.ifPresent(text -> seen.badChoice(offer.redact(answer), text));
        return problem.isPresent() ? HandshakeState.NOT_MATCHED : state;
    }

    /** The library works on a copy of the draft that it is given; the copy must record to the same place. */
    @Override
    public Draft copyInstance() {
        return new StrictDraft(offer, seen);
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
