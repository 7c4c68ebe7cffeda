package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Wrong input and broken environments: told with file, line and remedy, and nothing runs. */
class RefusalsTest {

    private static void assertNothingStarted(Finished run) {
        assertThat(run.text()).doesNotContain("\tat ");
        assertThat(run.text()).doesNotContain("Exception");
    }

    @Test
    void an_unknown_category_is_exit_2_with_a_suggestion() {
        Finished run = Workspace.runner("--category", "smok").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
        assertThat(run.text())
                .contains("smok")
                .containsIgnoringCase("did you mean")
                .contains("smoke");
        assertNothingStarted(run);
    }

    @Test
    void a_category_that_resembles_nothing_is_exit_2_and_names_those_there_are() {
        Finished run = Workspace.runner("--category", "nosuch").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
        assertThat(run.text()).contains("nosuch").contains("golden_path");
        assertNothingStarted(run);
    }

    @Test
    void an_unknown_key_is_exit_2_with_file_line_and_suggestion() {
        String broken = Workspace.read("runner.yml").replaceFirst("(?m)^categories:", "categoris:");
        try (Workspace.Temporary file = Workspace.write("runner-unknown-key.yml", broken)) {
            Finished run = Workspace.runner(
                            "--config", file.file().getFileName().toString())
                    .run();

            assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
            int line = broken.substring(0, broken.indexOf("categoris:")).split("\n", -1).length;
            assertThat(run.text())
                    .contains("runner-unknown-key.yml:" + line)
                    .containsIgnoringCase("did you mean")
                    .contains("categories");
            assertNothingStarted(run);
        }
    }

    @Test
    void an_option_conflict_is_exit_2() {
        Finished run = Workspace.runner("--no-docker", "--environment", "local").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
        assertThat(run.text()).contains("--no-docker").contains("--environment");
        assertNothingStarted(run);
    }

    @Test
    void an_unknown_option_is_exit_2_with_a_suggestion() {
        Finished run = Workspace.runner("--execution-mod", "fast_feedback").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
        assertThat(run.text()).contains("--execution-mode");
        assertNothingStarted(run);
    }

    @Test
    void a_broken_compose_file_is_exit_2_with_its_line() {
        String broken =
                Workspace.read("docker/docker-compose.alpine-test.yml").replaceFirst("depends_on:", "depend_on:");
        try (Workspace.Temporary file = Workspace.write("docker/broken-compose.yml", broken)) {
            Finished run = Workspace.runner(
                            "--execution-mode",
                            "fast_feedback",
                            "--compose",
                            "docker/" + file.file().getFileName())
                    .run();

            assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
            int line = broken.substring(0, broken.indexOf("depend_on:")).split("\n", -1).length;
            assertThat(run.text()).contains("broken-compose.yml:" + line).contains("depends_on");
            assertNothingStarted(run);
        }
    }

    @Test
    void a_backend_that_exits_at_start_is_exit_4_with_its_last_lines_and_no_test() {
        Machine before = Machine.snapshot();
        String broken = Workspace.read("docker/docker-compose.alpine-test.yml")
                .replace("DATABASE_URL: \"postgresql://", "DATABASE_URL: \"nonsense://");
        assertThat(broken).contains("nonsense://");
        try (Workspace.Temporary file = Workspace.write("docker/exits-at-start.yml", broken)) {
            Finished run = Workspace.runner(
                            "--execution-mode",
                            "fast_feedback",
                            "--environment",
                            "local",
                            "--compose",
                            "docker/" + file.file().getFileName())
                    .run();

            assertThat(run.exitCode()).as(run.text()).isEqualTo(4);
            assertThat(run.text()).contains("DATABASE_URL");
            List<Map<String, Object>> events =
                    Journals.parse(Journals.text(Workspace.newestRun().resolve("events.jsonl")));
            assertThat(Journals.ofKind(events, "test-started")).isEmpty();
            assertThat(Journals.ofKind(events, "environment-failed")).hasSize(1);
            assertThat(Machine.snapshot()).isEqualTo(before);
        }
    }

    @Test
    void a_selection_that_matches_nothing_is_exit_3_and_starts_nothing() {
        Finished run = Workspace.runner("--test", "NoSuchTestAnywhere", "--output", "json")
                .run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(3);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.ofKind(events, "service-starting")).isEmpty();
        assertThat(Journals.ofKind(events, "worker-started")).isEmpty();
        assertThat(Journals.ofKind(events, "run-finished")).hasSize(1);
    }

    @Test
    void a_selection_that_matches_nothing_is_excused_only_on_request_and_never_called_passed() {
        Finished run = Workspace.runner("--test", "NoSuchTestAnywhere", "--no-tests", "pass", "--output", "json")
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(Journals.ofKind(Journals.parse(run.out()), "run-finished"))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("verdict", "empty"));
    }

    @Test
    void everything_skipped_is_exit_3() {
        Finished run =
                Workspace.runner("--no-docker", "--category", "golden_path").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(3);
        assertThat(run.text()).contains("--no-docker").contains("golden_path");
    }
}
