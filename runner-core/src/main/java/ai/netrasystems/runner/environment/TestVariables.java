package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.model.EnvironmentKind;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables that tests see (PRODUCT.md, "What a test sees"), as far as they are the same for each
 * provider. Pure.
 */
public final class TestVariables {
    /** The bypass key: for the service that issues tokens, never for tests. */
    public static final String BYPASS_KEY = "E2E_OAUTH_SIMULATION_KEY";

    /** The token as it was when the worker started. */
    public static final String TOKEN = "E2E_AUTH_TOKEN";
    /** The file that always holds the current token. */
    public static final String TOKEN_FILE = "E2E_AUTH_TOKEN_FILE";

    private TestVariables() {}

    /**
     * The person's switches that tests are told of.
     *
     * @param dockerBypass {@code --docker-bypass} was given
     * @param skipHealthCheck {@code --skip-health-check} was given
     */
    public record Asked(boolean dockerBypass, boolean skipHealthCheck) {
        /** Neither was given. */
        public static Asked nothing() {
            return new Asked(false, false);
        }
    }

    /** What an environment of that kind says of itself; {@code none} says nothing. */
    public static Map<String, String> of(EnvironmentKind kind, Asked asked) {
        Map<String, String> variables = new TreeMap<>();
        if (kind == EnvironmentKind.NONE) {
            return variables;
        }
        boolean staging = kind == EnvironmentKind.STAGING;
        variables.put("ENVIRONMENT", name(kind));
        variables.put("USE_STAGING_SERVICES", Boolean.toString(staging));
        variables.put("DOCKER_BYPASS_MODE", Boolean.toString(asked.dockerBypass()));
        variables.put("BYPASS_STAGING_HEALTH_CHECK", Boolean.toString(staging && asked.skipHealthCheck()));
        variables.put("WEBSOCKET_SUBPROTOCOLS", "jwt-auth,e2e-testing");
        return variables;
    }

    private static String name(EnvironmentKind kind) {
        return switch (kind) {
            case CONTAINERS -> "test";
            case STAGING, LOCAL, NONE -> kind.label();
        };
    }
}
