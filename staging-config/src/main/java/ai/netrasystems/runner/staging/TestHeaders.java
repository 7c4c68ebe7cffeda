package ai.netrasystems.runner.staging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers that mark a request as a test's, so that a service's log tells which run and which test it came from. They
 * hold no secret; {@code Authorization} is added by the clients, at the moment of sending.
 */
public final class TestHeaders {
    /** The run's id, percent-encoded. */
    public static final String RUN_ID = "X-Test-Run-Id";

    /** The test's stable id, percent-encoded: RFC 3986, unreserved characters kept. */
    public static final String TEST_ID = "X-Test-Id";

    /** Opens the simulated login of an auth service: a secret, for that service alone. */
    public static final String BYPASS_KEY = "X-E2E-Bypass-Key";

    private TestHeaders() {}

    /** For an HTTP request; in a fixed order, unmodifiable. */
    public static Map<String, String> http(TestEnvironment environment, TestIdentity identity) {
        return Collections.unmodifiableMap(common(environment, identity));
    }

    /** For the handshake of a WebSocket: the HTTP ones and three that staging systems look for. */
    public static Map<String, String> webSocket(TestEnvironment environment, TestIdentity identity) {
        Map<String, String> headers = common(environment, identity);
        headers.put("X-E2E-Test", "true");
        headers.put("X-Test-Mode", "e2e");
        headers.put("X-Staging-E2E", Boolean.toString(environment.name() == EnvironmentName.STAGING));
        return Collections.unmodifiableMap(headers);
    }

    private static Map<String, String> common(TestEnvironment environment, TestIdentity identity) {
        Map<String, String> headers = new LinkedHashMap<>();
        String runId = PercentEncoding.of(identity.runId());
        headers.put("X-Test-Type", "E2E");
        headers.put("X-Test-Environment", environment.name().toString());
        // One run is one session of tests: the older name of the run id, which services still log.
        headers.put("X-Test-Session", runId);
        headers.put(RUN_ID, runId);
        headers.put(TEST_ID, PercentEncoding.of(identity.testId().value()));
        return headers;
    }
}
