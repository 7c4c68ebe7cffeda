package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.staging.TestHeaders;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.jr.ob.JSON;

/**
 * The simulated login of an auth service: {@code POST} with the bypass key in {@code X-E2E-Bypass-Key}. Redirects are
 * not followed: the key would go along to another host. Thread-safe.
 */
public final class TokenLogin implements TokenSource {
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE_CALL = Duration.ofSeconds(15);
    /** Bytes of a refusal that are shown. */
    private static final long SHOWN = 500;
    /** Bytes of an answer that are read: a token is far shorter, and what is cut off is no JSON. */
    private static final long MOST = 64 * 1024;

    private final URI endpoint;
    private final BypassKey key;
    private final RunId run;
    private final OkHttpClient client;
    private final boolean ownsClient;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    private TokenLogin(URI endpoint, BypassKey key, RunId run, OkHttpClient client, boolean ownsClient) {
        this.endpoint = endpoint;
        this.key = key;
        this.run = run;
        this.client = client;
        this.ownsClient = ownsClient;
    }

    /** The login at that endpoint. */
    public static TokenLogin at(URI endpoint, BypassKey key, RunId run) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder();
        if (isLoopback(endpoint)) {
            // The machine's own proxy settings must not come between: the proxy would be shown the key.
            builder.proxy(Proxy.NO_PROXY);
        }
        OkHttpClient client = builder.connectTimeout(CONNECT)
                .callTimeout(WHOLE_CALL)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
        return new TokenLogin(endpoint, key, run, client, true);
    }

    /**
     * The login at that endpoint, by another client, which says how hosts are reached and who is trusted. Its redirects
     * are not followed either, and a login ends after 15 s at the latest. That client's connections stay its owner's to
     * let go of.
     */
    public static TokenLogin at(URI endpoint, BypassKey key, RunId run, OkHttpClient client) {
        OkHttpClient own = client.newBuilder()
                .callTimeout(WHOLE_CALL)
                // A connection that went stale between two renewals is no reason to fail: logging in twice is harmless.
                .retryOnConnectionFailure(true)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
        return new TokenLogin(endpoint, key, run, own, false);
    }

    /** By the text alone: no resolver is asked. */
    private static boolean isLoopback(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }

    @Override
    public TokenResult take(TestUser user, Duration within) {
        try {
            Request request = new Request.Builder()
                    .url(endpoint.toString())
                    .header(TestHeaders.BYPASS_KEY, key.secret().reveal())
                    .header(TestHeaders.RUN_ID, run.value())
                    .post(RequestBody.create(JSON.std.asString(body(user)), JSON_TYPE))
                    .build();
            Call call = client.newCall(request);
            call.timeout()
                    .timeout(Math.max(1, Math.min(within.toMillis(), WHOLE_CALL.toMillis())), TimeUnit.MILLISECONDS);
            calls.add(call);
            if (cancelled) {
                call.cancel();
            }
            try (Response response = call.execute()) {
                return response.isSuccessful()
                        ? granted(response.peekBody(MOST).string())
                        : new TokenResult.Failure(new TokenDiagnosis.Refused(
                                endpoint,
                                response.code(),
                                evidence(response.peekBody(SHOWN).string())));
            } finally {
                calls.remove(call);
            }
        } catch (IOException unreachable) {
            return new TokenResult.Failure(
                    new TokenDiagnosis.Unreachable(endpoint, String.valueOf(unreachable.getMessage())));
        } catch (IllegalArgumentException noHttpUrl) {
            return new TokenResult.Failure(new TokenDiagnosis.Unreachable(endpoint, "it is no http URL"));
        }
    }

    /** What is under way ends as {@link TokenDiagnosis.Unreachable}. */
    @Override
    public void cancel() {
        cancelled = true;
        calls.forEach(Call::cancel);
    }

    @Override
    public void close() {
        cancel();
        if (ownsClient) {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    private List<String> evidence(String body) {
        return body.isBlank()
                ? List.of()
                : List.of(body.replace(key.secret().reveal(), "***").strip());
    }

    private TokenResult granted(String body) {
        return TokenAnswer.read(
                body,
                granted -> granted.lifetime().isPresent()
                        ? new TokenResult.Success(granted)
                        : unreadable("no positive number `expires_in`"),
                this::unreadable);
    }

    private static Map<String, Object> body(TestUser user) {
        return Map.of(
                "email",
                user.email(),
                "name",
                user.name(),
                "permissions",
                List.of("read", "write"),
                "simulate_oauth",
                true);
    }

    private TokenResult unreadable(String missing) {
        return new TokenResult.Failure(new TokenDiagnosis.Unreadable(endpoint, missing));
    }
}
