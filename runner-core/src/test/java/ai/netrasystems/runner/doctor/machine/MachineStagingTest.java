package ai.netrasystems.runner.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Staging;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class MachineStagingTest {
    private static final String KEY = "a-key-that-is-long-enough-for-all-of-them";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private MachineFixture machine;

    @BeforeEach
    void a_machine_with_nothing_on_it() {
        machine = new MachineFixture(folder);
    }

    @Test
    void without_a_profile_those_that_there_are_are_named() {
        assertThat(staging().profile()).isEmpty();
        assertThat(staging().profiles()).contains("netra");
        assertThat(staging().credential()).isEmpty();
        assertThat(rules()).containsExactly(Rule.STAGING_NOT_CONFIGURED);
    }

    @Test
    void a_variable_that_is_not_set_is_missing_and_one_that_is_set_shows_its_value_nowhere() {
        choose("{source: fixed, secret-env: SHOP_KEY}");
        assertThat(staging())
                .isEqualTo(new Staging(
                        Optional.of("shop"),
                        List.of("netra", "shop"),
                        Optional.of("environment variable SHOP_KEY"),
                        false,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(rules()).containsExactly(Rule.STAGING_CREDENTIAL_MISSING);

        machine.variables.put("SHOP_KEY", KEY);
        assertThat(staging().present()).isTrue();
        assertThat(staging().refused()).isEmpty();
        assertThat(facts().toString()).doesNotContain(KEY);
        assertThat(rules()).isEmpty();
    }

    @Test
    void one_that_is_too_short_is_there_and_refused_without_being_shown() {
        choose("{source: fixed, secret-env: SHOP_KEY}");
        machine.variables.put("SHOP_KEY", "x7q");

        assertThat(staging().present()).isTrue();
        assertThat(staging().refused())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("characters").doesNotContain("x7q"));
        assertThat(rules()).containsExactly(Rule.STAGING_CREDENTIAL_MISSING);
        assertThat(MachineRules.findings(facts()).toString()).doesNotContain("x7q");
    }

    @Test
    void a_key_to_sign_with_has_to_be_longer() {
        choose("{source: hs256, issuer: me, secret-env: SHOP_KEY}");
        machine.variables.put("SHOP_KEY", "sixteen-letters-");

        assertThat(staging().refused())
                .hasValueSatisfying(why -> assertThat(why).contains("at least 32 bytes"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_file_that_others_may_read_is_refused_with_what_to_do() throws IOException {
        choose("{source: fixed, secret-file: key}");
        Path key = machine.write("project/key", KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(staging().credential()).contains("file " + key);
        assertThat(staging().refused())
                .hasValueSatisfying(why -> assertThat(why).contains("rw-r--r--"));
        assertThat(MachineRules.findings(facts()).stream()
                        .filter(finding -> finding.rule() == Rule.STAGING_CREDENTIAL_MISSING))
                .singleElement()
                .extracting(Finding::fix)
                .isEqualTo("chmod 600 " + key);

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(staging().present()).isTrue();
        assertThat(rules()).isEmpty();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void the_key_of_a_simulated_login_may_lie_in_the_file_that_a_setting_names() throws IOException {
        machine.write("project/runner.yml", "staging: {profile: netra, bypass-key-file: key}\n");
        read();
        Path key = folder.resolve("project/key");
        assertThat(staging().credential()).contains("file " + key);
        assertThat(staging().present()).isFalse();

        Files.setPosixFilePermissions(machine.write("project/key", KEY), PosixFilePermissions.fromString("rw-------"));
        assertThat(staging().present()).isTrue();

        machine.variables.put("E2E_OAUTH_SIMULATION_KEY", KEY);
        assertThat(staging().credential()).contains("environment variable E2E_OAUTH_SIMULATION_KEY");
    }

    @Test
    void tokens_that_a_command_prints_need_no_credential() {
        choose("{source: command, command: [print-token]}");

        assertThat(staging().profile()).contains("shop");
        assertThat(staging().credential()).isEmpty();
        assertThat(rules()).isEmpty();
    }

    private void choose(String token) {
        machine.write("project/runner.yml", """
                staging:
                  profile: shop
                  profiles:
                    shop:
                      domain: shop.example
                      services: {backend: {url: "https://a.shop.example"}, auth: {url: "https://l.shop.example"}}
                      target: {declaration: plain}
                      token: TOKEN
                """.replace("TOKEN", token));
        read();
    }

    private void read() {
        machine.staging = new ConfigReader(machine.project, Optional.empty())
                .read(Optional.empty())
                .fold(config -> config.config().staging(), problems -> {
                    throw new AssertionError(problems);
                });
    }

    private MachineFacts facts() {
        return new MachineSurvey(machine.question()).facts(new StopSignal());
    }

    private Staging staging() {
        return facts().staging();
    }

    /** Those of staging: what the machine of this test lacks besides is none of its business. */
    private List<Rule> rules() {
        return MachineRules.findings(facts()).stream()
                .map(Finding::rule)
                .filter(rule -> rule.id().startsWith("staging"))
                .toList();
    }
}
