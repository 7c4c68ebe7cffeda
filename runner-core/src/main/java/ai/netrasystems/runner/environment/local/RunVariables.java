package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.model.EnvironmentKind;
import java.util.Map;

/** The environment variables that tests see (PRODUCT.md, "What a test sees"), as far as they are the same each run. */
final class RunVariables {
    /** The bypass key: for the service that issues tokens, never for tests. */
    static final String BYPASS_KEY = "E2E_OAUTH_SIMULATION_KEY";

    static final String TOKEN = "E2E_AUTH_TOKEN";
    static final String TOKEN_FILE = "E2E_AUTH_TOKEN_FILE";

    /** What the local environment says of itself. */
    static final Map<String, String> SWITCHES = Map.of(
            "ENVIRONMENT", EnvironmentKind.LOCAL.label(),
            "USE_STAGING_SERVICES", "false",
            "DOCKER_BYPASS_MODE", "false",
            "BYPASS_STAGING_HEALTH_CHECK", "false",
            "WEBSOCKET_SUBPROTOCOLS", "jwt-auth,e2e-testing");

    private RunVariables() {}
}
