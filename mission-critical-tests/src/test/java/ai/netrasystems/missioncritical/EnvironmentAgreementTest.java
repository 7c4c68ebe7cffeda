package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.jupiter.Endpoint;
import ai.netrasystems.runner.staging.jupiter.WithTestEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test sees of its environment is the same, whichever way it looks. */
@WithTestEnvironment
@ExtendWith(ConfigurationParameters.Resolver.class)
@Tag("golden_path")
@Tag("e2e")
@Tag("service:auth")
@Tag("service:backend")
class EnvironmentAgreementTest {
    private static final List<String> URLS =
            List.of("BACKEND_URL", "AUTH_SERVICE_URL", "FRONTEND_URL", "WEBSOCKET_URL");

    @BeforeEach
    void only_the_runner_tells_it_three_ways() {
        assumeTrue(
                System.getenv("RUNNER_RUN_ID") != null,
                "RUNNER_RUN_ID is not set: only the runner sets system properties and configuration parameters, too");
    }

    @Test
    void the_backend_is_at_one_place(
            @Endpoint("backend") ServiceEndpoint backend, ConfigurationParameters configuration) {
        String typed = backend.uri().toString();

        assertThat(System.getenv("BACKEND_URL")).isEqualTo(typed);
        assertThat(System.getProperty("BACKEND_URL")).isEqualTo(typed);
        assertThat(configuration.get("BACKEND_URL")).contains(typed);
    }

    @Test
    void every_url_is_told_three_ways_or_none(ConfigurationParameters configuration) {
        assertThat(URLS).allSatisfy(name -> {
            String variable = System.getenv(name);
            assertThat(System.getProperty(name)).as("system property %s", name).isEqualTo(variable);
            assertThat(configuration.get(name).orElse(null))
                    .as("configuration parameter %s", name)
                    .isEqualTo(variable);
        });
    }

    @Test
    void a_value_that_the_shell_had_is_seen_nowhere(ConfigurationParameters configuration) {
        for (String name : URLS) {
            assertThat(configuration.get(name).orElse("")).doesNotContain("prod.example");
        }
        // One at a time and by name: an assertion on the whole map would print it, the token included.
        System.getenv()
                .forEach((name, value) -> assertThat(value.contains("prod.example"))
                        .as("environment variable %s has the shell's value", name)
                        .isFalse());
        System.getProperties()
                .forEach((name, value) -> assertThat(String.valueOf(value).contains("prod.example"))
                        .as("system property %s has the shell's value", name)
                        .isFalse());
    }

    @Test
    void the_token_is_in_no_system_property_configuration_parameter_or_argument(
            AccessToken token, WebSocketSettings sockets, ConfigurationParameters configuration) {
        String plain = token.value();
        String encoded = sockets.offer(token).values().stream()
                .filter(value -> value.startsWith("jwt."))
                .map(value -> value.substring("jwt.".length()))
                .findFirst()
                .orElseThrow();
        for (Map.Entry<Object, Object> property : System.getProperties().entrySet()) {
            String value = String.valueOf(property.getValue());
            // Not assertThat(value).doesNotContain(plain): its message would show the token.
            assertThat(value.contains(plain) || value.contains(encoded))
                    .as("the token is in system property %s", property.getKey())
                    .isFalse();
        }
        assertThat(configuration.get("E2E_AUTH_TOKEN")).isEmpty();
        String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
        assertThat(List.of(arguments).stream().anyMatch(it -> it.contains(plain) || it.contains(encoded)))
                .as("the token is in an argument of this process")
                .isFalse();
    }
}
