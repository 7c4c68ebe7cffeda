package ai.netrasystems.runner.staging;

import ai.netrasystems.runner.staging.http.TestHttp;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Compiled against OkHttp 5, run with 4. */
final class SendsOneRequest {
    private SendsOneRequest() {}

    static void to(String url) throws IOException {
        TestEnvironment environment = TestEnvironment.from(Variables.of("BACKEND_URL", url));
        TestIdentity identity = new TestIdentity("r-1", new TestId(".:a.B#m()"));
        OkHttpClient client = TestHttp.client(environment, AccessToken.fixed("t0ken"), identity);
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            if (response.code() != 204) {
                throw new IllegalStateException("HTTP status " + response.code());
            }
        }
    }
}
