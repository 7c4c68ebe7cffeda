package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Configs;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PRODUCT.md: names that the runner owns and that were inherited. */
@Tag("unit")
class OwnedNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"staging: {profile: netra}", "compose: docker/a.yml", "categories: {e2e: {services: backend}}"})
    void a_file_that_knows_services_or_a_staging_profile_owns_the_names(String file) {
        assertThat(OwnedNames.projectHasServices(Configs.of(file))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "categories: {unit: {}}", "staging: {cold-start: 3s}", "fallback: never"})
    void one_that_knows_of_none_leaves_them_as_the_build_does(String file) {
        assertThat(OwnedNames.projectHasServices(Configs.of(file))).isFalse();
        assertThat(OwnedNames.projectHasServices(Configs.none())).isFalse();
    }

    @Test
    void owned_names_are_removed_and_those_that_differ_are_named_in_one_line() {
        Set<String> removed = OwnedNames.removed(true, Set.of("SHOP_URL"));
        Map<String, String> inherited =
                Map.of("ENVIRONMENT", "production", "BACKEND_URL", "http://x", "SHOP_URL", "http://y", "HOME", "/root");

        assertThat(removed).contains("ENVIRONMENT", "BACKEND_URL", "E2E_OAUTH_SIMULATION_KEY", "SHOP_URL");
        assertThat(OwnedNames.note(inherited, removed, Map.of("BACKEND_URL", "http://x", "ENVIRONMENT", "staging")))
                .contains("inherited ENVIRONMENT, SHOP_URL: not passed on to tests, the runner provides them");
        assertThat(OwnedNames.note(Map.of("HOME", "/root"), removed, Map.of())).isEmpty();
        assertThat(OwnedNames.removed(false, Set.of("SHOP_URL"))).containsExactly("SHOP_URL");
    }
}
