package ai.netrasystems.runner.staging.cleanup;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One request that removes what a test made. Names a service and a path, never a host; carries no header, so no token.
 *
 * <p>It is carried out at least once, and twice where the runner was killed in between. So the method must be idempotent
 * (RFC 9110 section 9.2.2): DELETE or PUT. A POST is refused.
 *
 * @param service which service, as {@code backend}
 * @param method {@code DELETE} or {@code PUT}
 * @param path path and query below the service's URL, encoded, as {@code /api/v1/threads/7}
 * @param body what is sent, empty for nothing
 */
public record CleanUpAction(String service, String method, String path, Optional<Body> body) {
    /** The header that carries the action's id, the same each time it is carried out. */
    public static final String ID_HEADER = "X-Test-Clean-Up";

    /** What an action may do. */
    public static final Set<String> METHODS = Set.of("DELETE", "PUT");

    private static final int LONGEST_PATH = 2_048;
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    /** RFC 3986 section 3.3 and 3.4, without what would make it another host's or climb out of the service's own path. */
    private static final Pattern PATH =
            Pattern.compile("/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@/%-]*(\\?[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?");

    private static final Pattern CLIMBS = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|\\?|$)");

    /**
     * What is sent.
     *
     * @param contentType as {@code application/json}
     * @param text at most {@value #LONGEST} bytes in UTF-8
     */
    public record Body(String contentType, String text) {
        private static final int LONGEST = 64 * 1024;
        private static final Pattern TYPE =
                Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?charset=[A-Za-z0-9-]+)?");

        /**
         * Checks both.
         *
         * @throws IllegalArgumentException where one cannot be sent
         */
        public Body {
            if (contentType.length() > 128 || !TYPE.matcher(contentType).matches()) {
                throw new IllegalArgumentException("a clean-up's content type must be as application/json");
            }
            if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                throw new IllegalArgumentException("a clean-up's body must have at most " + LONGEST + " bytes");
            }
        }
    }

    /**
     * Checks all parts.
     *
     * @throws IllegalArgumentException where one is not as said above; never shows the body
     */
    public CleanUpAction {
        if (!SERVICE.matcher(service).matches()) {
            throw new IllegalArgumentException("a clean-up needs the name of a service, as backend");
        }
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(
                    "a clean-up may be carried out twice, so its method must be DELETE or PUT, not " + shown(method));
        }
        if (path.length() > LONGEST_PATH || !isPath(path)) {
            throw new IllegalArgumentException("a clean-up's path must be an encoded path below the service's URL,"
                    + " as /api/v1/threads/7, not " + shown(path));
        }
    }

    private static boolean isPath(String path) {
        try {
            return PATH.matcher(path).matches()
                    && !CLIMBS.matcher(path).find()
                    && new URI("http://h" + path).getHost() != null;
        } catch (URISyntaxException badlyEncoded) {
            return false;
        }
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() > 80 ? printable.substring(0, 80) + "..." : printable) + "'";
    }
}
