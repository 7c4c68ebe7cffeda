package ai.netrasystems.runner.staging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The subprotocols that a client offers, one of which carries the token: a load balancer may strip
 * {@code Authorization} from a handshake, but not these. Immutable; shows the token nowhere but in {@link #values()}.
 */
public final class SubprotocolOffer {
    static final String TOKEN_PREFIX = "jwt.";

    private final List<String> plain;
    private final List<String> values;
    private final TokenForms token;

    private SubprotocolOffer(List<String> plain, List<String> values, TokenForms token) {
        this.plain = plain;
        this.values = values;
        this.token = token;
    }

    /** The plain subprotocols and {@code jwt.<base64url of the token, no padding>}, after {@code jwt-auth}. */
    static SubprotocolOffer of(List<String> plain, String token) {
        List<String> values = new ArrayList<>(plain);
        values.add(plain.indexOf("jwt-auth") + 1, TOKEN_PREFIX + TokenForms.carried(token));
        return new SubprotocolOffer(List.copyOf(plain), List.copyOf(values), new TokenForms(token));
    }

    /** What goes over the wire, in order; holds the token. */
    public List<String> values() {
        return values;
    }

    /** The same for people and logs, the token replaced. */
    public List<String> redacted() {
        return values.stream().map(this::redact).toList();
    }

    /** A text from the other side with the token replaced, should it hold it, and with all that looks like one. */
    public String redact(String text) {
        return token.redact(text);
    }

    /** At most so many characters from the beginning of such a text, and no part of a token among them. */
    public String redactStart(String text, int length) {
        return token.redactStart(text, length);
    }

    /**
     * What is wrong with the server's answer; empty where it echoed exactly one of the offered values (RFC 6455 sections
     * 4.1 and 4.2.2) and not the one with the token, which would then stand in every proxy's log. Whitespace around the
     * answer is no part of it (RFC 9110 section 5.5).
     *
     * @param answer the value of {@code Sec-WebSocket-Protocol} in the answer, null or empty where there was none
     */
    public Optional<WebSocketDiagnosis> problemWith(@Nullable String answer) {
        String choice = answer == null ? "" : answer.strip();
        if (choice.isEmpty()) {
            return Optional.of(WebSocketDiagnosis.NO_SUBPROTOCOL);
        }
        if (plain.contains(choice)) {
            return Optional.empty();
        }
        if (!redact(choice).equals(choice)) {
            return Optional.of(WebSocketDiagnosis.TOKEN_ECHOED);
        }
        // Java-WebSocket joins several header lines with a semicolon, OkHttp's user with a comma.
        boolean several = choice.indexOf(',') >= 0 || choice.indexOf(';') >= 0;
        return Optional.of(several ? WebSocketDiagnosis.SEVERAL_SUBPROTOCOLS : WebSocketDiagnosis.FOREIGN_SUBPROTOCOL);
    }

    /** The redacted values. */
    @Override
    public String toString() {
        return redacted().toString();
    }
}
