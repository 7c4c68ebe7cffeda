package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Checked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Who is connected, in Redis: key {@code session:<id>}, a hash of the user and the connection that holds it now.
 *
 * <p>While a connection lives its session is refreshed; after it ended the session stays {@link #GRACE} longer, and a
 * user who comes back in that time goes on with it. Thread-safe.
 */
final class Sessions implements AutoCloseable {

    /** How long after a connection's end its session can be resumed. */
    static final Duration GRACE = Duration.ofSeconds(3);

    /** How long a session lives without a refresh: what is left of it after a server was killed. */
    static final Duration LIFETIME = Duration.ofSeconds(30);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int CONNECTIONS = 4;
    private static final Duration WAIT = Duration.ofSeconds(2);

    // Scripts, because look and change must be one step: two connections may want one session at once.
    private static final String CREATE = "redis.call('hset', KEYS[1], 'user', ARGV[1], 'connection', ARGV[2]) "
            + "return redis.call('pexpire', KEYS[1], ARGV[3])";
    private static final String RESUME =
            "if redis.call('hget', KEYS[1], 'user') ~= ARGV[1] then return 0 end " + CREATE;
    private static final String EXPIRE = "if redis.call('hget', KEYS[1], 'connection') ~= ARGV[1] then return 0 end "
            + "return redis.call('pexpire', KEYS[1], ARGV[2])";

    private final RedisClient redis;

    /**
     * A session as a connection holds it.
     *
     * @param id what a client names to resume it
     * @param connection the connection that holds it
     * @param resumed whether it was there before this connection
     */
    record Session(String id, String connection, boolean resumed) {}

    /** Nothing is connected yet. */
    Sessions(RedisUrl url) {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(WAIT);
        pool.setTestOnBorrow(true);
        pool.setTimeBetweenEvictionRuns(Duration.ofSeconds(-1));
        // Management beans cost a start a tenth of a second.
        pool.setJmxEnabled(false);
        this.redis = RedisClient.builder()
                .hostAndPort(url.host(), url.port())
                .poolConfig(pool)
                .clientConfig(DefaultJedisClientConfig.builder()
                        .timeoutMillis(Math.toIntExact(WAIT.toMillis()))
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                        .build())
                .build();
    }

    /** Opens a session of {@code userId}: the one of {@code wanted}, if it is there and the user's, else a new one. */
    Checked<Session> open(String userId, Optional<String> wanted) {
        String connection = UUID.randomUUID().toString();
        List<String> arguments = List.of(userId, connection, millis(LIFETIME));
        return asked(() -> {
            Optional<String> resumable = wanted.filter(id -> ID.matcher(id).matches());
            if (resumable.isPresent() && changed(RESUME, resumable.orElseThrow(), arguments)) {
                return new Session(resumable.orElseThrow(), connection, true);
            }
            String id = UUID.randomUUID().toString();
            changed(CREATE, id, arguments);
            return new Session(id, connection, false);
        });
    }

    /** Keeps {@code session} alive, unless another connection has it by now. */
    Checked<Boolean> refresh(Session session) {
        return expireIn(session, LIFETIME);
    }

    /** Lets {@code session} end after {@link #GRACE}, unless another connection has it by now. */
    Checked<Boolean> release(Session session) {
        return expireIn(session, GRACE);
    }

    /** Whether Redis answers. */
    Checked<Boolean> probe() {
        return asked(() -> "PONG".equalsIgnoreCase(redis.ping()));
    }

    @Override
    public void close() {
        redis.close();
    }

    private Checked<Boolean> expireIn(Session session, Duration time) {
        return asked(() -> changed(EXPIRE, session.id(), List.of(session.connection(), millis(time))));
    }

    private boolean changed(String script, String id, List<String> arguments) {
        return Long.valueOf(1).equals(redis.eval(script, List.of("session:" + id), arguments));
    }

    private static <T> Checked<T> asked(Supplier<T> question) {
        try {
            return Checked.valid(question.get());
        } catch (JedisException failed) {
            return Checked.invalid("redis: " + failed.getMessage());
        }
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }
}
