package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.postgres.Database;
import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.HttpServer;
import ai.netrasystems.goldenpath.service.RunningService;
import ai.netrasystems.goldenpath.service.ServiceProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * The chat service.
 *
 * <p>Environment variables: {@code PORT}, {@code DATABASE_URL}, {@code REDIS_URL}, {@code AUTH_SERVICE_URL}; optional
 * {@code HOST} and what {@link ai.netrasystems.goldenpath.service.Declaration} reads. It starts once Postgres (with its schema), Redis and auth answer, and waits a few seconds for them.
 */
public final class BackendService implements RunningService {

    private static final String NAME = "backend";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration IDLE_SOCKET = Duration.ofSeconds(60);

    /** Beyond this Jetty ends a message by itself, also with 1009; up to this the limit of {@link ClientMessage} rules. */
    private static final int MOST_MESSAGE_BYTES = 64 * 1024;

    private final HttpServer http;
    private final Connections connections;
    private final Sessions sessions;
    private final Database database;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BackendService(HttpServer http, Connections connections, Sessions sessions, Database database) {
        this.http = http;
        this.connections = connections;
        this.sessions = sessions;
        this.database = database;
    }

    /** Runs the service until SIGTERM. */
    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, (environment, log) -> start(environment, Clock.systemUTC(), log));
    }

    /** Starts the service with {@code environment}; each request and handshake is a line for {@code log}. */
    static Checked<RunningService> start(Map<String, String> environment, Clock clock, Consumer<String> log) {
        return BackendSettings.from(environment).then(settings -> start(settings, clock, log));
    }

    private static Checked<RunningService> start(BackendSettings settings, Clock clock, Consumer<String> log) {
        var database = new Database(settings.postgres());
        var threads = new ThreadStore(database);
        var sessions = new Sessions(settings.redis());
        var auth = new AuthClient(settings.auth());
        var readiness =
                new Readiness(Map.of("postgres", threads::probe, "redis", sessions::probe, "auth", auth::probe));
        var connections = new Connections(sessions);
        var handshake = new Handshake(auth, sessions, connections, new Agent(threads, clock), clock);
        var routes = new BackendRoutes(auth, threads, readiness, clock, settings.declaration());
        // Both take about as long, and a machine that starts services has a second core.
        var dependencies = CompletableFuture.supplyAsync(() -> dependencies(readiness));
        HttpServer prepared = HttpServer.prepare(
                NAME, settings.address(), clock, log, routes::addTo, server -> upgrade(server, handshake));
        Checked<RunningService> started = dependencies
                .join()
                .then(there -> prepared.listen())
                .then(http -> Checked.valid(new BackendService(http, connections, sessions, database)));
        return started.fold(Checked::valid, reason -> {
            connections.close();
            sessions.close();
            database.close();
            return Checked.invalid(reason);
        });
    }

    private static Checked<Boolean> dependencies(Readiness readiness) {
        List<String> missing = readiness.within(PATIENCE).values().stream()
                .map(answer -> answer.fold(up -> "", reason -> reason))
                .filter(reason -> !reason.isEmpty())
                .toList();
        return missing.isEmpty() ? Checked.valid(true) : Checked.invalid(String.join("; ", missing));
    }

    private static void upgrade(Server server, Handshake handshake) {
        server.insertHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxTextMessageSize(MOST_MESSAGE_BYTES);
            container.setMaxBinaryMessageSize(MOST_MESSAGE_BYTES);
            container.setMaxFrameSize(MOST_MESSAGE_BYTES);
            container.setIdleTimeout(IDLE_SOCKET);
            container.addMapping(BackendRoutes.WEBSOCKET_PATH, handshake);
        }));
    }

    @Override
    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connections.close();
            http.close();
            sessions.close();
            database.close();
        }
    }
}
