package ai.netrasystems.runner.environment.evidence;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One exchange of a test with a service, as a client of ours recorded it.
 *
 * @param origin {@code https://host[:port]}, lower case, the port only where it is not the scheme's own; a WebSocket's is
 *     written likewise
 * @param status of the answer; empty where none came
 * @param failed whether no answer came, whatever the reason
 * @param closeCode with which a WebSocket closed under the test
 */
public record Exchange(URI origin, OptionalInt status, boolean failed, OptionalInt closeCode) {
    /**
     * Closes that say that the peer goes away, went away, broke or is overloaded (RFC 6455 section 7.4.1 and the IANA
     * registry): 1001, 1006, 1011, 1012, 1013. What a client did wrong (1002, 1007, 1008, 1009) is not among them.
     */
    private static final Set<Integer> GONE = Set.of(1001, 1006, 1011, 1012, 1013);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** Whether the other side may have been gone, or broken. */
    boolean isTrouble() {
        return failed
                || status.stream().anyMatch(code -> code / 100 == 5)
                || closeCode.stream().anyMatch(GONE::contains);
    }

    /** Whether the other side did not take the credential. */
    boolean isRefusal() {
        return status.stream().anyMatch(code -> code == UNAUTHORIZED || code == FORBIDDEN);
    }

    /** The origin of a URL of HTTP or a WebSocket; empty for anything else. */
    static Optional<URI> origin(String text) {
        try {
            URI url = new URI(text);
            boolean secure = "https".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme());
            boolean plain = "http".equalsIgnoreCase(url.getScheme()) || "ws".equalsIgnoreCase(url.getScheme());
            if (url.getHost() == null || !(secure || plain)) {
                return Optional.empty();
            }
            int standard = secure ? 443 : 80;
            int port = url.getPort() == standard ? -1 : url.getPort();
            return Optional.of(new URI(
                    secure ? "https" : "http", null, url.getHost().toLowerCase(Locale.ROOT), port, null, null, null));
        } catch (URISyntaxException noUrl) {
            return Optional.empty();
        }
    }
}
