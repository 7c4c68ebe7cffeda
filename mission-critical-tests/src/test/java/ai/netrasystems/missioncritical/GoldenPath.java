package ai.netrasystems.missioncritical;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.http.TestHttp;
import ai.netrasystems.runner.staging.websocket.WebSocketConnector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.jr.ob.JSON;

/** The system under test as one test meets it; every request says which test it came from. */
final class GoldenPath {
    private static final OkHttpClient SHARED = new OkHttpClient();
    private static final MediaType JSON_TYPE = MediaType.get("application/json");

    private final TestEnvironment environment;
    private final AccessToken runToken;
    private final WebSocketSettings sockets;
    private final TestIdentity identity;

    GoldenPath(TestEnvironment environment, AccessToken runToken, WebSocketSettings sockets, TestIdentity identity) {
        this.environment = environment;
        this.runToken = runToken;
        this.sockets = sockets;
        this.identity = identity;
    }

    AccessToken runToken() {
        return runToken;
    }

    WebSocketSettings sockets() {
        return sockets;
    }

    /** Somebody whom nobody has met before, so that what other tests and runs left behind is not theirs. */
    SimulatedUser newUser() {
        String email = "user-" + UUID.randomUUID() + "@e2e.netrasystems.ai";
        return new SimulatedUser(email, delegate(Map.of("email", email)));
    }

    AccessToken expiredToken() {
        return delegate(Map.of("expires_in", 0));
    }

    Backend backend(AccessToken token) {
        return new Backend(client(token), endpoint("backend"));
    }

    Conversation connect(AccessToken token) {
        return connect(token, sockets);
    }

    Conversation reconnect(AccessToken token, String sessionId) {
        return connect(token, sockets.withQueryParameter("session_id", sessionId));
    }

    WebSocketConnector connector(AccessToken token) {
        return WebSocketConnector.of(environment, token, identity);
    }

    static String newThread() {
        return "thread-" + UUID.randomUUID();
    }

    private Conversation connect(AccessToken token, WebSocketSettings settings) {
        return new Conversation(connector(token).connect(settings));
    }

    private AccessToken delegate(Map<String, Object> wanted) {
        RequestBody body = RequestBody.create(JSON.std.asString(new LinkedHashMap<>(wanted)), JSON_TYPE);
        Request request = new Request.Builder()
                .url(endpoint("auth").resolve("/auth/e2e/delegate").toString())
                .post(body)
                .build();
        return AccessToken.fixed(
                HttpAnswer.to(client(runToken), request).expect(200).text("access_token"));
    }

    private OkHttpClient client(AccessToken token) {
        return TestHttp.client(SHARED, environment, token, identity);
    }

    private ServiceEndpoint endpoint(String service) {
        return environment
                .endpoint(service)
                .orElseThrow(() -> new AssertionError("the environment offers no " + service));
    }
}
