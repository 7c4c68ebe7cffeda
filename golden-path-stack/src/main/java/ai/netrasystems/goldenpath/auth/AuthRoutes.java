package ai.netrasystems.goldenpath.auth;

import static ai.netrasystems.goldenpath.service.HttpServer.answer;
import static ai.netrasystems.goldenpath.service.HttpServer.answerError;

import ai.netrasystems.goldenpath.service.Bearer;
import ai.netrasystems.goldenpath.service.CrossOrigin;
import ai.netrasystems.goldenpath.service.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What the service answers. Thread-safe. */
final class AuthRoutes {

    private final AuthSettings settings;
    private final AccessTokens tokens;
    private final Clock clock;

    AuthRoutes(AuthSettings settings, AccessTokens tokens, Clock clock) {
        this.settings = settings;
        this.tokens = tokens;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        CrossOrigin.allow(routes);
        settings.declaration().ifPresent(declaration -> declaration.addTo(routes));
        routes.get("/auth/health", this::health);
        routes.post("/auth/e2e/test-auth", this::login);
        routes.post("/auth/e2e/delegate", this::delegate);
        routes.post("/auth/refresh", this::refresh);
        routes.post("/auth/introspect", this::introspect);
    }

    private void health(Context context) {
        answer(
                context,
                200,
                Json.with("status", "healthy")
                        .with("service", "auth")
                        .with("timestamp", clock.instant().toString()));
    }

    private void login(Context context) {
        if (refusedInProduction(context)) {
            return;
        }
        if (!settings.hasBypassKey()) {
            answerError(context, 503, "simulated logins are not configured: E2E_OAUTH_SIMULATION_KEY is not set");
            return;
        }
        String key = context.header("X-E2E-Bypass-Key");
        if (key == null || !settings.isBypassKey(key)) {
            answerError(context, 401, "the bypass key is missing or wrong");
            return;
        }
        LoginRequest.user(context.body()).fold(user -> logIn(context, user), reason -> badRequest(context, reason));
    }

    private void refresh(Context context) {
        if (refusedInProduction(context)) {
            return;
        }
        Optional<TokenClaims> claims = Json.object(context.body())
                .flatMap(body -> Json.string(body, "refresh_token"))
                .flatMap(token -> tokens.verify(token, AccessTokens.Use.REFRESH));
        if (claims.isEmpty()) {
            answerError(context, 401, "the refresh token is missing, invalid or expired");
            return;
        }
        TokenClaims said = claims.orElseThrow();
        logIn(context, new SimulatedUser(said.email(), SimulatedUser.nameFrom(said.email()), said.permissions()));
    }

    private void delegate(Context context) {
        if (refusedInProduction(context)) {
            return;
        }
        Optional<TokenClaims> claims = Bearer.token(context.header("Authorization"))
                .flatMap(token -> tokens.verify(token, AccessTokens.Use.ACCESS));
        if (claims.isEmpty()) {
            context.header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            answerError(context, 401, "the access token is missing, invalid or expired");
            return;
        }
        Delegation.of(claims.orElseThrow(), context.body())
                .fold(delegation -> hand(context, delegation), reason -> badRequest(context, reason));
    }

    /** RFC 7662 section 2.2: whatever is wrong with a token, the answer is only that it is not active. */
    private void introspect(Context context) {
        String token = context.formParam("token");
        if (token == null) {
            answerError(context, 400, "the form field token is missing");
            return;
        }
        Json.With body = tokens.verify(token, AccessTokens.Use.ACCESS)
                .map(claims -> Json.with("active", true)
                        .with("sub", claims.subject())
                        .with("email", claims.email())
                        .with("permissions", claims.permissions())
                        .with("exp", claims.expires().getEpochSecond()))
                .orElseGet(() -> Json.with("active", false));
        answerUncached(context, body);
    }

    private Void logIn(Context context, SimulatedUser user) {
        Json.With body = tokenBody(user, AccessTokens.LIFETIME)
                .with("refresh_token", tokens.issue(user, AccessTokens.Use.REFRESH, AccessTokens.REFRESH_LIFETIME));
        return answerUncached(context, body);
    }

    private Void hand(Context context, Delegation delegation) {
        return answerUncached(context, tokenBody(delegation.user(), delegation.lifetime()));
    }

    private Json.With tokenBody(SimulatedUser user, Duration lifetime) {
        return Json.with("access_token", tokens.issue(user, AccessTokens.Use.ACCESS, lifetime))
                .with("token_type", "Bearer")
                .with("expires_in", lifetime.toSeconds())
                .with("user", user.json());
    }

    private boolean refusedInProduction(Context context) {
        if (settings.production()) {
            answerError(context, 403, "users are not simulated in production");
        }
        return settings.production();
    }

    private static Void badRequest(Context context, String reason) {
        answerError(context, 400, reason);
        return null;
    }

    /** RFC 6749 section 5.1: an answer with a token is not to be stored. */
    private static Void answerUncached(Context context, Json.With body) {
        context.header("Cache-Control", "no-store");
        answer(context, 200, body);
        return null;
    }
}
