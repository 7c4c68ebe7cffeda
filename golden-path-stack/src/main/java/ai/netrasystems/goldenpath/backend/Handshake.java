package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Json;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.jspecify.annotations.Nullable;

/**
 * Decides on each WebSocket handshake. Who is not let in gets an HTTP answer, never an upgrade that is closed again: a
 * client can tell a refusal from a broken connection. Thread-safe.
 */
final class Handshake implements WebSocketCreator {

    private final AuthClient auth;
    private final Sessions sessions;
    private final Connections connections;
    private final Agent agent;
    private final Clock clock;

    Handshake(AuthClient auth, Sessions sessions, Connections connections, Agent agent, Clock clock) {
        this.auth = auth;
        this.sessions = sessions;
        this.connections = connections;
        this.agent = agent;
        this.clock = clock;
    }

    @Override
    public @Nullable Object createWebSocket(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        // Compression would only hide a message's size from the limits.
        response.setExtensions(List.of());
        var refusal = new Refusal(response, callback);
        return SubprotocolNegotiation.of(
                        request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL),
                        request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .fold(
                        (subprotocol, token) -> auth.identify(token)
                                .fold(
                                        user -> admit(user, subprotocol, request, refusal),
                                        () -> refusal.with(401, "the access token is invalid or expired"),
                                        () -> refusal.with(503, "the auth service does not answer")),
                        refused -> refusal.with(refused.status(), refused.reason()));
    }

    private @Nullable Object admit(User user, String subprotocol, ServerUpgradeRequest request, Refusal refusal) {
        Optional<String> wanted =
                Optional.ofNullable(Request.extractQueryParameters(request).getValue("session_id"));
        return sessions.open(user.id(), wanted)
                .fold(
                        session -> {
                            refusal.response().setAcceptedSubProtocol(subprotocol);
                            return new Connection(user, session, subprotocol, connections, agent, clock);
                        },
                        reason -> refusal.with(503, "sessions are not available"));
    }

    /** The way to say no. */
    private record Refusal(ServerUpgradeResponse response, Callback callback) {

        @Nullable
        Object with(int status, String reason) {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            if (status == 401) {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            }
            Content.Sink.write(response, true, Json.with("error", reason).text(), callback);
            return null;
        }
    }
}
