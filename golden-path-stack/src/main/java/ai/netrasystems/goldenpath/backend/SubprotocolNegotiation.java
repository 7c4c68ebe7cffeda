package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Bearer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a WebSocket handshake's headers ask for, and what the server may answer. Pure.
 *
 * <p>A client offers {@code jwt-auth}, {@code e2e-testing} and {@code jwt.<base64url of its token, unpadded>}: the
 * token rides in the offer because a load balancer may strip {@code Authorization}. The server echoes exactly one
 * offered value (RFC 6455 section 4.2.2, item 5), never the one with the token: answers end up in logs.
 *
 * <p>The first rule that holds decides: a malformed offer, or one of nothing known, is 400; no token is 401; nothing
 * to echo is 400.
 */
final class SubprotocolNegotiation {

    /** What is echoed where it is offered, in the server's order of preference. */
    static final List<String> ECHOED = List.of("jwt-auth", "e2e-testing");

    static final String TOKEN_PREFIX = "jwt.";

    // RFC 6455 section 4.1, item 10: elements are tokens of RFC 2616, that is without separators.
    private static final Pattern ELEMENT = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern TOKEN_TEXT = Pattern.compile("[\\x21-\\x7E]+");

    private SubprotocolNegotiation() {}

    /** How it came out. */
    sealed interface Outcome {

        /** The answer of the function for the case that holds. */
        default <R> R fold(BiFunction<String, String, R> onAccepted, Function<Refused, R> onRefused) {
            return this instanceof Accepted accepted
                    ? onAccepted.apply(accepted.subprotocol(), accepted.token())
                    : onRefused.apply((Refused) this);
        }
    }

    /** To be answered with {@code subprotocol}, if {@code token} turns out to be valid. */
    record Accepted(String subprotocol, String token) implements Outcome {
        @Override
        public String toString() {
            return "Accepted[" + subprotocol + "]";
        }
    }

    /** To be refused with an HTTP status; the reason quotes nothing of what was offered. */
    record Refused(int status, String reason) implements Outcome {}

    /**
     * Decides.
     *
     * @param offerLines the values of all {@code Sec-WebSocket-Protocol} lines, in order; RFC 6455 section 11.3.4
     *     allows several, and they mean the same as one with commas
     * @param authorization the value of {@code Authorization}, null where there is none
     */
    static Outcome of(List<String> offerLines, @Nullable String authorization) {
        Optional<Set<String>> offer = offer(offerLines);
        if (offer.isEmpty()) {
            return new Refused(400, "Sec-WebSocket-Protocol is malformed");
        }
        return decide(offer.orElseThrow(), authorization);
    }

    private static Outcome decide(Set<String> offered, @Nullable String authorization) {
        List<String> tokens =
                offered.stream().filter(value -> value.startsWith(TOKEN_PREFIX)).toList();
        Optional<String> echo = ECHOED.stream().filter(offered::contains).findFirst();
        String remedy = "offer " + String.join(" or ", ECHOED);
        if (!offered.isEmpty() && tokens.isEmpty() && echo.isEmpty()) {
            return new Refused(400, "no known subprotocol was offered; " + remedy);
        }
        if (tokens.size() > 1) {
            return new Refused(400, "more than one token was offered");
        }
        Optional<String> token = tokens.isEmpty()
                ? Bearer.token(authorization)
                : token(tokens.get(0).substring(TOKEN_PREFIX.length()));
        if (token.isEmpty()) {
            return new Refused(401, "an access token is missing or unreadable");
        }
        return echo.<Outcome>map(subprotocol -> new Accepted(subprotocol, token.orElseThrow()))
                .orElseGet(() -> new Refused(400, "no subprotocol was offered that can be answered; " + remedy));
    }

    /** The offered values without repetition; empty where a line is malformed. */
    private static Optional<Set<String>> offer(List<String> lines) {
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            for (String element : line.split(",", -1)) {
                String value = trimmed(element);
                // RFC 9110 section 5.6.1.2: a recipient ignores empty list elements.
                if (value.isEmpty()) {
                    continue;
                }
                if (!ELEMENT.matcher(value).matches()) {
                    return Optional.empty();
                }
                values.add(value);
            }
        }
        return Optional.of(new LinkedHashSet<>(values));
    }

    /** Without the optional white space of HTTP, which is blanks and tabs and nothing else. */
    private static String trimmed(String element) {
        int start = 0;
        int end = element.length();
        while (start < end && isBlank(element.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(element.charAt(end - 1))) {
            end--;
        }
        return element.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static Optional<String> token(String encoded) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(encoded);
            String token = StandardCharsets.US_ASCII
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return TOKEN_TEXT.matcher(token).matches() ? Optional.of(token) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException notEncoded) {
            return Optional.empty();
        }
    }
}
