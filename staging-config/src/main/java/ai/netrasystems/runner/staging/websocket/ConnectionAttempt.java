package ai.netrasystems.runner.staging.websocket;

import java.net.URI;
import java.util.List;

/**
 * What a client tried.
 *
 * @param url where to, without query, fragment and user, which may hold a secret
 * @param offered the subprotocols that it offered, the token replaced
 */
public record ConnectionAttempt(URI url, List<String> offered) {
    /** Copies the list, and leaves out what of the URL may be secret. */
    public ConnectionAttempt {
        int port = url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        url = URI.create(url.getScheme() + "://" + url.getHost() + (port == -1 ? "" : ":" + port) + path);
        offered = List.copyOf(offered);
    }

    @Override
    public String toString() {
        return url + " (offered " + String.join(", ", offered) + ")";
    }
}
