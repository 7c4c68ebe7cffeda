package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.staging.ClientSettings;
import ai.netrasystems.runner.staging.DomainRule;
import ai.netrasystems.runner.staging.NewUsers;
import ai.netrasystems.runner.staging.cleanup.CleanUps;
import ai.netrasystems.runner.staging.courtesy.Courtesy;
import ai.netrasystems.runner.staging.network.NetworkLog;
import java.util.Set;

/**
 * The environment variables that the runner owns (PRODUCT.md, "What a test sees"): an inherited value speaks of another
 * environment, so it reaches neither a service nor, where the project has services, a test.
 */
public final class OwnedVariables {
    /** Their names. */
    public static final Set<String> NAMES = Set.of(
            "ENVIRONMENT",
            "USE_STAGING_SERVICES",
            "DOCKER_BYPASS_MODE",
            "BYPASS_STAGING_HEALTH_CHECK",
            "BACKEND_URL",
            "AUTH_SERVICE_URL",
            "FRONTEND_URL",
            "WEBSOCKET_URL",
            "WEBSOCKET_SUBPROTOCOLS",
            "E2E_AUTH_TOKEN",
            "E2E_AUTH_TOKEN_FILE",
            TestVariables.BYPASS_KEY,
            CleanUps.VARIABLE,
            Courtesy.VARIABLE,
            NewUsers.URL,
            NewUsers.KEY,
            NetworkLog.VARIABLE,
            ClientSettings.HOSTS,
            ClientSettings.TRUST,
            DomainRule.VARIABLE);

    private OwnedVariables() {}
}
