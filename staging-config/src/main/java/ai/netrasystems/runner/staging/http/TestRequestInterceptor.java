package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestHeaders;
import ai.netrasystems.runner.staging.TestIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds the token and the test's identity to each request that goes to one of the environment's own endpoints, and takes
 * secrets away from each that goes elsewhere. Where the run has a staging profile ({@code RUNNER_STAGING_DOMAIN}) an
 * endpoint counts only where its URL is {@code https} and its host keeps the profile's domain rule. Thread-safe.
 *
 * <p>It must be added with {@code addNetworkInterceptor}: only there it sees every hop of a redirect, and what it adds
 * is not carried to the next hop. (OkHttp itself drops {@code Authorization} on a redirect to another host, but no other
 * secret header.) Added with {@code addInterceptor} it refuses to work.
 */
public final class TestRequestInterceptor implements Interceptor {
    private static final List<String> SECRETS = List.of("Authorization", "Cookie", TestHeaders.BYPASS_KEY);

    private final SecretTargets targets;
    private final AccessToken token;
    private final Map<String, String> identity;

    /**
     * For one test.
     *
     * @param environment whose endpoints may see the token
     * @param token asked for its value at each request that has no {@code Authorization} of its own
     * @param identity the test that the requests come from
     */
    public TestRequestInterceptor(TestEnvironment environment, AccessToken token, TestIdentity identity) {
        this(environment, EnvironmentVariables.ofProcess(), token, identity);
    }

    TestRequestInterceptor(
            TestEnvironment environment, EnvironmentVariables variables, AccessToken token, TestIdentity identity) {
        this.targets = SecretTargets.of(environment, variables);
        this.token = token;
        this.identity = TestHeaders.http(environment, identity);
    }

    /** Sends the request on with or without, as its target deserves. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        if (chain.connection() == null) {
            throw new IllegalStateException("add " + getClass().getSimpleName() + " with addNetworkInterceptor:"
                    + " as an application interceptor it would not see redirects, and so leak the token");
        }
        Request request = chain.request();
        Request sent = targets.contains(request.url()) ? marked(request) : bare(request);
        Attempt attempt = request.tag(Attempt.class);
        if (attempt != null) {
            attempt.begins(sent);
        }
        return chain.proceed(sent);
    }

    private Request marked(Request request) {
        Request.Builder marked = request.newBuilder();
        identity.forEach(marked::header);
        if (request.header("Authorization") == null) {
            marked.header("Authorization", "Bearer " + token.value());
        }
        return marked.build();
    }

    private Request bare(Request request) {
        Request.Builder bare = request.newBuilder();
        SECRETS.forEach(bare::removeHeader);
        identity.keySet().forEach(bare::removeHeader);
        return bare.build();
    }
}
