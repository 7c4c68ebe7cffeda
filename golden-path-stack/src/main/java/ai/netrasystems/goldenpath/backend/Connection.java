package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Json;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One client's WebSocket. Jetty delivers its messages one after the other, so answers of one connection never mix.
 * Thread-safe otherwise: the heartbeat comes from another thread. Public only because Jetty calls it by reflection.
 */
public final class Connection implements Session.Listener.AutoDemanding {

    private static final Duration SEND = Duration.ofSeconds(10);

    private final User user;
    private final Sessions.Session session;
    private final String subprotocol;
    private final Connections connections;
    private final Agent agent;
    private final Clock clock;
    private volatile @Nullable Session socket;
    private volatile long heardNanos = System.nanoTime();

    Connection(
            User user,
            Sessions.Session session,
            String subprotocol,
            Connections connections,
            Agent agent,
            Clock clock) {
        this.user = user;
        this.session = session;
        this.subprotocol = subprotocol;
        this.connections = connections;
        this.agent = agent;
        this.clock = clock;
    }

    /** The session in Redis that this connection holds. */
    Sessions.Session session() {
        return session;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        socket = opened;
        connections.add(this);
        send(Json.with("type", "connection_ready")
                .with("timestamp", clock.instant().toString())
                .with("user_id", user.id())
                .with("connection_id", session.connection())
                .with("session_id", session.id())
                .with("resumed", session.resumed())
                .with("subprotocol", subprotocol));
    }

    @Override
    public void onWebSocketText(String text) {
        heard();
        if (!clock.instant().isBefore(user.tokenExpires())) {
            send(agent.error("token_expired", "the access token has expired; connect again with a new one"));
            close(StatusCode.POLICY_VIOLATION, "token expired");
            return;
        }
        ClientMessage.read(text).fold(this::answer, this::refuse, this::end);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(StatusCode.BAD_DATA, "text messages only");
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        heard();
    }

    /** A client that vanished or broke the protocol: Jetty has closed already, and the close is told right after. */
    @Override
    public void onWebSocketError(Throwable cause) {}

    @Override
    public void onWebSocketClose(int status, @Nullable String reason, Callback callback) {
        connections.remove(this);
        callback.succeed();
    }

    /** Asks the client for a sign of life. */
    void ping() {
        Session open = socket;
        if (open != null) {
            open.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    /** How long the client has been silent. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    /** Ends the connection without a word, because nobody is there to hear it. */
    void drop() {
        Session open = socket;
        if (open != null) {
            open.disconnect();
        }
    }

    /** Ends the connection with a close frame. */
    void close(int status, String reason) {
        Session open = socket;
        if (open != null) {
            open.close(status, reason, Callback.NOOP);
        }
    }

    private Void answer(ClientMessage.UserMessage message) {
        agent.answer(user.id(), message, this::send);
        return null;
    }

    private Void refuse(ClientMessage.Unusable message) {
        send(agent.error(message.code(), message.reason()));
        return null;
    }

    private Void end(ClientMessage.TooLong message) {
        close(StatusCode.MESSAGE_TOO_LARGE, "a message has at most " + ClientMessage.MAX_BYTES + " bytes");
        return null;
    }

    private void heard() {
        heardNanos = System.nanoTime();
    }

    /**
     * Sends and waits until it is sent. A client that is gone stops nothing: its question is answered and stored all
     * the same, for it to read when it comes back.
     */
    private void send(Json.With event) {
        Session open = socket;
        if (open == null || !open.isOpen()) {
            return;
        }
        var sent = new Callback.Completable();
        open.sendText(event.text(), sent);
        try {
            sent.get(SEND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException gone) {
            open.disconnect();
        }
    }
}
