package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ClientSettings;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.RedirectingSockets;
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

    /**
     * The same, on the connections, threads and settings of another client. Hosts that this process' environment
     * variables redirect are reached there, and the certificate authorities that they add count in place of the other
     * client's.
     *
     * @throws ai.netrasystems.runner.staging.InvalidVariableException where one of these variables cannot be used
     */
    public static OkHttpClient client(
            OkHttpClient shared, TestEnvironment environment, AccessToken token, TestIdentity identity) {
        return client(shared, ClientSettings.ofProcess(), environment, token, identity);
    }

    /** The same with other settings than those of this process' environment variables. */
    public static OkHttpClient client(
            OkHttpClient shared,
            ClientSettings settings,
            TestEnvironment environment,
            AccessToken token,
            TestIdentity identity) {
        Duration coldStart =
                WebSocketTimeouts.forEnvironment(environment.name()).coldStart();
        Duration timeout = TIMEOUT.plus(coldStart);
        return reaching(shared, settings)
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .followSslRedirects(false)
                .addNetworkInterceptor(new TestRequestInterceptor(environment, token, identity))
                .build();
    }

    private static OkHttpClient.Builder reaching(OkHttpClient shared, ClientSettings settings) {
        OkHttpClient.Builder builder = shared.newBuilder();
        ConnectTo connectTo = settings.connectTo();
        if (!connectTo.isEmpty()) {
            builder.dns(new RedirectingDns(connectTo, shared.dns()))
                    .socketFactory(new RedirectingSockets(connectTo))
                    .proxySelector(new DirectForRedirected(connectTo, shared.proxySelector()));
        }
        settings.trusted().ifPresent(trust -> builder.sslSocketFactory(trust.sockets(), trust.manager()));
        return builder;
    }
}
