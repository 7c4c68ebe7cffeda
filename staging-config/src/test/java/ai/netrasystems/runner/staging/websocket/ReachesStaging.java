package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.http.TestHttp;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;

/** What a test does, knowing nothing of where staging stands: one request and one WebSocket. */
final class ReachesStaging {
    private ReachesStaging() {}

    /** Prints what came. */
    public static void main(String[] arguments) throws IOException {
        EnvironmentVariables variables = EnvironmentVariables.ofProcess();
        TestEnvironment environment = TestEnvironment.from(variables);
        AccessToken token = AccessToken.from(variables).orElseThrow();
        TestIdentity identity = new TestIdentity("r-1", new TestId(".:a.B#m()"));
        Request request = new Request.Builder()
                .url(environment.endpoint("backend").orElseThrow().uri().toString())
                .build();
        try (Response response =
                TestHttp.client(environment, token, identity).newCall(request).execute()) {
            System.out.println("status " + response.code());
        }
        WebSocketSettings settings =
                WebSocketSettings.from(environment.name(), variables).orElseThrow();
        try (TestWebSocket socket =
                WebSocketConnector.of(environment, token, identity).connect(settings)) {
            System.out.println("received " + socket.receive());
        }
        // What the clients' threads still do is no reason to wait.
        System.exit(0);
    }
}
