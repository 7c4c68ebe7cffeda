package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code ./runner --execution-mode fast_feedback} on a machine with a JDK and nothing else. */
class GoldenPathRunTest {

    @Test
    void the_golden_path_passes_on_local_services_and_the_stack_itself_is_the_witness() {
        Machine before = Machine.snapshot();

        Finished run = Workspace.runner(
                        "--execution-mode", "fast_feedback", "--environment", "local", "--output", "json")
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        List<Map<String, Object>> events = Journals.parse(run.out());
        Set<String> goldenPath = Journals.goldenPathPassed(events);
        assertThat(goldenPath).hasSizeGreaterThanOrEqualTo(8);

        String runId = String.valueOf(events.get(0).get("run"));
        Path runDirectory = Workspace.run(runId);
        assertThat(Journals.testsSeen(Journals.requests(runDirectory), runId))
                .as("every golden-path test was seen by the stack, under this run's id")
                .containsAll(goldenPath);

        String reports = Reports.xml(runId);
        assertThat(reports).contains("GoldenPath").contains(runId).contains("\"local\"");
        assertThat(Journals.ofKind(events, "environment-ready"))
                .singleElement()
                .satisfies(event -> assertThat(event.toString()).contains("local"));
        assertThat(Machine.snapshot()).isEqualTo(before);
    }

    @Test
    void the_result_is_the_same_in_ci() {
        Finished run = Workspace.runner(
                        "--execution-mode", "fast_feedback", "--environment", "local", "--output", "plain")
                .inCi()
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.out()).contains("local");
    }

    @Test
    void without_services_smoke_and_unit_run_and_the_summary_names_the_golden_path_as_not_run() {
        Machine before = Machine.snapshot();

        Finished run = Workspace.runner("--no-docker", "--execution-mode", "fast_feedback")
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.out()).contains("--no-docker").contains("golden_path");
        List<Map<String, Object>> events =
                Journals.parse(Journals.text(Workspace.newestRun().resolve("events.jsonl")));
        assertThat(Journals.testsWith(events, "passed")).isNotEmpty().noneMatch(id -> id.contains("GoldenPath"));
        assertThat(Journals.testsWith(events, "skipped")).anyMatch(id -> id.contains("GoldenPath"));
        assertThat(Journals.ofKind(events, "service-starting")).isEmpty();
        assertThat(Machine.snapshot()).isEqualTo(before);
    }

    @Test
    void an_inherited_url_is_seen_by_no_test_and_the_token_is_in_no_report_or_log() {
        Finished run = Workspace.runner("--category", "golden_path", "--environment", "local", "--output", "json")
                .with("BACKEND_URL", "https://prod.example")
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        List<Map<String, Object>> events = Journals.parse(run.out());
        String runId = String.valueOf(events.get(0).get("run"));
        assertThat(Journals.ofKind(events, "noted").toString()).contains("BACKEND_URL");
        String everything = run.text()
                + Reports.xml(runId)
                + Journals.text(Workspace.root().resolve(".runner/runs/" + runId + "/events.jsonl"));
        assertThat(everything).doesNotContainPattern("eyJ[A-Za-z0-9_-]{10,}\\.eyJ");
        assertThat(Journals.requests(Workspace.run(runId))).isNotEmpty();
        assertThat(Reports.xml(runId)).doesNotContain("https://prod.example");
    }
}
