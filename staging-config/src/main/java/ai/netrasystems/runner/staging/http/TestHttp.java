package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** Makes OkHttp clients that speak as a test of the run. */
public final class TestHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private TestHttp() {}

    /**
     * A client for one test: a whole call may take 30 s (on staging with the allowance for a cold start on top),
     * redirects are followed but never from {@code https} to {@code http}, and requests are as
     * {@link TestRequestInterceptor} makes them. To share threads and connections between tests, use
     * {@link #client(OkHttpClient, TestEnvironment, AccessToken, TestIdentity)}.
     */
    public static OkHttpClient client(TestEnvironment environment, AccessToken token, TestIdentity identity) {
        return client(new OkHttpClient(), environment, token, identity);
    }

    /** The same, on the connections, threads and settings of another client. */
    public static OkHttpClient client(
            OkHttpClient shared, TestEnvironment environment, AccessToken token, TestIdentity identity) {
        Duration coldStart =
                WebSocketTimeouts.forEnvironment(environment.name()).coldStart();
        Duration timeout = TIMEOUT.plus(coldStart);
        return shared.newBuilder()
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .followSslRedirects(false)
                .addNetworkInterceptor(new TestRequestInterceptor(environment, token, identity))
                .build();
    }
}
