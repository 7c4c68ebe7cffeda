package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class KnownSecretsTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "E2E_OAUTH_SIMULATION_KEY", "bypass-key-0123456789",
            "ACME_SECRET", "signing-secret-of-acme-0123456789",
            "OTHER_TOKEN", "short",
            "HTTPS_PROXY", "http://me:password-of-the-proxy@proxy.example:3128",
            "PATH", "/bin");

    @TempDir
    Path folder;

    @Test
    void what_a_profile_names_is_kept_from_tests_and_services_whether_or_not_it_is_the_one_of_this_run()
            throws IOException {
        assertThat(KnownSecrets.names(settings()))
                .containsExactlyInAnyOrder("E2E_OAUTH_SIMULATION_KEY", "ACME_SECRET", "OTHER_TOKEN");
        assertThat(KnownSecrets.without(VARIABLES, settings())).containsOnlyKeys("HTTPS_PROXY", "PATH");
    }

    @Test
    void their_values_are_known_before_anything_can_print_them_and_the_password_of_the_proxy_too() throws IOException {
        assertThat(KnownSecrets.in(VARIABLES, settings()))
                .contains(
                        new Secret("bypass-key-0123456789"),
                        new Secret("signing-secret-of-acme-0123456789"),
                        new Secret("password-of-the-proxy"))
                .noneMatch(Secret::isTooShort);
    }

    private StagingSettings settings() throws IOException {
        Files.writeString(folder.resolve("runner.yml"), """
                staging:
                  profiles:
                    acme:
                      domain: acme.example
                      services: {backend: {url: https://a.acme.example}}
                      target: {declaration: plain}
                      token: {source: hs256, issuer: me, secret-env: ACME_SECRET}
                    other:
                      domain: other.example
                      services: {backend: {url: https://a.other.example}}
                      target: {declaration: plain}
                      token: {source: fixed, secret-env: OTHER_TOKEN}
                """);
        return new ConfigReader(folder, Optional.empty())
                .read(Optional.empty())
                .fold(loaded -> loaded.config().staging(), problems -> {
                    throw new AssertionError(problems);
                });
    }
}
