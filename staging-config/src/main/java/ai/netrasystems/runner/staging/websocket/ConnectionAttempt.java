package ai.netrasystems.runner.staging.websocket;

import java.net.URI;
import java.util.List;

/**
 * What a client tried.
 *
 * @param url where to
 * @param offered the subprotocols that it offered, the token replaced
 */
public record ConnectionAttempt(URI url, List<String> offered) {
    /** Copies the list. */
    public ConnectionAttempt {
        offered = List.copyOf(offered);
    }

    @Override
    public String toString() {
        return url + " (offered " + String.join(", ", offered) + ")";
    }
}
