package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.environment.evidence.NetworkRecord;
import ai.netrasystems.runner.event.RunEvent.EntriesReported;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured.Stream;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhatTestsSeeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void variables_come_three_ways_and_secrets_as_environment_variables_only(String junit) {
        Fixture fixture = new Fixture(junit, folder, "Probe");
        fixture.environment =
                environment(Set.of()).withJvmArguments(List.of("-Dfrom.environment=told", "-Dfrom.build=no"));
        fixture.systemProperties = Map.of("from.build", "too");
        Map<String, String> inherited = new HashMap<>(System.getenv());
        inherited.put("BACKEND_URL", "https://prod.example");
        inherited.put("FRONTEND_URL", "https://prod.example");
        fixture.inherited = inherited;
        fixture.removed = Set.of("BACKEND_URL", "FRONTEND_URL");

        fixture.run();

        Map<String, String> seen = new HashMap<>();
        fixture.events.of(EntriesReported.class).forEach(event -> seen.putAll(event.entries()));
        assertThat(seen)
                .contains(
                        entry("environment", "http://127.0.0.1:1"),
                        entry("network", NetworkRecord.directory(folder).toString()),
                        entry("property", "http://127.0.0.1:1"),
                        entry("parameter", "http://127.0.0.1:1"),
                        entry("token", "s3cret-token"),
                        entry("leaked", "false"),
                        entry("removed", "null"),
                        entry("build", "yestoo"),
                        entry("jvm", "told"),
                        entry("run", "run-1 app"),
                        entry("stdin", "-1"));
    }

    @Test
    void text_belongs_to_the_test_that_wrote_it() {
        Fixture fixture = new Fixture("6.1.3", folder, "Talks");

        fixture.run();

        assertThat(fixture.events.output("Talks#a_says()", Stream.OUT)).isEqualTo("a-out \u00fc\na-thread\n");
        assertThat(fixture.events.output("Talks#a_says()", Stream.ERR)).isEqualTo("a-err\n");
        assertThat(fixture.events.output("Talks#b_says()", Stream.OUT)).isEqualTo("b-out");
    }

    @Test
    void what_is_written_past_javas_streams_is_the_workers_and_no_tests() {
        Fixture fixture = new Fixture("6.1.3", folder, "Talks");

        fixture.run();

        assertThat(fixture.events.output("Talks#c_writes_raw()", Stream.OUT)).isEmpty();
        assertThat(fixture.events.output("Talks#c_writes_raw()", Stream.ERR)).isEmpty();
        assertThat(fixture.events.outputOfWorker("worker-1", Stream.OUT)).isEqualTo("c-raw\n");
        assertThat(fixture.events.outputOfWorker("worker-1", Stream.ERR)).isEqualTo("c-child\n");
    }

    @Test
    void tests_whose_service_is_not_there_never_reach_the_engine() {
        Fixture fixture = new Fixture("6.1.3", folder, "Needs");
        fixture.planned = Set.of(new ServiceName("postgres"), new ServiceName("redis"));
        fixture.environment = environment(Set.of(new ServiceName("redis")));

        fixture.run();

        assertThat(fixture.events.outcomes())
                .containsOnly(
                        entry("Needs#postgres()", "passed"),
                        entry("Needs#nothing()", "passed"),
                        entry("Needs#redis()", "skipped"),
                        entry("Needs#surprise()", "infrastructure"));
        assertThat(fixture.events.finished("Needs#redis()").reason()).contains("local offers no redis");
        assertThat(fixture.events.finished("Needs#surprise()").reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("declare it in `services`"));
        assertThat(fixture.events.of(TestStarted.class)).hasSize(2);
    }

    @Test
    void tests_with_a_tag_that_the_environment_refuses_never_reach_the_engine() {
        Fixture fixture = new Fixture("6.1.3", folder, "Needs");
        fixture.planned = Set.of(new ServiceName("postgres"), new ServiceName("redis"));
        RunningEnvironment plain = environment(Set.of());
        fixture.environment = new RunningEnvironment(
                plain.provenance(),
                plain.variables(),
                plain.secrets(),
                Set.of(),
                Map.of("service:redis", "tagged service:redis: not here"));

        fixture.run();

        assertThat(fixture.events.outcomes())
                .contains(entry("Needs#postgres()", "passed"), entry("Needs#redis()", "skipped"));
        assertThat(fixture.events.finished("Needs#redis()").reason()).contains("tagged service:redis: not here");
    }

    @Test
    void without_services_what_needs_one_is_skipped() {
        Fixture fixture = new Fixture("5.8.2", folder, "Needs");
        fixture.servicesForbidden = true;

        fixture.run();

        assertThat(fixture.events.outcomes())
                .contains(entry("Needs#nothing()", "passed"), entry("Needs#surprise()", "skipped"));
        assertThat(fixture.events.finished("Needs#postgres()").reason()).contains("--no-docker");
        assertThat(fixture.events.of(TestStarted.class)).hasSize(1);
    }

    private static RunningEnvironment environment(Set<ServiceName> missing) {
        Provenance provenance =
                new Provenance(EnvironmentKind.LOCAL, "local processes", Optional.empty(), Optional.empty());
        return new RunningEnvironment(
                provenance,
                Map.of("BACKEND_URL", "http://127.0.0.1:1"),
                Map.of("E2E_AUTH_TOKEN", new Secret("s3cret-token")),
                missing);
    }
}
