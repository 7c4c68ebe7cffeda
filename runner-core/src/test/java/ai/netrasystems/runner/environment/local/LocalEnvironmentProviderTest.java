package ai.netrasystems.runner.environment.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.environment.process.ProcessIdentity;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.event.RunEvent.EnvironmentClosed;
import ai.netrasystems.runner.event.RunEvent.ServiceReady;
import ai.netrasystems.runner.event.RunEvent.ServiceStarting;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalEnvironmentProviderTest {
    private static final String STUB = "[java, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -Xmx32m, -cp, CLASSES,"
            + " ai.netrasystems.runner.environment.local.StubService]";

    private static final String STACK = """
            services:
              migration:
                build: .
                x-runner:
                  local: {command: [sh, -c, "echo migrated > migrated.txt"], ready: {exit: 0}}
              auth:
                build: .
                x-runner:
                  inject: {AUTH_SERVICE_URL: "http://{host}:{port:8081}"}
                  token: {endpoint: "http://{host}:{port:8081}/auth"}
                  local: {command: STUB, environment: {PORT: "{port:8081}"}, ready: {http: /health}}
              backend:
                build: .
                depends_on:
                  migration: {condition: service_completed_successfully}
                  auth: {condition: service_healthy}
                x-runner:
                  inject: {BACKEND_URL: "http://{host}:{port:8000}"}
                  local:
                    command: STUB
                    environment: {PORT: "{port:8000}", AUTH: "http://{host:auth}:{port:auth:8081}"}
                    ready: {http: /health}
              unrelated:
                x-runner:
                  local: {command: [no-such-program], ready: {exit: 0}}
            """.replace("STUB", STUB);

    @TempDir
    Path project;

    @Test
    void starts_what_is_needed_with_what_it_depends_on_and_ends_all_of_it() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        fixture.variables.put("BACKEND_URL", "https://prod.example");
        ProvisionOutcome.Ready ready = LocalFixture.ready(fixture.provision(STACK, "backend"));
        Map<String, String> variables = ready.environment().variables();
        try {
            assertThat(variables)
                    .containsEntry("ENVIRONMENT", "local")
                    .containsEntry("USE_STAGING_SERVICES", "false")
                    .containsEntry("DOCKER_BYPASS_MODE", "false")
                    .containsEntry("BYPASS_STAGING_HEALTH_CHECK", "false")
                    .containsEntry("WEBSOCKET_SUBPROTOCOLS", "jwt-auth,e2e-testing")
                    .containsKeys("BACKEND_URL", "AUTH_SERVICE_URL")
                    .doesNotContainKeys("E2E_AUTH_TOKEN", "E2E_AUTH_TOKEN_FILE", "E2E_OAUTH_SIMULATION_KEY");
            String backend = variables.get("BACKEND_URL");
            assertThat(get(backend + "/env/AUTH")).isEqualTo(variables.get("AUTH_SERVICE_URL"));
            assertThat(get(backend + "/env/RUNNER_RUN_ID")).isEqualTo(fixture.run.value());
            assertThat(get(backend + "/env/BACKEND_URL")).isEmpty();
            assertThat(get(backend + "/env/E2E_OAUTH_SIMULATION_KEY")).isEmpty();
            assertThat(get(variables.get("AUTH_SERVICE_URL") + "/env/E2E_OAUTH_SIMULATION_KEY"))
                    .hasSizeGreaterThan(40);
            assertThat(project.resolve("migrated.txt")).hasContent("migrated");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(fixture.directory.resolve("services/auth.log"))))
                    .isEqualTo("rw-------");
            assertThat(readyServices(fixture)).endsWith("backend").containsOnlyOnce("auth", "migration", "backend");
        } finally {
            assertThat(ready.lease().close()).isEmpty();
        }
        assertThat(ready.lease().close()).isEmpty();
        fixture.assertNothingIsLeft();
        assertThat(fixture.events)
                .filteredOn(EnvironmentClosed.class::isInstance)
                .hasSize(1);
        assertThat(fixture.events)
                .filteredOn(ServiceStarting.class::isInstance)
                .noneMatch(event -> event.toString().contains("unrelated"));
    }

    @Test
    void keeps_the_token_fresh_in_a_file_for_its_owner_alone() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        ProvisionOutcome.Ready ready = LocalFixture.ready(fixture.provision(STACK, "auth"));
        Path file;
        try {
            Map<String, Secret> secrets =
                    ready.environment().secrets().forWorker(1).variables();
            assertThat(reveal(secrets, "E2E_AUTH_TOKEN")).isEqualTo("stub-token-1");
            file = Path.of(reveal(secrets, "E2E_AUTH_TOKEN_FILE"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (Files.readString(file).equals("stub-token-1") && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(Files.readString(file)).startsWith("stub-token-").isNotEqualTo("stub-token-1");
        } finally {
            assertThat(ready.lease().close()).isEmpty();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void a_rejected_bypass_key_is_a_diagnosis() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        String refusing = STACK.replace("{PORT: \"{port:8081}\"}", "{PORT: \"{port:8081}\", STUB_REFUSE: x}");
        Diagnosis diagnosis = onlyDiagnosis(fixture.provision(refusing, "auth"));
        assertThat(diagnosis.kind()).isEqualTo("token-refused");
        assertThat(diagnosis.summary()).contains("401").contains("the bypass key is rejected");
        fixture.assertNothingIsLeft();
    }

    @Test
    void a_process_that_cannot_be_written_down_is_ended() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        Files.createDirectories(fixture.directory.resolve("processes"));
        Diagnosis diagnosis = onlyDiagnosis(fixture.provision(STACK, "auth"));
        assertThat(diagnosis.kind()).isEqualTo("service-not-started");
        assertThat(diagnosis.summary()).contains("processes");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!marked(fixture).isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(marked(fixture)).isEmpty();
    }

    @Test
    void a_foreign_service_that_is_killed_under_the_tests_is_a_loss_and_one_that_is_built_here_is_none()
            throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        String stack = """
                services:
                  db:
                    x-runner:
                      inject: {DATABASE_URL: "http://{host}:{port:5432}"}
                      local: {command: STUB, environment: {PORT: "{port:5432}"}, ready: {http: /health}}
                  app:
                    build: .
                    depends_on: {db: {condition: service_healthy}}
                    x-runner:
                      inject: {BACKEND_URL: "http://{host}:{port:8000}"}
                      local: {command: STUB, environment: {PORT: "{port:8000}"}, ready: {http: /health}}
                """.replace("STUB", STUB);
        ProvisionOutcome.Ready ready = LocalFixture.ready(fixture.provision(stack, "app"));
        EnvironmentLease lease = ready.lease();
        Evidence evidence = new Evidence(Set.of(), Set.of(), true);
        Map<String, String> variables = ready.environment().variables();
        try {
            assertThat(lease.probe(evidence)).isEmpty();
            kill(fixture, variables.get("BACKEND_URL"));
            assertThat(lease.probe(evidence)).isEmpty();
            assertThat(lease.gone()).isEmpty();

            kill(fixture, variables.get("DATABASE_URL"));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (lease.gone().isEmpty() && System.nanoTime() < deadline) {
                Thread.onSpinWait(); // the parent hears of the end a moment later
            }
            assertThat(lease.probe(evidence)).hasValueSatisfying(loss -> {
                assertThat(loss.kind()).isEqualTo("service-lost");
                assertThat(loss.summary()).isEqualTo("service db ended under the tests with code 137");
                assertThat(loss.liesIn()).isEqualTo(Diagnosis.LiesIn.MACHINE);
                assertThat(loss.remedy()).contains("db.log");
            });
            assertThat(lease.gone()).isPresent();
            assertThat(lease.lost()).isEmpty();
        } finally {
            lease.close();
        }
        assertThat(lease.probe(evidence)).isEmpty();
    }

    /** The process that was given that port, and waits for its end. */
    private static void kill(LocalFixture fixture, @Nullable String url) throws Exception {
        String port = String.valueOf(URI.create(String.valueOf(url)).getPort());
        ProcessHandle victim = fixture.host.withVariable("PORT", port).stream()
                .map(process -> ProcessHandle.of(process.pid()).orElseThrow())
                .findFirst()
                .orElseThrow();
        victim.destroyForcibly();
        victim.onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_service_that_exits_at_start_shows_its_code_and_last_log_lines() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        String broken = """
                services:
                  db:
                    x-runner:
                      local:
                        command: [sh, -c, "for i in $$(seq 60); do echo line $$i; done; echo port {port:1} >&2; exit 7"]
                        ready: {tcp: 1}
                  app:
                    build: .
                    depends_on: {db: {condition: service_healthy}}
                    x-runner: {local: {command: [sh, -c, "touch app-ran"], ready: {exit: 0}}}
                """;
        List<Diagnosis> diagnoses =
                LocalFixture.failed(fixture.provision(broken, "app")).diagnoses();
        assertThat(diagnoses).extracting(Diagnosis::kind).containsExactly("service-exited", "dependency-failed");
        assertThat(diagnoses.get(0).summary()).contains("service db exited with code 7");
        assertThat(diagnoses.get(0).evidence()).hasSize(50).contains("line 60").doesNotContain("line 10");
        assertThat(diagnoses).extracting(Diagnosis::liesIn).containsOnly(Diagnosis.LiesIn.MACHINE);
        assertThat(project.resolve("app-ran")).doesNotExist();
        fixture.assertNothingIsLeft();
    }

    @Test
    void a_service_that_is_built_here_fails_because_of_the_tree() throws Exception {
        String broken =
                "services: {app: {build: ., x-runner: {local: {command: [sh, -c, 'exit 3'], ready: {exit: 0}}}}}";
        Diagnosis diagnosis = onlyDiagnosis(new LocalFixture(project).provision(broken, "app"));
        assertThat(diagnosis.liesIn()).isEqualTo(Diagnosis.LiesIn.TREE);
    }

    @Test
    void a_service_that_never_gets_ready_says_what_was_waited_for() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        fixture.budget = Duration.ofMillis(1500);
        String slow = STACK.replace("{PORT: \"{port:8081}\"}", "{PORT: \"{port:8081}\", STUB_STATUS: \"503\"}");
        long from = System.nanoTime();
        Diagnosis diagnosis = onlyDiagnosis(fixture.provision(slow, "auth"));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        assertThat(diagnosis.kind()).isEqualTo("service-never-ready");
        assertThat(diagnosis.summary()).contains("/health to answer 2xx");
        fixture.assertNothingIsLeft();
    }

    @Test
    void an_unknown_program_and_a_missing_directory_are_diagnoses() throws Exception {
        assertThat(onlyDiagnosis(new LocalFixture(project).provision(STACK, "unrelated"))
                        .summary())
                .isEqualTo("service unrelated: there is no program `no-such-program`");
        String nowhere =
                "services: {a: {x-runner: {local: {command: [sh, -c, x], directory: no/where, ready: {exit: 0}}}}}";
        assertThat(onlyDiagnosis(new LocalFixture(project).provision(nowhere, "a"))
                        .kind())
                .isEqualTo("service-not-started");
    }

    @Test
    void a_taken_port_is_told_apart_from_other_exits() throws Exception {
        String clash = """
                services:
                  one:
                    x-runner:
                      local:
                        command: [sh, -c, 'echo "java.net.BindException: Address already in use {port:1}"; exit 1']
                        ready: {tcp: 1}
                """;
        assertThat(onlyDiagnosis(new LocalFixture(project).provision(clash, "one"))
                        .kind())
                .isEqualTo("port-taken");
    }

    @Test
    void a_needed_service_without_a_local_start_is_not_configured() throws Exception {
        String image =
                "services: {app: {depends_on: [queue], x-runner: {local: {command: [sh, -c, x], ready: {exit: 0}}}},"
                        + " queue: {image: q}}";
        LocalFixture fixture = new LocalFixture(project);
        Diagnosis diagnosis = onlyDiagnosis(fixture.provision(image, "app"));
        assertThat(diagnosis.kind()).isEqualTo("not-configured");
        assertThat(diagnosis.stage()).isEqualTo(Diagnosis.Stage.PROVIDER);
        assertThat(diagnosis.summary()).contains("queue has no x-runner.local");
        assertThat(fixture.running()).isEmpty();
    }

    @Test
    void a_stop_during_the_start_ends_everything_at_once() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        String endless = """
                services:
                  stubborn:
                    x-runner:
                      local:
                        command: [sh, -c, "trap '' TERM; echo {port:1}; touch running; while :; do sleep 1; done"]
                        ready: {tcp: 1}
                  later:
                    depends_on: {stubborn: {condition: service_healthy}}
                    x-runner: {local: {command: [sh, -c, "touch later"], ready: {exit: 0}}}
                """;
        CompletableFuture<ProvisionOutcome> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                outcome.complete(fixture.provision(endless, "later"));
            } catch (IOException | RuntimeException failure) {
                outcome.completeExceptionally(failure);
            }
        });
        thread.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(project.resolve("running")) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        long from = System.nanoTime();
        fixture.stop.request(StopSignal.Reason.INTERRUPTED);
        boolean stopped = outcome.get(20, TimeUnit.SECONDS).fold(ready -> false, failed -> false, () -> true);
        assertThat(stopped).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(4));
        assertThat(project.resolve("later")).doesNotExist();
        fixture.assertNothingIsLeft();
    }

    @Test
    void a_service_started_and_one_ready_are_different_conditions() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        String started = """
                services:
                  first:
                    x-runner:
                      local:
                        command: [sh, -c, "while [ ! -e second-ran ]; do sleep 0.05; done"]
                        ready: {exit: 0}
                  second:
                    depends_on: [first]
                    x-runner: {local: {command: [sh, -c, "touch second-ran"], ready: {exit: 0}}}
                """;
        ProvisionOutcome.Ready ready = LocalFixture.ready(fixture.provision(started, "second"));
        assertThat(ready.lease().close()).isEmpty();
        assertThat(project.resolve("second-ran")).exists();
    }

    private static String reveal(Map<String, Secret> secrets, String name) {
        return Optional.ofNullable(secrets.get(name)).orElseThrow().reveal();
    }

    private static List<String> readyServices(LocalFixture fixture) {
        return fixture.events.stream()
                .filter(ServiceReady.class::isInstance)
                .map(event -> ((ServiceReady) event).service())
                .map(ServiceName::value)
                .toList();
    }

    private static Diagnosis onlyDiagnosis(ProvisionOutcome outcome) {
        List<Diagnosis> diagnoses = LocalFixture.failed(outcome).diagnoses();
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0);
    }

    private static Set<ProcessIdentity> marked(LocalFixture fixture) {
        return fixture.host.withVariable(ProcessLedger.MARKER, fixture.run.value());
    }

    private static String get(String url) throws IOException {
        try (InputStream body = URI.create(url).toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
