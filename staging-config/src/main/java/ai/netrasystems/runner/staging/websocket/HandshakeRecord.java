package ai.netrasystems.runner.staging.websocket;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered to one handshake, kept because the library tells only that it did not like it. Written by the
 * reading thread, read by any.
 */
final class HandshakeRecord {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})(?: .*)?");

    /** The status line of an answer that is not 101. */
    record Refusal(int status, String line) {}

    /** A choice of subprotocol that the client cannot live with. */
    record BadChoice(String answer, String problem) {}

    private volatile @Nullable Refusal refusal;
    private volatile @Nullable BadChoice badChoice;

    void statusLine(String line) {
        Matcher matcher = STATUS_LINE.matcher(line);
        if (matcher.matches() && !"101".equals(matcher.group(1))) {
            refusal = new Refusal(Integer.parseInt(matcher.group(1)), line);
        }
    }

    void badChoice(String redactedAnswer, String problem) {
        badChoice = new BadChoice(redactedAnswer, problem);
    }

    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    Optional<BadChoice> badChoice() {
        return Optional.ofNullable(badChoice);
    }
}
