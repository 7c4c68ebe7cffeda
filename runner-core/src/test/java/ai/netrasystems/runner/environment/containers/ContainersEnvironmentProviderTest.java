package ai.netrasystems.runner.environment.containers;

import static ai.netrasystems.runner.environment.containers.ContainersFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.Diagnosis.LiesIn;
import ai.netrasystems.runner.environment.Diagnosis.Stage;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.ContainerExited;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.ContainerRefused;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.HealthFailing;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.HealthUnchecked;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.NotConfigured;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.PortNotPublished;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.StartTimeout;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.start.DependencyFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentClosed;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.ServiceReady;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@Tag("docker")
@Timeout(60)
class ContainersEnvironmentProviderTest {
    /** A web server that answers what stands in a file; healthy once it answers. */
    private static final String WEB = """
            services:
              migration:
                image: IMAGE
                command: [sh, -c, "echo migrated > /data/page; echo done"]
                volumes: ["shared:/data"]
              web:
                image: IMAGE
                command: [sh, -c, "echo begins; env; exec httpd -f -v -p 8000 -h /data"]
                ports: ["8000"]
                environment: {GREETING: "hello=you"}
                volumes: ["shared:/data"]
                depends_on: {migration: {condition: service_completed_successfully}}
                healthcheck: {test: [CMD, wget, -qO-, "http://127.0.0.1:8000/page"], interval: 200ms, retries: 50}
                mem_limit: 64m
                x-runner:
                  inject: {BACKEND_URL: "http://{host}:{port:8000}"}
              front:
                image: IMAGE
                command: [sh, -c, "wget -qO- http://web:8000/page && exec sleep 600"]
                depends_on: {web: {condition: service_healthy}}
              unrelated:
                image: no-such-image
            volumes: {shared: {}}
            """;

    private static Engine engine;

    @TempDir
    Path project;

    private Set<String> before;

    @BeforeAll
    static void makeImage() throws IOException {
        engine = ContainersFixture.engine();
        TestImage.make(engine.client(), ContainersFixture.REPOSITORY, "1");
    }

    @AfterAll
    static void removeImage() {
        if (engine != null) {
            engine.client()
                    .removeImageCmd(ContainersFixture.IMAGE)
                    .withForce(true)
                    .exec();
        }
    }

    @BeforeEach
    void look() {
        before = ContainersFixture.inventory(engine);
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(ContainersFixture.inventory(engine)).isEqualTo(before);
    }

