package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.WebSocketTimeouts;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.EventsMissing;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.NothingReceived;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.UnexpectedEvent;
import java.time.Duration;
import java.util.List;
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
        return next(timeout, timeout).fold(Incoming.Text::text, failed -> {
            throw new WebSocketException(failed.failure());
        });
    }

    /**
     * Waits until the expected events came, and returns all messages from now up to the last of them, those between
     * included.
     *
     * @throws WebSocketException with {@link WebSocketFailure.EventsMissing} where they did not come within the time, the
     *     connection ended, or something came that must not; its message holds the timeline
     */
    public List<String> expectEvents(ExpectedEvents expected) {
        Duration within = expected.deadline().orElse(timeouts.receiveDeadline());
        long start = System.nanoTime();
        EventWait wait = new EventWait(expected);
        while (!wait.isOver()) {
            Duration left = within.minusNanos(System.nanoTime() - start);
            Optional<WebSocketFailure> problem = next(left, within)
                    .fold(
                            message -> wait.take(message.text()).map(event -> new UnexpectedEvent(attempt, event)),
                            failed -> Optional.of(failed.failure()));
            if (problem.isPresent()) {
                throw new WebSocketException(
                        new EventsMissing(wait.found(), wait.missing(), problem.get(), timeline()));
            }
        }
        return wait.messages();
    }

    /**
     * What went over the connection so far and when, for a person to read: a line for each message with its size and its
     * beginning, tokens replaced, and how the connection stands. Of many lines the first and the last ones.
     */
    public String timeline() {
        return connection.timeline().render();
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

    /** The next that came within the time that is left; a time in the past is over, even if something waits. */
    private Incoming next(Duration left, Duration within) {
        try {
            @Nullable
            Incoming next = left.isNegative() ? null : connection.incoming().poll(left.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return new Incoming.Failed(new NothingReceived(attempt, within), false);
            }
            if (next.isLast()) {
                // the next one who asks has to be told, too
                connection.incoming().add(next);
            }
            return next;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for a WebSocket");
    }
}
