package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class TestEnvironmentTest {

    @ParameterizedTest
    @CsvSource({"test, containers", "staging, staging", "local, local"})
    void the_name_follows_the_variable(String variable, String name) {
        assertThat(TestEnvironment.from(Variables.of("ENVIRONMENT", variable)).name())
                .hasToString(name);
    }

    @Test
    void without_any_variable_it_is_none_outside_the_runner_and_offers_nothing() {
        TestEnvironment environment = TestEnvironment.from(Variables.of());

        assertThat(environment.name()).isEqualTo(EnvironmentName.NONE);
        assertThat(environment.runId()).isEqualTo(TestIdentity.OUTSIDE_RUNNER);
        assertThat(environment.switches()).isEqualTo(new Switches(false, false, false));
        assertThat(environment.endpoints()).isEmpty();
    }

    @Test
    void everything_that_the_runner_sets_is_read() {
        TestEnvironment environment = TestEnvironment.from(Variables.of(
                "ENVIRONMENT", "staging",
                "RUNNER_RUN_ID", "r-1",
                "USE_STAGING_SERVICES", "true",
                "DOCKER_BYPASS_MODE", "true",
                "BYPASS_STAGING_HEALTH_CHECK", "false",
                "BACKEND_URL", "https://staging.netrasystems.ai",
                "AUTH_SERVICE_URL", "https://auth.netrasystems.ai/base"));

        assertThat(environment.runId()).isEqualTo("r-1");
        assertThat(environment.switches()).isEqualTo(new Switches(true, true, false));
        assertThat(environment.endpoint("backend"))
                .contains(new ServiceEndpoint("backend", URI.create("https://staging.netrasystems.ai")));
        assertThat(environment.endpoint("auth").orElseThrow().resolve("/auth/health"))
                .hasToString("https://auth.netrasystems.ai/base/auth/health");
        assertThat(environment.endpoint("frontend")).isEmpty();
    }

    @Test
    void a_service_of_ones_own_is_looked_up_by_name() {
        EnvironmentVariables variables = Variables.of(
                "MAIL_SINK_SERVICE_URL", "http://h:1", "B_URL", "http://h:2", "B_SERVICE_URL", "http://h:3");

        assertThat(ServiceEndpoint.find("mail-sink", variables))
                .map(ServiceEndpoint::uri)
                .contains(URI.create("http://h:1"));
        assertThat(ServiceEndpoint.find("b", variables))
                .map(ServiceEndpoint::uri)
                .contains(URI.create("http://h:2"));
    }

    @Test
    void a_variable_that_the_runner_does_not_own_never_gives_one_of_its_services() {
        EnvironmentVariables inherited =
                Variables.of("AUTH_URL", "https://prod.example", "BACKEND_SERVICE_URL", "https://prod.example");

        assertThat(ServiceEndpoint.find("auth", inherited)).isEmpty();
        assertThat(ServiceEndpoint.find("backend", inherited)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "/path", "http://", "http://user:pass@h", "http://a b", "mailto:x"})
    void a_url_that_cannot_be_used_is_named_by_its_variable_and_not_shown(String url) {
        assertThatThrownBy(() -> TestEnvironment.from(Variables.of("BACKEND_URL", url)))
                .isInstanceOf(InvalidVariableException.class)
                .hasMessageContaining("BACKEND_URL")
                .hasMessageNotContaining("pass@");
    }

    @Test
    void a_switch_is_true_or_false_and_nothing_else() {
        assertThatThrownBy(() -> TestEnvironment.from(Variables.of("USE_STAGING_SERVICES", "False")))
                .isInstanceOf(InvalidVariableException.class)
                .hasMessageContaining("USE_STAGING_SERVICES");
    }

    @Test
    void an_environment_of_somebody_else_is_refused() {
        assertThatThrownBy(() -> TestEnvironment.from(Variables.of("ENVIRONMENT", "production")))
                .isInstanceOf(InvalidVariableException.class)
                .hasMessageContaining("production");
    }

    @Test
    void a_base_url_and_a_path_are_joined_with_one_slash() {
        ServiceEndpoint plain = new ServiceEndpoint("b", URI.create("http://h:1"));
        ServiceEndpoint slash = new ServiceEndpoint("b", URI.create("http://h:1/x/"));

        assertThat(plain.resolve("health")).hasToString("http://h:1/health");
        assertThat(slash.resolve("/health?a=b%20c")).hasToString("http://h:1/x/health?a=b%20c");
    }

    @Test
    void headers_tell_run_and_test_and_hold_nothing_that_breaks_a_line() {
        TestIdentity identity = new TestIdentity("r 1", new TestId(".:a.B#m()[1:00]\r\nX-Evil: 1"));
        TestEnvironment staging = TestEnvironment.from(Variables.of("ENVIRONMENT", "staging"));

        assertThat(TestHeaders.http(staging, identity))
                .containsEntry("X-Test-Type", "E2E")
                .containsEntry("X-Test-Environment", "staging")
                .containsEntry("X-Test-Session", "r%201")
                .containsEntry("X-Test-Run-Id", "r%201")
                .containsEntry("X-Test-Id", ".%3Aa.B%23m%28%29%5B1%3A00%5D%0D%0AX-Evil%3A%201")
                .hasSize(5);
        assertThat(TestHeaders.webSocket(staging, identity))
                .containsEntry("X-E2E-Test", "true")
                .containsEntry("X-Test-Mode", "e2e")
                .containsEntry("X-Staging-E2E", "true")
                .hasSize(8);
    }
}
