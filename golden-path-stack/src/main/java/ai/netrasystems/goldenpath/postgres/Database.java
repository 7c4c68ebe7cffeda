package ai.netrasystems.goldenpath.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few connections to one database, shared and reused. Every call ends within bounded time, also when the database
 * hangs. Thread-safe.
 */
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 6;
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(3);
    private static final Duration TRUSTED_IDLE = Duration.ofSeconds(2);
    private static final String CONNECT_SECONDS = "2";
    private static final String ANSWER_SECONDS = "5";

    private final PostgresUrl url;
    private final Semaphore permits = new Semaphore(CONNECTIONS, true);
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    private record Idle(Connection connection, long sinceNanos) {}

    /** A piece of work in one transaction. */
    public interface Work<T> {
        /** Works on {@code connection} and neither commits nor closes it. */
        T on(Connection connection) throws SQLException;
    }

    /** Nothing is connected yet. */
    public Database(PostgresUrl url) {
        this.url = url;
    }

    /**
     * Does {@code work} in one transaction: committed when it returns, rolled back when it throws.
     *
     * @throws SQLException where the database can't be reached or refuses; nothing of the work is stored then
     */
    public <T> T transaction(Work<T> work) throws SQLException {
        if (!acquired()) {
            throw new SQLException("no connection to " + url + " became free in " + WAIT_FOR_CONNECTION);
        }
        try {
            Connection connection = connection();
            T result;
            try {
                result = work.on(connection);
                connection.commit();
            } catch (SQLException | RuntimeException failed) {
                // A connection on which something failed is not worth the doubt: closing it rolls back.
                discard(connection);
                throw failed;
            }
            giveBack(connection);
            return result;
        } finally {
            permits.release();
        }
    }

    /** Closes the idle connections now, the others when their work ends. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(entry -> discard(entry.connection()));
            idle.clear();
        }
    }

    private boolean acquired() throws SQLException {
        try {
            return permits.tryAcquire(WAIT_FOR_CONNECTION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", interrupted);
        }
    }

    private Connection connection() throws SQLException {
        for (Idle entry = poll(); entry != null; entry = poll()) {
            boolean trusted = System.nanoTime() - entry.sinceNanos() < TRUSTED_IDLE.toNanos();
            if (trusted || entry.connection().isValid(1)) {
                return entry.connection();
            }
            discard(entry.connection());
        }
        Properties properties = url.credentials();
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        properties.setProperty("ApplicationName", "golden-path-stack");
        Connection connection = DriverManager.getConnection(url.jdbcUrl(), properties);
        connection.setAutoCommit(false);
        return connection;
    }

    private @Nullable Idle poll() {
        synchronized (idle) {
            return idle.pollFirst();
        }
    }

    private void giveBack(Connection connection) {
        synchronized (idle) {
            if (!closed) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
                return;
            }
        }
        discard(connection);
    }

    private static void discard(Connection connection) {
        try {
            connection.close();
        } catch (SQLException alreadyBroken) {
            // It is out of use either way.
            return;
        }
    }
}
