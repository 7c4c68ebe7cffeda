package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code ./runner --execution-mode fast_feedback} where there is a Docker Engine. */
class ContainersRunTest {

    @Test
    void the_golden_path_passes_on_containers_and_nothing_is_left_of_them() {
        Docker docker = Docker.required();
        try (Bystander bystander = Bystander.start(docker)) {
            Machine before = Machine.snapshot();
            DockerMachine dockerBefore = DockerMachine.snapshot(docker);

            Finished run = Workspace.runner("--execution-mode", "fast_feedback").run();

            assertThat(run.exitCode()).as(run.text()).isZero();
            Path runDirectory = Workspace.newestRun();
            String runId = runDirectory.getFileName().toString();
            List<Map<String, Object>> events = Journals.journal(runDirectory);
            Set<String> goldenPath = Journals.goldenPathPassed(events);
            assertThat(goldenPath).hasSizeGreaterThanOrEqualTo(8);
            assertThat(Journals.testsSeen(Journals.requests(runDirectory), runId))
                    .as("every golden-path test was seen by the stack in the containers, under this run's id")
                    .containsAll(goldenPath);
            assertThat(Journals.ofKind(events, "environment-failed")).isEmpty();
            assertThat(Journals.ofKind(events, "environment-ready"))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.get("provenance")).asString().contains("environment=containers"));
            assertThat(Reports.xml(runId)).contains("name=\"runner.environment\" value=\"containers\"");
            assertThat(run.out()).contains("containers");
            assertThat(run.text() + Reports.everything(runId))
                    .as("the token, anywhere")
                    .doesNotContainPattern("eyJ[A-Za-z0-9_-]{10,}\\.eyJ");

            assertThat(bystander.isRunning()).isTrue();
            assertThat(DockerMachine.snapshot(docker)).isEqualTo(dockerBefore);
            assertThat(Machine.snapshot()).isEqualTo(before);
        }
    }
}
