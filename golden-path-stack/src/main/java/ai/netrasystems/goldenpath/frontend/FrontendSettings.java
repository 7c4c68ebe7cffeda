package ai.netrasystems.goldenpath.frontend;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Declaration;
import ai.netrasystems.goldenpath.service.ListenAddress;
import ai.netrasystems.goldenpath.service.SettingsReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What the service was told by its environment variables. Immutable.
 *
 * @param address where to listen: {@code HOST}, {@code PORT}
 * @param auth {@code AUTH_SERVICE_URL}, as a browser reaches it
 * @param backend {@code BACKEND_URL}, likewise
 * @param webSocket {@code WEBSOCKET_URL}, likewise
 * @param declaration what it says of itself to testers; empty where nothing
 */
record FrontendSettings(
        ListenAddress address, URI auth, URI backend, URI webSocket, Optional<Declaration> declaration) {

    static Checked<FrontendSettings> from(Map<String, String> environment) {
        var read = new SettingsReader(environment);
        Optional<ListenAddress> address = read.listenAddress();
        Optional<URI> auth = read.httpUrl("AUTH_SERVICE_URL");
        Optional<URI> backend = read.httpUrl("BACKEND_URL");
        Optional<URI> webSocket = read.webSocketUrl("WEBSOCKET_URL");
        Optional<Declaration> declaration = Declaration.from(read);
        return read.build(() -> new FrontendSettings(
                address.orElseThrow(),
                auth.orElseThrow(),
                backend.orElseThrow(),
                webSocket.orElseThrow(),
                declaration));
    }

    /** The page may load its own two files and talk to the three services; everything else is forbidden (CSP level 3). */
    String contentSecurityPolicy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' "
                + String.join(" ", origin(auth), origin(backend), origin(webSocket))
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /** Scheme, host and port: no other part of a URL can smuggle in a directive. */
    private static String origin(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port;
    }
}
