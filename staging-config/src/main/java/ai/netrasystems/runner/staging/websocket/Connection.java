package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.SubprotocolOffer;
import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import ai.netrasystems.runner.staging.network.SocketWatch;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.BinaryReceived;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Closed;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NotConnected;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.ProtocolBroken;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Vanished;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/** The library's client: turns its callbacks into two futures, a queue and a timeline, and does nothing else. */
final class Connection extends WebSocketClient {
    private final ConnectionAttempt attempt;
    private final SubprotocolOffer offer;
    private final HandshakeRecord seen;
    private final TargetSockets sockets;
    private final Timeline timeline;
    private final SocketWatch watch;
    private final CompletableFuture<Optional<WebSocketFailure>> opened = new CompletableFuture<>();
    private final CompletableFuture<WebSocketFailure> ended = new CompletableFuture<>();
    private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();
    private volatile @Nullable Exception lastError;

    Connection(
            ConnectionAttempt attempt,
            SubprotocolOffer offer,
            Map<String, String> headers,
            TargetSockets sockets,
            WebSocketTimeouts timeouts,
            SocketWatch watch) {
        this(attempt, offer, headers, sockets, timeouts, watch, new HandshakeRecord());
    }

    private Connection(
            ConnectionAttempt attempt,
            SubprotocolOffer offer,
            Map<String, String> headers,
            TargetSockets sockets,
            WebSocketTimeouts timeouts,
            SocketWatch watch,
            HandshakeRecord seen) {
        super(sockets.url(), new StrictDraft(attempt, offer, seen), headers);
        this.attempt = attempt;
        this.offer = offer;
        this.seen = seen;
        this.sockets = sockets;
        this.timeline = new Timeline(offer);
        this.watch = watch;
        setSocketFactory(sockets);
        setTcpNoDelay(true);
        setDaemon(true);
        setConnectionLostTimeout(pingIntervalSeconds(timeouts.heartbeat()));
    }

    /** The library notices a lost peer 1.5 to 2.5 ping intervals after its last pong. */
    private static int pingIntervalSeconds(Duration heartbeat) {
        return Math.toIntExact(heartbeat.toSeconds() * 2 / 5);
    }

    /** Completes when the handshake is over: empty where it came about, else with what went wrong. */
    CompletableFuture<Optional<WebSocketFailure>> opened() {
        return opened;
    }

    /** Completes when the connection is over, whoever ended it. */
    CompletableFuture<WebSocketFailure> ended() {
        return ended;
    }

    BlockingQueue<Incoming> incoming() {
        return incoming;
    }

    Timeline timeline() {
        return timeline;
    }

    /** Ends the connection at once, without a close frame. */
    void cut(String reason) {
        watch.leaving();
        closeConnection(CloseFrame.ABNORMAL_CLOSE, reason);
        sockets.cut();
    }

    @Override
    public void send(String message) {
        if (isOpen()) {
            // before it is: else its answer may stand above it
            timeline.sent(message);
        }
        super.send(message);
    }

    @Override
    public void close() {
        watch.leaving();
        super.close();
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        watch.answered(101);
        timeline.opened(handshake.getFieldValue("Sec-WebSocket-Protocol"));
        opened.complete(Optional.empty());
    }

    @Override
    public void onMessage(String message) {
        timeline.came(message);
        incoming.add(new Incoming.Text(message));
    }

    @Override
    public void onMessage(ByteBuffer message) {
        timeline.cameBinary(message.remaining());
        incoming.add(new Incoming.Failed(new BinaryReceived(attempt, message.remaining()), false));
    }

    @Override
    public void onError(Exception error) {
        lastError = error;
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        String text = Excerpt.of(reason == null ? "" : reason, offer);
        WebSocketFailure failure = opened.isDone() ? afterOpen(code, text, remote) : beforeOpen();
        if (!ended.isDone()) {
            tell(code);
        }
        if (ended.complete(failure)) {
            timeline.ended(failure);
            incoming.add(new Incoming.Failed(failure, true));
            opened.complete(Optional.of(failure));
        }
    }

    /** The runner is told before the test is. */
    private void tell(int code) {
        if (opened.isDone()) {
            watch.closed(code);
        } else {
            seen.status().ifPresentOrElse(watch::answered, () -> watch.failed(lastError));
        }
    }

    private WebSocketFailure afterOpen(int code, String reason, boolean remote) {
        if (code == CloseFrame.ABNORMAL_CLOSE) {
            return new Vanished(attempt, reason.isEmpty() ? "the connection broke without a close frame" : reason);
        }
        boolean byServerOrTest = remote || code == CloseFrame.NORMAL;
        return byServerOrTest ? new Closed(attempt, code, reason) : new ProtocolBroken(attempt, code, reason);
    }

    private WebSocketFailure beforeOpen() {
        return seen.failure().orElseGet(() -> {
            Exception error = lastError;
            return error == null
                    ? new NotConnected(attempt, WebSocketDiagnosis.HUNG_UP, "end of the stream, or reset")
                    : new NotConnected(
                            attempt,
                            WebSocketDiagnosis.ofFailedHandshake(error),
                            error.getClass().getSimpleName() + ": "
                                    + Excerpt.of(String.valueOf(error.getMessage()), offer));
        });
    }
}