    @Test
    void starts_what_is_needed_with_what_it_depends_on_and_removes_all_of_it() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        ProvisionOutcome.Ready ready = ContainersFixture.ready(fixture.provision(WEB, "front"));
        Map<String, String> variables = ready.environment().variables();
        try {
            assertThat(variables)
                    .containsEntry("ENVIRONMENT", "test")
                    .containsEntry("USE_STAGING_SERVICES", "false")
                    .containsEntry("DOCKER_BYPASS_MODE", "false")
                    .containsKey("BACKEND_URL");
            assertThat(variables.get("BACKEND_URL")).startsWith("http://127.0.0.1:");
            assertThat(get(variables.get("BACKEND_URL") + "/page")).isEqualTo("migrated\n");
            assertThat(ready.environment().provenance().environment()).isEqualTo(EnvironmentKind.CONTAINERS);
            assertThat(ready.environment().provenance().source()).contains("web ");
            var inspected = engine.client()
                    .inspectContainerCmd("runner-" + fixture.run + "-web")
                    .exec();
            assertThat(inspected.getHostConfig().getMemory()).isEqualTo(64L << 20);
            assertThat(inspected.getNetworkSettings().getPorts().getBindings().values())
                    .allSatisfy(bindings -> assertThat(bindings)
                            .allSatisfy(
                                    binding -> assertThat(binding.getHostIp()).isEqualTo("127.0.0.1")));
            assertThat(ready.lease().lost()).isEmpty();
        } finally {
            assertThat(ready.lease().close()).isEmpty();
        }
        assertThat(ready.lease().close()).isEmpty();
        assertThat(fixture.log("web")).contains("begins", "GREETING=hello=you", "response:200");
        assertThat(fixture.log("migration")).isEqualTo("done\n");
        assertThat(fixture.log("front")).isEqualTo("migrated\n");
        assertThat(fixture.events.stream()
                        .filter(ServiceReady.class::isInstance)
                        .map(ServiceReady.class::cast)
                        .map(event -> event.service().value()))
                .containsExactly("migration", "web", "front");
        assertThat(fixture.events)
                .filteredOn(EnvironmentClosed.class::isInstance)
                .singleElement()
                .satisfies(event ->
                        assertThat(((EnvironmentClosed) event).leftovers()).isEmpty());
    }

    @Test
    void every_line_of_a_service_is_in_its_log_when_the_lease_has_closed() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        ProvisionOutcome.Ready ready = ContainersFixture.ready(fixture.provision("""
                services:
                  web:
                    image: IMAGE
                    command: [sh, -c, "trap 'i=0; while [ $$i -lt 2000 ]; do echo line $$i; i=$$((i+1)); done; echo last; exit 0' TERM; echo up; while true; do sleep 0.1; done"]
                """, "web"));
        assertThat(ready.lease().close()).isEmpty();
        assertThat(fixture.log("web").lines())
                .hasSize(2002)
                .startsWith("up", "line 0")
                .endsWith("line 1999", "last");
    }

    @Test
    void an_exit_before_it_is_ready_tells_code_and_last_lines() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        ContainerExited exited = only(ContainerExited.class, fixture.provision("""
                services:
                  web:
                    image: IMAGE
                    command: [sh, -c, "i=0; while [ $$i -lt 60 ]; do echo line $$i; i=$$((i+1)); done; exit 3"]
                    healthcheck: {test: [CMD, "false"], interval: 30s}
                """, "web"));
        assertThat(exited.exitCode()).isEqualTo(3);
        assertThat(exited.outOfMemory()).isFalse();
        assertThat(exited.evidence()).hasSize(50).endsWith("line 59");
        assertThat(exited.stage()).isEqualTo(Stage.STARTUP);
        assertThat(exited.liesIn()).isEqualTo(LiesIn.MACHINE);
        assertThat(exited.summary()).isEqualTo("service web exited with code 3 before it was ready (line 59)");
        assertThat(exited.remedy()).contains("web.log");
    }

    @Test
    void an_exit_for_lack_of_memory_says_so() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        ContainerExited exited = only(ContainerExited.class, fixture.provision("""
                services:
                  web:
                    image: IMAGE
                    mem_limit: 6m
                    healthcheck: {test: [CMD, "false"], interval: 30s}
                    command: [sh, -c, "sleep 0.5; exec tail -c 30000000 /dev/zero"] # 20.10 misses one at the very start
                """, "web"));
        assertThat(exited.outOfMemory()).isTrue();
        assertThat(exited.summary()).contains("out of memory (limit 6 MiB)");
        assertThat(exited.remedy()).contains("mem_limit");
    }

    @Test
    void a_failing_health_check_tells_its_output() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        HealthFailing failing = only(HealthFailing.class, fixture.provision("""
                services:
                  web:
                    image: IMAGE
                    command: [sleep, "600"]
                    healthcheck: {test: [CMD-SHELL, "echo no page yet; exit 1"], interval: 100ms, retries: 2}
                """, "web"));
        assertThat(failing.evidence()).containsExactly("no page yet");
        assertThat(failing.summary())
                .isEqualTo("service web is unhealthy: CMD-SHELL echo no page yet; exit 1 fails (no page yet)");
        assertThat(failing.stage()).isEqualTo(Stage.STARTUP);
    }

    @Test
    void a_service_that_is_never_ready_ends_at_its_budget() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        fixture.serviceBudget = Duration.ofMillis(1500);
        long from = System.nanoTime();
        StartTimeout timeout = only(StartTimeout.class, fixture.provision("""
                services:
                  web:
                    image: IMAGE
                    command: [sh, -c, "echo warming up; exec sleep 600"]
                    healthcheck: {test: [CMD-SHELL, "echo cold; exit 1"], interval: 100ms, retries: 1000}
                """, "web"));
        assertThat(Duration.ofNanos(System.nanoTime() - from))
                .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(15));
        assertThat(timeout.waitedFor()).contains("its health check", "echo cold");
        assertThat(timeout.evidence()).containsExactly("warming up", "cold");
        assertThat(timeout.within()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void the_budget_of_the_environment_holds_for_each_service() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        fixture.budget = Duration.ofSeconds(2);
        StartTimeout timeout = only(StartTimeout.class, fixture.provision("""
                services:
                  job:
                    image: IMAGE
                    command: [sleep, "600"]
                  web:
                    image: IMAGE
                    command: [sleep, "600"]
                    depends_on: {job: {condition: service_completed_successfully}}
                """, "job"));
        assertThat(timeout.waitedFor()).isEqualTo("its end with exit code 0");
        assertThat(timeout.within()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void what_depends_on_a_failed_service_names_its_root() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        List<Diagnosis> causes = ContainersFixture.failed(fixture.provision("""
                services:
                  job: {image: IMAGE, command: ["false"]}
                  web:
                    image: IMAGE
                    command: [sleep, "600"]
                    depends_on: {job: {condition: service_completed_successfully}}
                  front:
                    image: IMAGE
                    command: [sleep, "600"]
                    depends_on: [web]
                """, "front"));
        assertThat(causes.get(0)).isInstanceOf(ContainerExited.class);
        assertThat(causes.subList(1, causes.size()))
                .hasSize(2)
                .allSatisfy(
                        cause -> assertThat(((DependencyFailed) cause).root()).isEqualTo(new ServiceName("job")));
    }

    @Test
    void health_that_others_wait_for_must_be_checked() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        List<Diagnosis> causes = ContainersFixture.failed(fixture.provision("""
                services:
                  web: {image: IMAGE, command: [sleep, "600"]}
                  front:
                    image: IMAGE
                    command: [sleep, "600"]
                    depends_on: {web: {condition: service_healthy}}
                """, "front"));
        assertThat(causes.get(0)).isInstanceOf(HealthUnchecked.class);
        assertThat(causes.get(0).summary()).startsWith("front waits until web is healthy");
    }

    @Test
    void a_command_that_is_not_there_is_told_in_the_engines_words() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        ContainerRefused refused = only(ContainerRefused.class, fixture.provision("""
                services:
                  web: {image: IMAGE, command: [no-such-program]}
                """, "web"));
        assertThat(refused.summary()).contains("service web could not be started", "no-such-program");
    }

    @Test
    void a_port_that_tests_want_must_be_published() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        ProvisionOutcome outcome = fixture.provision("""
                services:
                  web:
                    image: IMAGE
                    command: ["true"]
                    ports: ["8000"]
                    x-runner: {inject: {BACKEND_URL: "http://{host}:{port:8000}"}}
                  front:
                    image: IMAGE
                    command: [sleep, "600"]
                    depends_on: {web: {condition: service_completed_successfully}}
                """, "front");
        assertThat(ContainersFixture.failed(outcome)).singleElement().isInstanceOf(PortNotPublished.class);
    }

    @Test
    void a_service_without_an_image_is_not_configured() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        fixture.checked = false;
        NotConfigured missing = only(NotConfigured.class, fixture.provision("""
                services:
                  web: {command: [sleep, "600"]}
                """, "web"));
        assertThat(missing.stage()).isEqualTo(Stage.PROVIDER);
    }

    @Test
    void a_stop_during_the_start_ends_it_at_once() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<ProvisionOutcome> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                begun.complete(true);
                return fixture.provision("""
                        services:
                          web:
                            image: IMAGE
                            command: [sh, -c, "echo up; exec sleep 600"]
                            healthcheck: {test: [CMD, "false"], interval: 1s, retries: 1000}
                        """, "web");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Path log = fixture.directory.resolve("services/web.log");
        Waiting.until(Duration.ofSeconds(20), () -> log.toFile().length() > 0);
        long from = System.nanoTime();
        fixture.stop.request(StopSignal.Reason.INTERRUPTED);
        assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(ProvisionOutcome.Stopped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void kept_containers_stay_and_are_told() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        fixture.keep = true;
        ProvisionOutcome.Ready ready = ContainersFixture.ready(fixture.provision(WEB, "web"));
        try {
            assertThat(ready.lease().close()).isEmpty();
            assertThat(get(ready.environment().variables().get("BACKEND_URL") + "/page"))
                    .isEqualTo("migrated\n");
            assertThat(fixture.events)
                    .filteredOn(Noted.class::isInstance)
                    .anySatisfy(event ->
                            assertThat(((Noted) event).message()).contains("web at 127.0.0.1:", "runner clean --kept"));
        } finally {
            new RunRemoval(
                            engine.prompt(),
                            Map.of("ai.netrasystems.runner.run", fixture.run.value()),
                            System.nanoTime() + TimeUnit.SECONDS.toNanos(10))
                    .remove();
        }
    }

    private static String get(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
