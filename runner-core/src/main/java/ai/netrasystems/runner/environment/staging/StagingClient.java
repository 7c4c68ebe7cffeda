package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.AddedTrust;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.EnvironmentProxy;
import ai.netrasystems.runner.staging.RedirectingSockets;
import ai.netrasystems.runner.staging.TestHeaders;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks a staging system. Follows no redirect, asks nothing twice by itself, and keeps the name of a redirected host for
 * all but the connection. Connecting has a bound of its own; waiting for an answer has the one of each question.
 * Thread-safe.
 */
final class StagingClient implements AutoCloseable {
    /** With the resolver's bound it is decided within 5 s that nothing takes a connection. */
    private static final Duration CONNECT = Duration.ofMillis(2_500);

    private static final String PROXY_LOGIN = "Proxy-Authorization";

    private final RunId run;
    private final BoundedDns dns;
    private final OkHttpClient client;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    StagingClient(RunId run, ConnectTo connectTo, Optional<AddedTrust> trust, EnvironmentProxy proxy) {
        this.run = run;
        this.dns = new BoundedDns(connectTo);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dns(dns)
                .connectTimeout(CONNECT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxySelector(directFor(connectTo, proxy))
                .eventListenerFactory(StagingClient::trail);
        proxy.authorization().ifPresent(login -> builder.proxyAuthenticator((route, asked) -> logIn(asked, login)));
        if (!connectTo.isEmpty()) {
            builder.socketFactory(new RedirectingSockets(connectTo));
        }
        trust.ifPresent(added -> builder.sslSocketFactory(added.sockets(), added.manager()));
        this.client = builder.build();
    }

    /** For those that speak more than this class does; no read timeout. */
    OkHttpClient http() {
        return client;
    }

    /**
     * Gets what stands there.
     *
     * @param limit bytes of the body that are read
     * @param within the whole answer must have come
     */
    Answer get(URI url, int limit, Duration within) {
        return ask(question(url).build(), limit, within);
    }

    /** The same, with a record of how the connection came about. */
    Answer get(URI url, int limit, Duration within, ConnectionTrail trail) {
        return ask(question(url).tag(ConnectionTrail.class, trail).build(), limit, within);
    }

    /** The same as that user. Only for an origin that has proved to be a test target. */
    Answer get(URI url, AccessToken user, int limit, Duration within) {
        return ask(
                question(url).header("Authorization", "Bearer " + user.value()).build(), limit, within);
    }

    private static Request.Builder question(URI url) {
        return new Request.Builder().url(url.toString()).header("Accept", "application/json, */*;q=0.5");
    }

    /** Sends that request with the run's id; else as {@link #get}. */
    Answer ask(Request request, int limit, Duration within) {
        Call call = client.newCall(
                request.newBuilder().header(TestHeaders.RUN_ID, run.value()).build());
        call.timeout().timeout(within.toNanos(), TimeUnit.NANOSECONDS);
        calls.add(call);
        if (cancelled) {
            call.cancel();
        }
        try (Response response = call.execute()) {
            BufferedSource body = response.body().source();
            boolean cut = body.request(limit + 1L);
            String text = cut ? body.readUtf8(limit) : body.readUtf8();
            return new Answer.Came(response.code(), response.header("Content-Type", ""), text, cut);
        } catch (IOException e) {
            return new Answer.Failed(NetworkFailure.of(e));
        } finally {
            calls.remove(call);
        }
    }

    /** Whether nothing is asked any more. */
    boolean isCancelled() {
        return cancelled;
    }

    /** Ends what is under way, and lets nothing begin. Idempotent. */
    void cancel() {
        cancelled = true;
        dns.cancel();
        calls.forEach(Call::cancel); // also one that the dispatcher does not know of yet
        client.dispatcher().cancelAll();
    }

    /** Likewise, and lets go of connections. Idempotent. */
    @Override
    public void close() {
        cancel();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    private static EventListener trail(Call call) {
        ConnectionTrail trail = call.request().tag(ConnectionTrail.class);
        return trail == null ? EventListener.NONE : trail;
    }

    /** A proxy would look a redirected name up for itself. */
    private static ProxySelector directFor(ConnectTo connectTo, EnvironmentProxy proxy) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return connectTo.target(String.valueOf(uri.getHost())).isPresent()
                        ? List.of(Proxy.NO_PROXY)
                        : proxy.select(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                // Told by the exchange itself.
            }
        };
    }

    /** Once: a proxy that asks again has said no. */
    private static @Nullable Request logIn(Response asked, String login) {
        return asked.request().header(PROXY_LOGIN) != null
                ? null
                : asked.request().newBuilder().header(PROXY_LOGIN, login).build();
    }
}
