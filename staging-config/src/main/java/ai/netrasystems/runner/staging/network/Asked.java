package ai.netrasystems.runner.staging.network;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who was asked for what. Holds no query, no user information and no fragment: they may be secrets.
 *
 * @param client {@code http} or {@code websocket}
 * @param origin scheme, host, and the port where it is not the scheme's own
 * @param method the method, as {@code GET}
 * @param path the encoded path, cut after {@value #LONGEST_PATH} characters
 */
public record Asked(String client, String origin, String method, String path) {
    private static final int LONGEST_PATH = 512;

    /** Cuts the path. */
    public Asked {
        path = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    }

    /** A call. */
    public static Asked http(String method, String scheme, String host, int port, String path) {
        return new Asked("http", origin(scheme, host, port), method, path);
    }

    /** A handshake; the origin is the one of HTTP, as {@code https} for {@code wss}. */
    public static Asked webSocket(URI url) {
        String scheme = "wss".equals(url.getScheme()) ? "https" : "http";
        return new Asked("websocket", origin(scheme, url.getHost(), url.getPort()), "GET", path(url));
    }

    private static String path(URI url) {
        String path = url.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static String origin(String scheme, @Nullable String host, int port) {
        String name = String.valueOf(host).toLowerCase(Locale.ROOT);
        String shown = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
        int own = "https".equals(scheme) ? 443 : 80;
        return scheme + "://" + shown + (port == -1 || port == own ? "" : ":" + port);
    }
}
