package ai.netrasystems.runner.staging.jupiter;

import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import ai.netrasystems.runner.staging.WebSocketSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs in child JVMs with the JUnit versions of users, where there is no assertion library. */
public class OldPlatformFixture {
    private static final EnvironmentVariables VARIABLES =
            Variables.of("ENVIRONMENT", "local", "BACKEND_URL", "http://127.0.0.1:1");

    @RegisterExtension
    static final TestEnvironmentExtension ENVIRONMENT = new TestEnvironmentExtension(VARIABLES);

    @Test
    void found(@Endpoint("backend") ServiceEndpoint backend) {
        if (backend.uri().getPort() != 1) {
            throw new AssertionError(backend);
        }
    }

    @Test
    void missing(WebSocketSettings settings) {
        throw new AssertionError(settings);
    }

    @Test
    void identity(TestIdentity identity) {
        String id = ".:" + OldPlatformFixture.class.getName() + "#identity(" + TestIdentity.class.getName() + ")";
        if (!identity.testId().value().equals(id)) {
            throw new AssertionError(identity);
        }
    }
}
