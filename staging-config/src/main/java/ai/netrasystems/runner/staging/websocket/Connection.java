package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.SubprotocolOffer;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import ai.netrasystems.runner.staging.network.SocketWatch;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.BinaryReceived;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Closed;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.HandshakeRefused;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NotConnected;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.SubprotocolRefused;
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

/** The library's client: turns its callbacks into two futures and a queue, and does nothing else. */
final class Connection extends WebSocketClient {
    private final ConnectionAttempt attempt;
    private final SubprotocolOffer offer;
    private final HandshakeRecord seen;
    private final TargetSockets sockets;
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
        super(attempt.url(), new StrictDraft(offer, seen), headers);
        this.attempt = attempt;
        this.offer = offer;
        this.seen = seen;
        this.sockets = sockets;
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

    /** Ends the connection at once, without a close frame. */
    void cut(String reason) {
        watch.leaving();
        closeConnection(CloseFrame.ABNORMAL_CLOSE, reason);
        sockets.cut();
    }

    @Override
    public void close() {
        watch.leaving();
        super.close();
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        watch.answered(101);
        opened.complete(Optional.empty());
    }

    @Override
    public void onMessage(String message) {
        incoming.add(new Incoming.Text(message));
    }

    @Override
    public void onMessage(ByteBuffer message) {
        incoming.add(new Incoming.Failed(new BinaryReceived(attempt, message.remaining()), false));
    }

    @Override
    public void onError(Exception error) {
        lastError = error;
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        String text = offer.redact(reason == null ? "" : reason);
        WebSocketFailure failure = opened.isDone() ? afterOpen(code, text) : beforeOpen(text);
        if (!ended.isDone()) {
            tell(code);
        }
        if (ended.complete(failure)) {
            incoming.add(new Incoming.Failed(failure, true));
            opened.complete(Optional.of(failure));
        }
    }

    /** The runner is told before the test is. */
    private void tell(int code) {
        if (opened.isDone()) {
            watch.closed(code);
        } else if (seen.refusal().isPresent()) {
            watch.answered(seen.refusal().get().status());
        } else if (seen.badChoice().isPresent()) {
            watch.answered(101);
        } else {
            watch.failed(lastError);
        }
    }

    private WebSocketFailure afterOpen(int code, String reason) {
        if (code != CloseFrame.ABNORMAL_CLOSE) {
            return new Closed(attempt, code, reason);
        }
        return new Vanished(attempt, reason.isEmpty() ? "the connection broke without a close frame" : reason);
    }

    private WebSocketFailure beforeOpen(String reason) {
        return seen.refusal()
                .<WebSocketFailure>map(
                        refusal -> new HandshakeRefused(attempt, refusal.status(), offer.redact(refusal.line())))
                .or(() -> seen.badChoice().map(bad -> new SubprotocolRefused(attempt, bad.answer(), bad.problem())))
                .orElseGet(() -> new NotConnected(attempt, reason(reason)));
    }

    private String reason(String closeReason) {
        Exception error = lastError;
        if (error != null) {
            return error.getClass().getSimpleName() + ": " + offer.redact(String.valueOf(error.getMessage()));
        }
        return closeReason.isEmpty() ? "the server ended the connection without an answer" : closeReason;
    }
}
