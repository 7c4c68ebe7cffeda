package ai.netrasystems.goldenpath.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.goldenpath.service.Checked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class DelegationTest {

    private static final TokenClaims CLAIMS =
            new TokenClaims("e2e-1", "ann@example.org", List.of("read"), Instant.EPOCH);

    @Test
    void gives_the_same_user_the_full_time_when_nothing_is_asked() {
        Checked<Delegation> same = Checked.valid(
                new Delegation(new SimulatedUser("ann@example.org", "ann", List.of("read")), Duration.ofMinutes(15)));

        assertThat(Delegation.of(CLAIMS, "")).isEqualTo(same);
        assertThat(Delegation.of(CLAIMS, "{\"email\":null}")).isEqualTo(same);
    }

    @Test
    void gives_another_user_of_the_test_domain_the_same_permissions() {
        assertThat(Delegation.of(CLAIMS, "{\"email\":\"Bob@E2E.netrasystems.ai\",\"name\":\"Bob\",\"expires_in\":0}"))
                .isEqualTo(Checked.valid(new Delegation(
                        new SimulatedUser("bob@e2e.netrasystems.ai", "Bob", List.of("read")), Duration.ZERO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"email\":\"bob@example.org\"}",
                "{\"email\":\"bob@evil-e2e.netrasystems.ai.example.org\"}",
                "{\"email\":\"bob@x.e2e.netrasystems.ai@\"}",
                "{\"email\":1}",
                "{\"expires_in\":-1}",
                "{\"expires_in\":901}",
                "{\"expires_in\":0.5}",
                "{\"expires_in\":\"5\"}",
                "{\"expires_in\":1e300}",
                "{\"name\":\"\"}"
            })
    void refuses_other_domains_and_other_times(String body) {
        assertThat(Delegation.of(CLAIMS, body).isValid()).isFalse();
    }

    @Test
    void knows_a_user_by_the_address_alone() {
        var ann = new SimulatedUser("ann@e2e.netrasystems.ai", "Ann", List.of());

        assertThat(ann.id())
                .isEqualTo(new SimulatedUser("ann@e2e.netrasystems.ai", "other", List.of("x")).id())
                .isNotEqualTo(new SimulatedUser("bob@e2e.netrasystems.ai", "Ann", List.of()).id());
    }
}
