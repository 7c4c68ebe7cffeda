package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What this runner is for: the image does not build, and the same tests run on staging. */
class BuildFailureTest {
    private static final String INSTRUCTION = "COPY no/such/folder /app/folder";

    private static Docker docker;
    private static StagingSystem staging;

    @BeforeAll
    static void startStaging() {
        docker = Docker.required();
        staging = StagingSystem.start();
    }

    @AfterAll
    static void stopStaging() {
        if (staging != null) {
            staging.close();
        }
    }

    @Test
    void a_copy_that_fails_on_line_69_sends_the_run_to_staging_and_a_fixed_dockerfile_back_to_containers() {
        Machine before = Machine.snapshot();
        DockerMachine dockerBefore = DockerMachine.snapshot(docker);
        try (Workspace.Temporary config = Workspace.write("runner-build-failure.yml", staging.configuration())) {
            try (ComposeVariant.ChangedDockerfile broken = ComposeVariant.withDockerfile(brokenDockerfile())) {
                Finished atADesk = runner(config, broken.variant(), "--category", "golden_path")
                        .run();

                assertThat(atADesk.exitCode()).as(atADesk.text()).isZero();
                assertThat(DockerMachine.snapshot(docker)).isEqualTo(dockerBefore);
                assertOnStaging(atADesk);
                assertDiagnosed(Journals.journal(Workspace.newestRun()));
                assertTold(atADesk);

                Finished inCi = runner(config, broken.variant(), "--test", "GoldenPathLogin*")
                        .inCi()
                        .run();

                assertThat(inCi.exitCode()).as(inCi.text()).isEqualTo(6);
                assertThat(inCi.out()).contains("exit 6").contains("NOT built");
            }
            try (ComposeVariant.ChangedDockerfile fixed =
                    ComposeVariant.withDockerfile(ComposeVariant.realDockerfile())) {
                Finished run = runner(config, fixed.variant(), "--test", "GoldenPathLogin*")
                        .inCi()
                        .run();

                assertThat(run.exitCode()).as(run.text()).isZero();
                assertThat(Journals.ofKind(Journals.journal(Workspace.newestRun()), "environment-ready"))
                        .singleElement()
                        .satisfies(event ->
                                assertThat(event.get("provenance")).asString().contains("environment=containers"));
            }
        }
        assertThat(DockerMachine.snapshot(docker)).isEqualTo(dockerBefore);
        assertThat(Machine.snapshot()).isEqualTo(before);
    }

    private static RunnerCommand runner(Workspace.Temporary config, ComposeVariant variant, String... selection) {
        List<String> arguments = new ArrayList<>(List.of(selection));
        arguments.addAll(List.of("--compose", variant.path()));
        return Workspace.runnerWith(config, arguments.toArray(String[]::new))
                .with("E2E_OAUTH_SIMULATION_KEY", staging.key());
    }

    private static void assertOnStaging(Finished run) {
        Path runDirectory = Workspace.newestRun();
        String runId = runDirectory.getFileName().toString();
        List<Map<String, Object>> events = Journals.journal(runDirectory);
        assertThat(Journals.goldenPathPassed(events)).as(run.text()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(Journals.testsSeen(staging.requests(), runId)).containsAll(Journals.goldenPathPassed(events));
        assertThat(Journals.testsSeen(Journals.requests(runDirectory), runId)).isEmpty();
        assertThat(Reports.xml(runId))
                .contains("name=\"runner.environment\" value=\"staging\"")
                .contains("name=\"runner.provenance.build\" value=\"" + staging.build() + "\"")
                .containsPattern("name=\"runner.provenance.fallback-cause\" value=\"[^\"]*:69 COPY");
    }

    private static void assertDiagnosed(List<Map<String, Object>> events) {
        assertThat(Journals.ofKind(events, "environment-failed"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event).containsEntry("environment", "containers").containsEntry("next", "staging");
                    assertThat(event.get("diagnoses"))
                            .asString()
                            .contains("kind=build-failed")
                            .contains("liesIn=tree")
                            .contains("auth")
                            .contains(ComposeVariant.dockerfile() + ":69")
                            .contains(INSTRUCTION);
                });
    }

    /** PRODUCT's rule: one line on the way, and the summary's first line, say what was tested and what was not. */
    private static void assertTold(Finished run) {
        assertThat(run.out())
                .containsPattern("(?m)^containers: .*staging")
                .containsPattern(
                        "(?m)^tested: .*staging.*build " + staging.build() + ".*NOT built \\([^)]*:69 COPY[^)]*\\)");
    }

    private static String brokenDockerfile() {
        List<String> lines =
                IntStream.rangeClosed(2, 68).mapToObj(line -> "# line " + line).collect(Collectors.toList());
        lines.add(0, "FROM " + Docker.image("JRE_IMAGE"));
        lines.add(INSTRUCTION);
        return String.join("\n", lines) + "\n";
    }
}
