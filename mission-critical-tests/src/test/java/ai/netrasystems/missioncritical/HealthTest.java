package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.http.TestHttp;
import ai.netrasystems.runner.staging.jupiter.Endpoint;
import ai.netrasystems.runner.staging.jupiter.WithTestEnvironment;
import okhttp3.Request;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithTestEnvironment
@Tag("golden_path")
@Tag("e2e")
class HealthTest {

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready", "/health/live"})
    @Tag("service:backend")
    void the_backend_is_well(
            String path,
            @Endpoint("backend") ServiceEndpoint backend,
            TestEnvironment environment,
            AccessToken token,
            TestIdentity identity) {
        HttpAnswer answer = get(backend, path, environment, token, identity).expect(200);

        assertThat(answer.text("service")).isEqualTo("backend");
        assertThat(answer.text("status")).isIn("healthy", "ready", "alive");
    }

    @Test
    @Tag("service:auth")
    void the_login_service_is_well(
            @Endpoint("auth") ServiceEndpoint auth,
            TestEnvironment environment,
            AccessToken token,
            TestIdentity identity) {
        HttpAnswer answer =
                get(auth, "/auth/health", environment, token, identity).expect(200);

        assertThat(answer.text("service")).isEqualTo("auth");
        assertThat(answer.text("status")).isEqualTo("healthy");
    }

    private static HttpAnswer get(
            ServiceEndpoint service,
            String path,
            TestEnvironment environment,
            AccessToken token,
            TestIdentity identity) {
        Request request =
                new Request.Builder().url(service.resolve(path).toString()).build();
        return HttpAnswer.to(TestHttp.client(environment, token, identity), request);
    }
}
