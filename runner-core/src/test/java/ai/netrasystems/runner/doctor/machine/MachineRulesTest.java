package ai.netrasystems.runner.doctor.machine;

import static ai.netrasystems.runner.doctor.machine.MachineRules.findings;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MachineRulesTest {
    @Test
    void a_machine_where_nothing_is_wrong_breaks_no_rule() {
        assertThat(findings(MachineExample.sound())).isEmpty();
    }

    @Test
    void an_engine_that_does_not_answer_is_told_with_what_was_found_instead() {
        assertThat(only(
                        "engine: unavailable",
                        "engine.why: no container engine: nobody listens on /var/run/docker.sock",
                        "engine.remedy: start Docker"))
                .isEqualTo(Finding.ofMachine(
                        Rule.ENGINE_UNAVAILABLE,
                        "no container engine: nobody listens on /var/run/docker.sock",
                        "start Docker"));
        assertThat(found("engine: not-asked")).isEmpty();
    }

    @Test
    void a_disk_is_low_below_two_gibibytes_and_below_a_twentieth_that_is_not_plenty() {
        Finding low = only("disk.usable: 6g", "disk.total: 500g");
        assertThat(low.rule()).isEqualTo(Rule.DISK_LOW);
        assertThat(low.where()).isEmpty();
        assertThat(low.why()).isEqualTo("the disk of the project (`/srv/shop`) has 6.0 GiB of 500 GiB left");
        assertThat(low.fix()).contains("`runner clean`");

        assertThat(only("disk.usable: 2047m", "disk.total: 8g").rule()).isEqualTo(Rule.DISK_LOW);
        assertThat(found("disk.usable: 2g", "disk.total: 8g")).isEmpty();
        assertThat(found("disk.usable: 25g", "disk.total: 500g")).isEmpty();
        assertThat(found("disk.usable: 10g", "disk.total: 1000g")).isEmpty();
        assertThat(only("disk.usable: 10239m", "disk.total: 1000g").rule()).isEqualTo(Rule.DISK_LOW);
    }

    @Test
    void memory_is_low_below_half_a_gibibyte_and_nothing_is_said_where_the_system_does_not_tell() {
        Finding low = only("memory.available: 511m", "memory.total: 2g");
        assertThat(low.rule()).isEqualTo(Rule.MEMORY_LOW);
        assertThat(low.why()).isEqualTo("511 MiB of 2.0 GiB of memory can still be had");

        assertThat(found("memory.available: 512m", "memory.total: 2g")).isEmpty();
        assertThat(found("memory.available: 0", "memory.total:")).isEmpty();
    }

    @Test
    void three_leftovers_are_named_and_the_others_are_counted() {
        Finding one = only("leftovers: container a (run r1)");
        assertThat(one.rule()).isEqualTo(Rule.LEFTOVERS);
        assertThat(one.why()).isEqualTo("earlier runs left behind: container a (run r1)");
        assertThat(one.fix()).contains("`runner clean`");

        assertThat(only("leftovers: a; b; c").why()).endsWith(": a, b, c");
        assertThat(only("leftovers: a; b; c; d; e").why()).endsWith(": a, b, c and 2 more");
        assertThat(found("leftovers:")).isEmpty();
    }

    @Test
    void a_jdk_that_can_not_run_the_tests_is_told_with_what_to_set() {
        assertThat(only("jdk.problem: JAVA_HOME is a JDK 11", "jdk.remedy: set it to a JDK 17"))
                .isEqualTo(Finding.ofMachine(Rule.JDK_UNFIT, "JAVA_HOME is a JDK 11", "set it to a JDK 17"));
        assertThat(found("jdk.version:")).isEmpty();
    }

    @Test
    void a_project_whose_tests_nothing_tells_is_told_how_to_name_them() {
        assertThat(only("build-tool: Gradle", "build-tool.problem: a Gradle project", "build-tool.remedy: name them"))
                .isEqualTo(Finding.ofMachine(Rule.BUILD_TOOL_MISSING, "a Gradle project", "name them"));
        assertThat(found("build-tool: Maven (/usr/bin/mvn)")).isEmpty();
    }

    @Test
    void without_a_profile_those_that_there_are_are_named() {
        Finding none = only("staging.profile:", "staging.profiles: shop, netra", "staging.credential:");
        assertThat(none.rule()).isEqualTo(Rule.STAGING_NOT_CONFIGURED);
        assertThat(none.fix()).contains("`--staging NAME`: shop, netra");
    }

    @Test
    void a_credential_that_is_not_there_is_told_with_its_place() {
        Finding missing = only("staging.present: false");
        assertThat(missing.rule()).isEqualTo(Rule.STAGING_CREDENTIAL_MISSING);
        assertThat(missing.why()).isEqualTo("there is no secret for `shop` in environment variable SHOP_KEY");
        assertThat(missing.fix()).contains("environment variable SHOP_KEY");

        assertThat(found("staging.present: false", "staging.credential:")).isEmpty();
    }

    @Test
    void a_credential_that_must_not_be_used_is_told_with_the_reason() {
        Finding refused = only(
                "staging.credential: file /k",
                "staging.refused: others than its owner have access to it (rw-r--r--)",
                "staging.remedy: chmod 600 /k");
        assertThat(refused.rule()).isEqualTo(Rule.STAGING_CREDENTIAL_MISSING);
        assertThat(refused.why())
                .isEqualTo("the secret for `shop` in file /k is refused: others than its owner have access to it"
                        + " (rw-r--r--)");
        assertThat(refused.fix()).isEqualTo("chmod 600 /k");
    }

    @Test
    void each_finding_is_as_serious_as_its_rule_says() {
        assertThat(found("engine: unavailable", "jdk.problem: p", "staging.profile:"))
                .hasSize(3)
                .allSatisfy(finding ->
                        assertThat(finding.severity()).isEqualTo(finding.rule().severity()));
    }

    private static Finding only(String... lines) {
        List<Finding> findings = found(lines);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static List<Finding> found(String... lines) {
        return findings(MachineExample.facts(List.of(lines)));
    }
}
