package ai.netrasystems.runner.staging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The subprotocols that a client offers, one of which carries the token: a load balancer may strip
 * {@code Authorization} from a handshake, but not these. Immutable; shows the token nowhere but in {@link #values()}.
 */
public final class SubprotocolOffer {
    static final String TOKEN_PREFIX = "jwt.";
    private static final String REDACTED = TOKEN_PREFIX + "<redacted>";

    private final List<String> values;
    private final String carrier;
    private final String token;

    private SubprotocolOffer(List<String> values, String carrier, String token) {
        this.values = values;
        this.carrier = carrier;
        this.token = token;
    }

    /** The plain subprotocols and {@code jwt.<base64url of the token, no padding>}, after {@code jwt-auth}. */
    static SubprotocolOffer of(List<String> plain, String token) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        String carrier = TOKEN_PREFIX + encoded;
        List<String> values = new ArrayList<>(plain);
        values.add(plain.indexOf("jwt-auth") + 1, carrier);
        return new SubprotocolOffer(List.copyOf(values), carrier, token);
    }

    /** What goes over the wire, in order; holds the token. */
    public List<String> values() {
        return values;
    }

    /** The same for people and logs, the token replaced. */
    public List<String> redacted() {
        return values.stream().map(this::redact).toList();
    }

    /** A text from the other side with the token replaced, should it hold it, encoded or plain. */
    public String redact(String text) {
        return text.replace(carrier, REDACTED)
                .replace(carrier.substring(TOKEN_PREFIX.length()), "<redacted>")
                .replace(token, "<redacted>");
    }

    /**
     * What is wrong with the server's answer; empty where it echoed exactly one of the offered values (RFC 6455 sections
     * 4.1 and 4.2.2) and not the one with the token, which would then stand in every proxy's log.
     *
     * @param answer the value of {@code Sec-WebSocket-Protocol} in the answer, null or empty where there was none
     */
    public Optional<String> problemWith(@Nullable String answer) {
        if (answer == null || answer.isEmpty()) {
            return Optional.of("the server chose no subprotocol");
        }
        if (answer.equals(carrier)) {
            return Optional.of("the server chose the subprotocol that carries the token, and so shows it");
        }
        if (!values.contains(answer)) {
            boolean several = answer.indexOf(',') >= 0 || answer.indexOf(';') >= 0;
            return Optional.of(
                    several
                            ? "the server chose more than one subprotocol"
                            : "the server chose one that was not offered");
        }
        return Optional.empty();
    }

    /** The redacted values. */
    @Override
    public String toString() {
        return redacted().toString();
    }
}
