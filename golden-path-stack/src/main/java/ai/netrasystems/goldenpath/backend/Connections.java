package ai.netrasystems.goldenpath.backend;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * All open connections, and their heartbeat: each is pinged at a steady pace (RFC 6455 section 5.5.2), keeps its
 * session while it answers, and is dropped when it has been silent for too long. Thread-safe.
 */
final class Connections implements AutoCloseable {

    /** The time between two pings. */
    static final Duration BEAT = Duration.ofSeconds(10);

    /** Longer than this without a pong or a message, and the client is gone. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(25);

    private final Sessions sessions;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor beat;

    Connections(Sessions sessions) {
        this.sessions = sessions;
        this.beat = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        var unused = beat.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A connection has opened. */
    void add(Connection connection) {
        open.add(connection);
    }

    /** A connection has ended: its session can be resumed for a short while. */
    void remove(Connection connection) {
        if (open.remove(connection)) {
            var unused = sessions.release(connection.session());
        }
    }

    /** Tells every client that the server goes away, and leaves their sessions to be resumed elsewhere. */
    @Override
    public void close() {
        beat.shutdownNow();
        for (Connection connection : open) {
            connection.close(StatusCode.SHUTDOWN, "the server is going away");
            remove(connection);
        }
    }

    private void beat() {
        for (Connection connection : open) {
            if (connection.silence().compareTo(LONGEST_SILENCE) > 0) {
                connection.drop();
                remove(connection);
            } else {
                connection.ping();
                // Redis being away for a while ends no connection; readiness tells.
                var unused = sessions.refresh(connection.session());
            }
        }
    }
}
