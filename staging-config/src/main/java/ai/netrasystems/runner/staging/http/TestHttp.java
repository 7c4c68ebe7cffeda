package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ClientSettings;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.EnvironmentProxy;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.RedirectingSockets;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import ai.netrasystems.runner.staging.network.NetworkLog;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes OkHttp clients that speak as a test of the run. */
public final class TestHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String PROXY_LOGIN = "Proxy-Authorization";

    private TestHttp() {}

    /**
     * A client for one test: a whole call may take 30 s (on staging with the allowance for a cold start on top), and
     * requests are as {@link TestRequestInterceptor} makes them. No redirect is followed: the test gets the 3xx. To share
     * threads and connections between tests, use
     * {@link #client(OkHttpClient, TestEnvironment, AccessToken, TestIdentity)}.
     *
     * <p>On staging a request is sent again within the allowance for a cold start after 502, 503, 504 or a connection
     * that was refused or broke, where its method is idempotent (RFC 9110 section 9.2.2) or nothing of it was sent; so a
     * DELETE may find that its first sending has done the work. A POST is never carried out twice. Where the runner says
     * so, calls wait for their turn ({@code RUNNER_STAGING_LIMITS}) and are recorded ({@code RUNNER_NETWORK_LOG}).
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
        return client(shared, EnvironmentVariables.ofProcess(), environment, token, identity);
    }

    /** The same by other environment variables than those of this process. */
    public static OkHttpClient client(
            OkHttpClient shared,
            EnvironmentVariables variables,
            TestEnvironment environment,
            AccessToken token,
            TestIdentity identity) {
        return client(shared, ClientSettings.from(variables), variables, environment, token, identity);
    }

    /** The same with other settings than those of this process' environment variables. */
    public static OkHttpClient client(
            OkHttpClient shared,
            ClientSettings settings,
            TestEnvironment environment,
            AccessToken token,
            TestIdentity identity) {
        return client(shared, settings, EnvironmentVariables.ofProcess(), environment, token, identity);
    }

    private static OkHttpClient client(
            OkHttpClient shared,
            ClientSettings settings,
            EnvironmentVariables variables,
            TestEnvironment environment,
            AccessToken token,
            TestIdentity identity) {
        Duration coldStart =
                WebSocketTimeouts.forEnvironment(environment.name()).coldStart();
        Duration timeout = TIMEOUT.plus(coldStart);
        OkHttpClient.Builder builder = reaching(shared, settings)
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .followRedirects(false)
                .followSslRedirects(false);
        // The shared client may be one of ours, of another user or test.
        builder.interceptors().removeIf(TestCalls.class::isInstance);
        builder.networkInterceptors().removeIf(TestRequestInterceptor.class::isInstance);
        return builder.addInterceptor(new TestCalls(
                        identity.testId(), coldStart, Courtesy.from(variables), NetworkLog.from(variables)))
                .addNetworkInterceptor(new TestRequestInterceptor(environment, variables, token, identity))
                .build();
    }

    private static OkHttpClient.Builder reaching(OkHttpClient shared, ClientSettings settings) {
        OkHttpClient.Builder builder = shared.newBuilder();
        ConnectTo connectTo = settings.connectTo();
        if (!settings.proxy().equals(EnvironmentProxy.none())) {
            builder.proxySelector(settings.proxy());
            settings.proxy()
                    .authorization()
                    .ifPresent(login -> builder.proxyAuthenticator((route, asked) -> logIn(asked, login)));
        }
        if (!connectTo.isEmpty()) {
            builder.dns(new RedirectingDns(connectTo, shared.dns()))
                    .socketFactory(new RedirectingSockets(connectTo))
                    .proxySelector(
                            new DirectForRedirected(connectTo, builder.build().proxySelector()));
        }
        settings.trusted().ifPresent(trust -> builder.sslSocketFactory(trust.sockets(), trust.manager()));
        return builder;
    }

    /** Once: a proxy that asks again has said no. */
    private static @Nullable Request logIn(Response asked, String login) {
        return asked.request().header(PROXY_LOGIN) != null
                ? null
                : asked.request().newBuilder().header(PROXY_LOGIN, login).build();
    }
}
