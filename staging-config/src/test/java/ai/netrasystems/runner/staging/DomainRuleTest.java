package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.netrasystems.runner.staging.DomainVerdict.Allowed;
import ai.netrasystems.runner.staging.DomainVerdict.Refused;
import java.net.URI;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
@org.junit.jupiter.api.Tag("unit")
class DomainRuleTest {
    private static final DomainRule RULE = new DomainRule("netrasystems.ai");

    @ParameterizedTest
    @ValueSource(strings = {"staging.netrasystems.ai", "api-staging.netrasystems.ai", "STAGING.Netrasystems.AI."})
    void one_label_is_allowed(String host) {
        assertThat(RULE.check(host)).isInstanceOf(Allowed.class);
    }

    @Test
    void the_former_names_are_refused_with_the_name_that_replaces_them() {
        assertThat(RULE.check("api.staging.netrasystems.ai")).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).contains("certificate");
            assertThat(refused.remedy()).contains("api-staging.netrasystems.ai");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "netrasystems.ai",
                "netrasystems.ai.",
                "evilnetrasystems.ai",
                "staging.netrasystems.ai.evil.example",
                ".netrasystems.ai",
                "a..netrasystems.ai",
                "-a.netrasystems.ai",
                "a-.netrasystems.ai",
                "a_b.netrasystems.ai",
                "stаging.netrasystems.ai", // a Cyrillic letter
                "staging.netrasystems.ai..",
                "*.netrasystems.ai",
                "127.0.0.1",
                "localhost",
                ""
            })
    void everything_else_is_refused(String host) {
        assertThat(RULE.check(host)).isInstanceOf(Refused.class);
    }

    @Test
    void of_a_url_the_host_counts_that_a_client_would_connect_to() {
        assertThat(RULE.check(URI.create("https://staging.netrasystems.ai:8443/x")))
                .isEqualTo(new Allowed("staging.netrasystems.ai"));
        assertThat(RULE.check(URI.create("https://staging.netrasystems.ai@evil.example/")))
                .isInstanceOf(Refused.class);
        assertThat(RULE.check(URI.create("https:/staging.netrasystems.ai"))).isInstanceOf(Refused.class);
    }

    @Test
    void a_verdict_folds_to_one_of_two() {
        assertThat(RULE.check("x.netrasystems.ai").<String>fold(Allowed::host, Refused::reason))
                .isEqualTo("x.netrasystems.ai");
        assertThat(RULE.check("x.example").<String>fold(Allowed::host, Refused::reason))
                .contains("not under");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ai", "", "Netrasystems.ai", ".ai", "a..b", "-a.b", "*.example.com", "exаmple.com"})
    void a_domain_that_would_let_any_name_in_is_none(String domain) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DomainRule(domain));
    }

    @Test
    void each_system_has_a_domain_of_its_own() {
        DomainRule rule = new DomainRule("corp.example.com");

        assertThat(rule.check("a.corp.example.com")).isInstanceOf(Allowed.class);
        assertThat(rule.check("a.example.com")).isInstanceOf(Refused.class);
        assertThat(rule.check("staging.netrasystems.ai")).isInstanceOf(Refused.class);
    }

    @Test
    void the_variable_names_the_domain_of_the_run() {
        assertThat(DomainRule.from(name -> null)).isEmpty();
        assertThat(DomainRule.from(name -> name.equals("RUNNER_STAGING_DOMAIN") ? "example.com" : null))
                .contains(new DomainRule("example.com"));
        assertThatExceptionOfType(InvalidVariableException.class)
                .isThrownBy(() -> DomainRule.from(name -> "com"))
                .withMessageContaining("RUNNER_STAGING_DOMAIN");
    }

    @Property(tries = 300)
    void any_label_is_allowed_whatever_its_case_and_two_never_are(
            @ForAll("labels") String one, @ForAll("labels") String other) {
        String host = one + ".netrasystems.ai";

        assertThat(RULE.check(host)).isEqualTo(new Allowed(host));
        assertThat(RULE.check(host.toUpperCase(Locale.ROOT) + ".")).isEqualTo(new Allowed(host));
        assertThat(RULE.check(other + "." + host)).isInstanceOf(Refused.class);
        assertThat(RULE.check(host + "." + other)).isInstanceOf(Refused.class);
        assertThat(RULE.check(one + "netrasystems.ai")).isInstanceOf(Refused.class);
    }

    @Property(tries = 300)
    void a_text_is_judged_and_never_breaks_the_rule(@ForAll String text) {
        DomainVerdict verdict = RULE.check(text + ".netrasystems.ai");
        assertThat(verdict.<Boolean>fold(
                        allowed -> allowed.host().matches("[a-z0-9-]+\\.netrasystems\\.ai"), no -> true))
                .isTrue();
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.strings()
                .withChars("abcxyz019-")
                .ofMinLength(1)
                .ofMaxLength(63)
                .filter(label -> !label.startsWith("-") && !label.endsWith("-"));
    }
}
