package ai.netrasystems.runner.doctor.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ComposeRulesTest {
    private static final long GIB = 1L << 30;

    @TempDir
    Path project;

    @Test
    void nothing_is_said_of_a_file_that_is_right() throws IOException {
        assertThat(lines("""
                services:
                  db:
                    image: postgres:18-alpine
                    mem_limit: 1g
                    healthcheck: {test: pg_isready}
                  app:
                    image: x
                    ports: ["8080:80", "8081:80"]
                    depends_on: {db: {condition: service_healthy}}
                """)).isEmpty();
    }

    @Test
    void what_the_runner_does_not_do_is_one_finding_for_each_service() throws IOException {
        assertThat(lines("""
                services:
                  a:
                    image: x
                    ipc: host
                    devices: [/dev/null]
                  b: {image: x, pid: host}
                """))
                .containsExactly(
                        "4 compose-unsupported: service `a` has what the runner does not do on containers:"
                                + " `ipc`, `devices`",
                        "6 compose-unsupported: service `b` has what the runner does not do on containers: `pid`");
    }

    @Test
    void a_file_that_completes_another_may_lack_what_that_one_has() throws IOException {
        String text = "services: {app: {depends_on: [db], volumes: [\"data:/x\"]}}\n";

        assertThat(lines(text)).hasSize(3).allMatch(line -> line.startsWith("1 compose-invalid: "));
        assertThat(findings(text, ComposeRole.BESIDE)).isEmpty();
    }

    @Test
    void what_a_variable_makes_wrong_is_put_right_by_the_variable() throws IOException {
        List<Finding> findings =
                findings("services:\n  app:\n    image: x\n    volumes: [\"${DATA}:/x\"]\n", ComposeRole.ALONE);

        assertThat(findings).extracting(Finding::rule).containsExactly(Rule.COMPOSE_INVALID);
        assertThat(findings).extracting(Finding::fix).containsExactly("set `DATA`, which stands there and is not set");
    }

    @ParameterizedTest
    @CsvSource({
        "8080:80, 8080:81, true",
        "127.0.0.1:8080:80, 8080:80, true",
        "127.0.0.1:8080:80, '[::]:8080:80', true",
        "8000-8010:1-11, 8010:80, true",
        "127.0.0.1:8080:80, 127.0.0.2:8080:80, false",
        "8080:80/udp, 8080:80/tcp, false",
        "8000-8009:1-10, 8010:80, false",
        "8080-8090:80, 8080:80, false",
        "80, 80, false",
    })
    void ports_clash_where_they_are_the_same_on_one_address(String one, String other, boolean clash)
            throws IOException {
        String text =
                "services:\n  a: {image: x, ports: [\"" + one + "\"]}\n  b: {image: x, ports: [\"" + other + "\"]}\n";

        assertThat(findings(text, ComposeRole.ALONE).stream()
                        .map(Finding::rule)
                        .filter(Rule.COMPOSE_PORT_CLASH::equals))
                .hasSize(clash ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"'', '', true", "x, x, true", "'x,y', 'y', true", "x, y, false", "'', x, false"})
    void ports_clash_where_both_start_together(String one, String other, boolean clash) throws IOException {
        String text = "services:\n  a: {image: x, ports: [\"80:80\"], profiles: [" + one
                + "]}\n  b: {image: x, ports: [\"80:80\"], profiles: [" + other + "]}\n";

        assertThat(lines(text)).hasSize(clash ? 1 : 0);
    }

    @Test
    void one_service_that_publishes_a_port_twice_clashes_with_itself() throws IOException {
        assertThat(lines("services: {a: {image: x, ports: [\"80:80\", \"80:80\"]}}\n"))
                .isEmpty();
        assertThat(lines("services: {a: {image: x, ports: [\"80:80\", \"80:81\"]}}\n"))
                .containsExactly("1 compose-port-clash: service `a` publishes `80` twice, in line 1 as `80`");
    }

    @Test
    void who_waits_for_a_service_wants_a_health_check() throws IOException {
        assertThat(lines("""
                services:
                  awaited: {image: x}
                  healthy: {image: x, healthcheck: {disable: true}}
                  waiting: {image: x, depends_on: {healthy: {condition: service_healthy}}}
                  injected: {image: x, ports: ["80"], x-runner: {inject: {A: "{port:80}"}}}
                  started: {image: x}
                  other: {image: x, depends_on: [started]}
                """))
                .containsExactly(
                        "2 compose-health-missing: tests wait for service `awaited`, and it has no `healthcheck`"
                                + " (its image may have one, which can't be known here)",
                        "3 compose-health-missing: service `waiting` waits until `healthy` is healthy, and its"
                                + " `healthcheck` is disabled",
                        "5 compose-health-missing: tests wait for service `injected`, and it has no `healthcheck`"
                                + " (its image may have one, which can't be known here)");
    }

    @Test
    void a_job_and_a_service_that_only_runs_locally_need_none() throws IOException {
        assertThat(lines("""
                services:
                  awaited: {image: x}
                  app: {image: x, depends_on: {awaited: {condition: service_completed_successfully}}}
                """)).isEmpty();
        assertThat(lines("services: {awaited: {x-runner: {local: {embedded: postgres}}}}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'FROM x AS base\nHEALTHCHECK CMD y\nFROM base AS app\nFROM x AS other\n', app, true",
        "'FROM x AS base\nHEALTHCHECK CMD y\nFROM base AS app\nFROM x AS other\n', other, false",
        "'FROM x AS base\nHEALTHCHECK CMD y\nFROM base AS app\nHEALTHCHECK NONE\n', app, false",
    })
    void the_health_check_of_the_stage_that_is_built_counts(String dockerfile, String target, boolean has)
            throws IOException {
        Files.writeString(project.resolve("Dockerfile"), dockerfile);

        assertThat(lines("services: {awaited: {build: {context: ., target: " + target + "}}}\n"))
                .hasSize(has ? 0 : 1);
    }

    @Test
    void limits_exceed_the_machine_alone_or_together() throws IOException {
        assertThat(lines("""
                services:
                  a: {image: x, mem_limit: 5g}
                  b: {image: x, mem_limit: 512m}
                """))
                .containsExactly("2 compose-memory: service `a` may take 5.0 GiB, and the machine has 4.0 GiB");
        assertThat(lines("""
                services:
                  a: {image: x, mem_limit: 2g}
                  b: {image: x, deploy: {resources: {limits: {memory: 3g}}}}
                """))
                .containsExactly("3 compose-memory: 2 services may take 5.0 GiB together, `b` the most with 3.0 GiB,"
                        + " and the machine has 4.0 GiB");
        assertThat(lines("""
                services:
                  a: {image: x, mem_limit: 2g}
                  b: {image: x, mem_limit: 2g}
                  c: {image: x, mem_limit: 2g, profiles: [more]}
                """)).isEmpty();
    }

    private List<String> lines(String text) throws IOException {
        return findings(text, ComposeRole.ALONE).stream()
                .map(finding -> finding.where().orElseThrow().line() + " "
                        + finding.rule().id() + ": " + finding.why())
                .toList();
    }

    /** All but `version`, which has examples of its own. */
    private List<Finding> findings(String text, ComposeRole role) throws IOException {
        Path file = Files.writeString(project.resolve("compose.yaml"), text);
        ComposeRules rules =
                new ComposeRules(new References(project), Set.of(new ServiceName("awaited")), OptionalLong.of(4 * GIB));
        return rules.findings(new SurveyedCompose(new ComposeReader(Map.of()).survey(file), role)).stream()
                .filter(finding -> finding.rule() != Rule.COMPOSE_VERSION_MISSING)
                .toList();
    }
}
