package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine dies under a run. */
class EngineFailureTest {
    /** From the engine's death to the end of a run that has nothing more to wait for. */
    private static final Duration NO_HANG = Duration.ofSeconds(60);

    private static OwnEngine engine;

    @BeforeAll
    static void startEngine() {
        engine = OwnEngine.startWith(Docker.required(), Docker.baseImages());
    }

    @AfterAll
    static void stopEngine() {
        if (engine != null) {
            engine.close();
        }
    }

    private Machine before;
    private DockerMachine dockerBefore;

    @BeforeEach
    void look() {
        before = Machine.snapshot();
        dockerBefore = DockerMachine.snapshot(engine.docker());
    }

    /** What the run could not remove without an engine, the next one removes. */
    @AfterEach
    void the_engine_comes_back_and_the_next_run_removes_what_was_left() {
        engine.restart();

        Finished next =
                Workspace.runner("clean").with("DOCKER_HOST", engine.host()).run();

        assertThat(next.exitCode()).as(next.text()).isZero();
        assertThat(DockerMachine.snapshot(engine.docker())).isEqualTo(dockerBefore);
        assertThat(Machine.snapshot()).isEqualTo(before);
    }

    @Test
    void killed_during_start_up_it_is_a_diagnosis_and_the_run_goes_on_elsewhere() {
        try (ComposeVariant never = ComposeVariant.neverHealthy()) {
            RunningRunner running = Workspace.runner(
                            "--test",
                            "GoldenPathLogin*",
                            "--environment",
                            "auto",
                            "--compose",
                            never.path(),
                            "--output",
                            "json")
                    .with("DOCKER_HOST", engine.host())
                    .start()
                    .until(out -> never.isAtMarker());
            engine.kill();
            Finished run = running.await(NO_HANG);

            assertThat(run.exitCode()).as(run.text()).isZero();
            List<Map<String, Object>> events = Journals.parse(run.out());
            assertThat(Journals.ofKind(events, "environment-failed").get(0))
                    .containsEntry("environment", "containers")
                    .extractingByKey("diagnoses")
                    .asString()
                    .contains("liesIn=machine")
                    .doesNotContain("liesIn=tree");
            assertThat(Journals.ofKind(events, "environment-ready"))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.get("provenance")).asString().contains("environment=local"));
            assertThat(Journals.goldenPathPassed(events)).isNotEmpty();
        }
    }

    @Test
    void killed_during_tests_it_is_exit_4_and_no_test_is_blamed() {
        RunningRunner running = Workspace.runner(
                        "--category", "golden_path", "--environment", "containers", "--output", "json")
                .with("DOCKER_HOST", engine.host())
                .start()
                .until(out -> out.contains("\"kind\":\"test-finished\""));
        engine.kill();
        Finished run = running.await(NO_HANG);

        assertThat(run.exitCode()).as(run.text()).isEqualTo(4);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.testsWith(events, "infrastructure")).isNotEmpty();
        assertThat(Journals.testsWith(events, "failed")).isEmpty();
        assertThat(events.get(events.size() - 1)).containsEntry("kind", "run-finished");
    }
}
