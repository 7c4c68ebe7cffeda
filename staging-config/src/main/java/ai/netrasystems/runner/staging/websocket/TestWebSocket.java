package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.WebSocketTimeouts;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NothingReceived;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket of a test. Messages queue up until they are received; how the connection ended stands behind the
 * last one. Thread-safe; receive from one thread, or messages are dealt out between them.
 *
 * <p>All that goes wrong is a {@link WebSocketException}, and a thread that is interrupted while it waits gets an
 * {@link IllegalStateException}, its interrupt kept.
 */
public final class TestWebSocket implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final ConnectionAttempt attempt;
    private final Connection connection;
    private final WebSocketTimeouts timeouts;

    TestWebSocket(ConnectionAttempt attempt, Connection connection, WebSocketTimeouts timeouts) {
        this.attempt = attempt;
        this.connection = connection;
        this.timeouts = timeouts;
    }

    /** What was connected to, and what was offered. */
    public ConnectionAttempt attempt() {
        return attempt;
    }

    /** Whether the connection stands, as far as this side knows. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /**
     * Sends a text message; returns when it is queued.
     *
     * @throws WebSocketException where the connection has ended
     */
    public void send(String text) {
        try {
            connection.send(text);
        } catch (WebsocketNotConnectedException e) {
            throw new WebSocketException(awaitEnd(CLOSE_PATIENCE));
        }
    }

    /**
     * The next message, waiting for it as long as the settings say.
     *
     * @throws WebSocketException where none came, or the connection has ended and all its messages were received
     */
    public String receive() {
        return receive(timeouts.receiveDeadline());
    }

    /** The next message, waiting for it at most so long; else as {@link #receive()}. */
    public String receive(Duration timeout) {
        return pollFor(timeout)
                .orElseThrow(() -> new WebSocketException(new NothingReceived(attempt, timeout)))
                .fold(Incoming.Text::text, failed -> {
                    if (failed.last()) {
                        // the next one who asks has to be told, too
                        connection.incoming().add(failed);
                    }
                    throw new WebSocketException(failed.failure());
                });
    }

    /**
     * Waits for the end of the connection and says how it ended: {@link WebSocketFailure.Closed} or
     * {@link WebSocketFailure.Vanished}. Messages that came before can still be received.
     *
     * @throws WebSocketException where it has not ended within the time
     */
    public WebSocketFailure awaitEnd(Duration timeout) {
        try {
            return connection.ended().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new WebSocketException(new NothingReceived(attempt, timeout));
        } catch (ExecutionException e) {
            throw new IllegalStateException("how a connection ended is always known", e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Closes with code 1000 and waits for the answer, at most 3 s; a server that does not answer is cut off. Does nothing
     * on a connection that has ended.
     */
    @Override
    public void close() {
        connection.close();
        try {
            WebSocketFailure ignored = connection.ended().get(CLOSE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            cut();
        } catch (InterruptedException e) {
            cut();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the connection at once and without a close frame, as a client does that loses its network. */
    public void cut() {
        connection.cut("cut by the test");
    }

    private Optional<Incoming> pollFor(Duration timeout) {
        try {
            @Nullable Incoming next = connection.incoming().poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.ofNullable(next);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for a WebSocket");
    }
}
