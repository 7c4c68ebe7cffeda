package ai.netrasystems.goldenpath.frontend;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.HttpServer;
import ai.netrasystems.goldenpath.service.Json;
import ai.netrasystems.goldenpath.service.RunningService;
import ai.netrasystems.goldenpath.service.ServiceProcess;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Serves the page.
 *
 * <p>Environment variables: {@code PORT}, {@code AUTH_SERVICE_URL}, {@code BACKEND_URL}, {@code WEBSOCKET_URL}, the
 * last three as a browser reaches them; optional {@code HOST} and what
 * {@link ai.netrasystems.goldenpath.service.Declaration} reads.
 */
public final class FrontendService {

    private static final String NAME = "frontend";

    private FrontendService() {}

    /** Runs the service until SIGTERM. */
    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, (environment, log) -> start(environment, Clock.systemUTC(), log));
    }

    /** Starts the service with {@code environment}; each request is a line for {@code log}. */
    static Checked<RunningService> start(Map<String, String> environment, Clock clock, Consumer<String> log) {
        return FrontendSettings.from(environment)
                .then(settings -> HttpServer.start(
                        NAME, settings.address(), clock, log, routes -> addTo(routes, settings, clock), server -> {}))
                .then(Checked::valid);
    }

    private static void addTo(RoutesConfig routes, FrontendSettings settings, Clock clock) {
        String policy = settings.contentSecurityPolicy();
        routes.before(context -> context.header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer"));
        settings.declaration().ifPresent(declaration -> declaration.addTo(routes));
        routes.get("/", file("index.html", "text/html; charset=utf-8"));
        routes.get("/chat.js", file("chat.js", "text/javascript; charset=utf-8"));
        routes.get("/chat.css", file("chat.css", "text/css; charset=utf-8"));
        routes.get("/config.json", context -> configuration(context, settings));
        routes.get("/health", context -> health(context, clock));
    }

    private static void configuration(Context context, FrontendSettings settings) {
        HttpServer.answer(
                context,
                200,
                Json.with("auth_service_url", settings.auth().toString())
                        .with("backend_url", settings.backend().toString())
                        .with("websocket_url", settings.webSocket().toString()));
    }

    private static void health(Context context, Clock clock) {
        HttpServer.answer(
                context,
                200,
                Json.with("status", "healthy")
                        .with("service", NAME)
                        .with("timestamp", clock.instant().toString()));
    }

    private static Handler file(String name, String contentType) {
        byte[] content = content(name);
        return context -> context.contentType(contentType).result(content);
    }

    private static byte[] content(String name) {
        try (InputStream file = FrontendService.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the file " + name + " is not in the class path");
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
