package ai.netrasystems.runner.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.Diagnosis.LiesIn;
import ai.netrasystems.runner.environment.Diagnosis.Stage;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.EngineLost;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@Tag("docker")
@Timeout(90)
class EngineLossTest {
    private static final String NEVER_HEALTHY = """
            services:
              web:
                image: IMAGE
                command: [sh, -c, "echo up; exec sleep 600"]
                healthcheck: {test: [CMD, "false"], interval: 1s, retries: 1000}
            """;

    private static final String HEALTHY = """
            services:
              web:
                image: IMAGE
                command: [sleep, "600"]
                healthcheck: {test: [CMD, "true"], interval: 200ms, retries: 50}
            """;

    @TempDir
    Path project;

    @Test
    void an_engine_that_is_killed_during_the_start_is_a_diagnosis() throws Exception {
        try (PrivateEngine engine = PrivateEngine.start()) {
            ContainersFixture fixture = on(engine);
            CompletableFuture<ProvisionOutcome> outcome = begin(fixture);
            long from = System.nanoTime();
            engine.kill();
            List<Diagnosis> causes = ContainersFixture.failed(outcome.get(30, TimeUnit.SECONDS));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
            assertThat(causes).singleElement().isInstanceOf(EngineLost.class);
            assertThat(causes.get(0).stage()).isEqualTo(Stage.PROVIDER);
            assertThat(causes.get(0).liesIn()).isEqualTo(LiesIn.MACHINE);
            assertThat(causes.get(0).summary()).contains("no longer answers");
            assertThat(fixture.events)
                    .filteredOn(Noted.class::isInstance)
                    .anySatisfy(event -> assertThat(((Noted) event).message())
                            .contains("could not be removed", "ai.netrasystems.runner.run=" + fixture.run));
        }
    }

    @Test
    void a_frozen_engine_does_not_freeze_the_start_nor_a_stop() throws Exception {
        try (PrivateEngine engine = PrivateEngine.start()) {
            ContainersFixture fixture = on(engine);
            CompletableFuture<ProvisionOutcome> outcome = begin(fixture);
            engine.freeze();
            long from = System.nanoTime();
            fixture.stop.request(StopSignal.Reason.TERMINATED);
            assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(ProvisionOutcome.Stopped.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void an_engine_that_freezes_during_the_tests_is_told_and_the_lease_closes_in_time() throws Exception {
        try (PrivateEngine engine = PrivateEngine.start()) {
            ContainersFixture fixture = on(engine);
            ProvisionOutcome.Ready ready = ContainersFixture.ready(fixture.provision(HEALTHY, "web"));
            assertThat(ready.lease().lost()).isEmpty();
            engine.freeze();
            assertThat(ready.lease().lost())
                    .hasValueSatisfying(lost -> assertThat(lost).isInstanceOf(EngineLost.class));
            long from = System.nanoTime();
            assertThat(ready.lease().close()).singleElement().asString().contains("the engine does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private ContainersFixture on(PrivateEngine engine) throws IOException {
        TestImage.make(engine.connect().client(), ContainersFixture.REPOSITORY, "1");
        ContainersFixture fixture = new ContainersFixture(project);
        fixture.variables.putAll(engine.variables());
        return fixture;
    }

    /** Returns once the service runs. */
    private static CompletableFuture<ProvisionOutcome> begin(ContainersFixture fixture) {
        CompletableFuture<ProvisionOutcome> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                return fixture.provision(NEVER_HEALTHY, "web");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Path log = fixture.directory.resolve("services/web.log");
        Waiting.until(
                Duration.ofSeconds(30), () -> outcome.isDone() || log.toFile().length() > 0);
        return outcome;
    }
}
