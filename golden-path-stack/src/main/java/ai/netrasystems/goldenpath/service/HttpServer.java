package ai.netrasystems.goldenpath.service;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import kotlin.LazyKt;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One HTTP server: Javalin's routes on a Jetty with few threads, errors as JSON, every request in the log.
 * Thread-safe once started.
 */
public final class HttpServer implements RunningService {

    /** The longest body that is read, in bytes. */
    public static final long MAX_BODY_BYTES = 64 * 1024;

    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 3;
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(60);

    private final Javalin javalin;
    private final ListenAddress address;

    private HttpServer(Javalin javalin, ListenAddress address) {
        this.javalin = javalin;
        this.address = address;
    }

    /** Starts a server; the parameters are those of {@link #prepare}. */
    public static Checked<HttpServer> start(
            String name,
            ListenAddress address,
            Clock clock,
            Consumer<String> log,
            Consumer<RoutesConfig> routes,
            Consumer<Server> setup) {
        return prepare(name, address, clock, log, routes, setup).listen();
    }

    /**
     * Makes a server that does not listen yet, so that a service can do this while it waits for what it needs.
     *
     * @param name the service's name in its log
     * @param clock for the log's times
     * @param log takes one line per request
     * @param routes what it answers
     * @param setup what else the Jetty server gets, before it starts
     */
    public static HttpServer prepare(
            String name,
            ListenAddress address,
            Clock clock,
            Consumer<String> log,
            Consumer<RoutesConfig> routes,
            Consumer<Server> setup) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.maxRequestSize = MAX_BODY_BYTES;
            config.jetty.threadPool = threads(name);
            config.jetty.modifyServer(server -> {
                server.setRequestLog((request, response) -> log.accept(line(name, clock, request, response)));
                setup.accept(server);
            });
            config.jetty.addConnector((server, http) -> connector(server, http, address));
            // The plain servlet, so that no WebSocket part of Javalin is ever in the way of the handshake.
            config.unsafe.servlet = LazyKt.lazyOf(new ServletEntry(null, new JavalinServlet(config.unsafe)));
            config.routes.exception(HttpResponseException.class, HttpServer::refused);
            routes.accept(config.routes);
        });
        // Half of the work of a start is in here.
        javalin.jettyServer().server();
        return new HttpServer(javalin, address);
    }

    /** Starts to listen; called once. */
    public Checked<HttpServer> listen() {
        try {
            javalin.start();
        } catch (UncheckedIOException | JavalinException failed) {
            return Checked.invalid("cannot listen on " + address + ": " + rootMessage(failed));
        }
        return Checked.valid(this);
    }

    /** Answers {@code body} with {@code status}. */
    public static void answer(Context context, int status, Json.With body) {
        context.status(status).contentType("application/json").result(body.text());
    }

    /** Answers an error: {@code {"error": message}}. */
    public static void answerError(Context context, int status, String message) {
        answer(context, status, Json.with("error", message));
    }

    @Override
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static QueuedThreadPool threads(String name) {
        var threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName(name);
        return threads;
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, ListenAddress address) {
        http.setSendDateHeader(true);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_CONNECTION.toMillis());
        try {
            // Bound here and not by Javalin's start, which would log a failure of its own beside our one line.
            connector.open();
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        return connector;
    }

    private static String line(String service, Clock clock, Request request, Response response) {
        HttpFields headers = request.getHeaders();
        return new RequestLogLine(
                        clock.instant(),
                        service,
                        request.getMethod(),
                        String.valueOf(request.getHttpURI().getPath()),
                        response.getStatus(),
                        TestIdentity.of(headers.get(TestIdentity.RUN_HEADER), headers.get(TestIdentity.TEST_HEADER)),
                        Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime()))
                .text();
    }

    private static void refused(HttpResponseException refusal, Context context) {
        answerError(context, refusal.getStatus(), String.valueOf(refusal.getMessage()));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
