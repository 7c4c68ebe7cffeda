package ai.netrasystems.goldenpath.backend;

import static ai.netrasystems.goldenpath.service.HttpServer.answer;
import static ai.netrasystems.goldenpath.service.HttpServer.answerError;

import ai.netrasystems.goldenpath.service.Bearer;
import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.CrossOrigin;
import ai.netrasystems.goldenpath.service.Declaration;
import ai.netrasystems.goldenpath.service.Json;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the service answers over HTTP. Thread-safe. */
final class BackendRoutes {

    static final String WEBSOCKET_PATH = "/api/v1/websocket";

    private final AuthClient auth;
    private final ThreadStore threads;
    private final Readiness readiness;
    private final Clock clock;
    private final Optional<Declaration> declaration;

    BackendRoutes(
            AuthClient auth, ThreadStore threads, Readiness readiness, Clock clock, Optional<Declaration> declaration) {
        this.auth = auth;
        this.threads = threads;
        this.readiness = readiness;
        this.clock = clock;
        this.declaration = declaration;
    }

    void addTo(RoutesConfig routes) {
        CrossOrigin.allow(routes);
        declaration.ifPresent(it -> it.addTo(routes));
        for (String path : List.of("/health", "/api/health", "/health/live", "/ws/health")) {
            routes.get(path, context -> answer(context, 200, health("healthy")));
        }
        routes.get("/health/ready", this::ready);
        routes.get("/api/v1/threads", context -> asUser(context, user -> listThreads(context, user)));
        routes.get(
                "/api/v1/threads/{thread_id}/messages",
                context -> asUser(context, user -> listMessages(context, user)));
        routes.get(WEBSOCKET_PATH, BackendRoutes::upgradeRequired);
    }

    /** What an identified user gets. */
    private interface ForUser {
        void answer(User user) throws SQLException;
    }

    private void asUser(Context context, ForUser action) {
        Identification who = Bearer.token(context.header("Authorization"))
                .map(auth::identify)
                .orElseGet(Identification.Unknown::new);
        who.fold(user -> act(context, action, user), () -> unauthorized(context), () -> {
            answerError(context, 503, "the auth service does not answer");
            return null;
        });
    }

    private static Void act(Context context, ForUser action, User user) {
        try {
            action.answer(user);
        } catch (SQLException failed) {
            answerError(context, 503, "the storage does not answer");
        }
        return null;
    }

    private static Void unauthorized(Context context) {
        context.header("WWW-Authenticate", "Bearer");
        answerError(context, 401, "the access token is missing, invalid or expired");
        return null;
    }

    private void listThreads(Context context, User user) throws SQLException {
        var list = new JsonArray();
        for (ThreadStore.ChatThread thread : threads.threads(user.id())) {
            list.add(Json.with("thread_id", thread.id())
                    .with("created_at", thread.createdAt().toString())
                    .with("messages", thread.messages())
                    .object());
        }
        answer(context, 200, new Json.With(new JsonObject()).with("threads", list));
    }

    private void listMessages(Context context, User user) throws SQLException {
        String threadId = context.pathParam("thread_id");
        Optional<List<ThreadStore.Message>> messages =
                ClientMessage.THREAD_ID.matcher(threadId).matches()
                        ? threads.messages(user.id(), threadId)
                        : Optional.empty();
        if (messages.isEmpty()) {
            answerError(context, 404, "thread not found");
            return;
        }
        var list = new JsonArray();
        for (ThreadStore.Message message : messages.orElseThrow()) {
            list.add(Json.with("role", message.role())
                    .with("content", message.content())
                    .with("created_at", message.createdAt().toString())
                    .object());
        }
        answer(context, 200, Json.with("thread_id", threadId).with("messages", list));
    }

    private void ready(Context context) {
        Map<String, Checked<Boolean>> answers = readiness.now();
        var checks = new Json.With(new JsonObject());
        boolean ready = true;
        for (Map.Entry<String, Checked<Boolean>> said : answers.entrySet()) {
            boolean up = said.getValue().isValid();
            checks.with(said.getKey(), up ? "up" : "down");
            ready &= up;
        }
        answer(context, ready ? 200 : 503, health(ready ? "ready" : "not_ready").with("checks", checks));
    }

    private Json.With health(String status) {
        return Json.with("status", status)
                .with("service", "backend")
                .with("timestamp", clock.instant().toString());
    }

    private static void upgradeRequired(Context context) {
        // RFC 9110 section 15.5.22, and RFC 6455 section 4.4 for a client of another version.
        context.header("Upgrade", "websocket").header("Sec-WebSocket-Version", "13");
        answerError(context, 426, "this path speaks WebSocket");
    }
}
