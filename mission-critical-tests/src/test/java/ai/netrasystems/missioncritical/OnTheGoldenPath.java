package ai.netrasystems.missioncritical;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.jupiter.WithTestEnvironment;
import org.junit.jupiter.api.BeforeEach;

/** Meets the system under test before each test. */
@WithTestEnvironment
abstract class OnTheGoldenPath {
    GoldenPath golden;

    @BeforeEach
    void meetTheSystem(
            TestEnvironment environment, AccessToken token, WebSocketSettings sockets, TestIdentity identity) {
        golden = new GoldenPath(environment, token, sockets, identity);
    }
}
