package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The commands of the reference document, verbatim but for the program's name and the configuration that says where
 * staging is. Its {@code --docker-bypass} is in {@link BypassTest}, under a tracer.
 */
class StagingRunTest {
    /** A token of the stack: a JWT, plain or as the subprotocol carries it (base64url of {@code eyJ}). */
    private static final String TOKEN = "eyJ[A-Za-z0-9_-]{10,}\\.eyJ|ZXlK[A-Za-z0-9_-]{40,}";

    private static StagingSystem staging;

    @BeforeAll
    static void startStaging() {
        staging = StagingSystem.start();
    }

    @AfterAll
    static void stopStaging() {
        staging.close();
    }

    @Test
    void staging_e2e_nightly_tests_on_staging_and_says_so_everywhere_and_the_token_nowhere() {
        Machine before = Machine.snapshot();
        try (Workspace.Temporary config = Workspace.write("runner-nightly.yml", staging.configuration())) {
            Finished run = Workspace.runnerWith(config, "--staging-e2e", "--execution-mode", "nightly")
                    .with("E2E_OAUTH_SIMULATION_KEY", staging.key())
                    .run();

            assertThat(run.exitCode()).as(run.text()).isZero();
            Path runDirectory = Workspace.newestRun();
            String runId = runDirectory.getFileName().toString();
            List<Map<String, Object>> events = Journals.journal(runDirectory);
            Set<String> goldenPath = Journals.goldenPathPassed(events);
            assertThat(goldenPath).hasSizeGreaterThanOrEqualTo(8);
            assertThat(Journals.testsSeen(staging.requests(), runId)).containsAll(goldenPath);
            assertThat(Journals.requests(runDirectory)).isEmpty();
            assertProvenance(run, events, Reports.xml(runId));
            assertThat(run.text() + Reports.everything(runId) + staging.logs())
                    .doesNotContainPattern(TOKEN)
                    .doesNotContain(staging.key());
        }
        assertThat(Machine.snapshot()).isEqualTo(before);
    }

    @Test
    void a_check_alone_tells_each_thing_and_leaves_nothing() {
        Machine before = Machine.snapshot();
        List<String> runs = runs();
        try (Workspace.Temporary config = Workspace.write("runner-check.yml", staging.configuration())) {
            Finished check = Workspace.runnerWith(config, "staging", "check")
                    .with("E2E_OAUTH_SIMULATION_KEY", staging.key())
                    .run();

            assertThat(check.exitCode()).as(check.text()).isZero();
            for (String thing : List.of("dns", "tls", "declaration", "health", "token", "accepted", "websocket")) {
                assertThat(check.out()).containsPattern("(?m)^(ok|warning) +" + thing + " ");
            }
            assertThat(check.out()).contains("build " + staging.build(), "staging netra: ready in ");
            assertThat(check.text()).doesNotContainPattern(TOKEN).doesNotContain(staging.key());
        }
        assertThat(runs()).isEqualTo(runs);
        assertThat(Machine.snapshot()).isEqualTo(before);
    }

    /** The bound of the issue, by the product's own clock: the start of a JVM is not in it. */
    @Test
    void the_checks_of_a_warm_system_take_no_longer_than_a_second_and_a_half() {
        List<Double> seconds = new ArrayList<>();
        try (Workspace.Temporary config = Workspace.write("runner-warm.yml", staging.configuration())) {
            // The first one wakes it up.
            for (int attempt = 0; attempt <= 10; attempt++) {
                Finished check = Workspace.runnerWith(config, "staging", "check", "--json")
                        .with("E2E_OAUTH_SIMULATION_KEY", staging.key())
                        .run();
                assertThat(check.exitCode()).as(check.text()).isZero();
                seconds.add(Double.parseDouble(
                        String.valueOf(Journals.parse(check.out()).get(0).get("tookSeconds"))));
            }
        }
        List<Double> warm = seconds.subList(1, seconds.size()).stream().sorted().toList();

        assertThat((warm.get(4) + warm.get(5)) / 2).as(seconds.toString()).isLessThanOrEqualTo(1.5);
    }

    @Test
    void no_docker_touches_neither_docker_nor_staging() {
        int connectionsBefore = staging.front().connections().size();
        try (Workspace.Temporary config = Workspace.write("runner-no-docker.yml", staging.configuration())) {
            Finished run = Workspace.runnerWith(config, "--no-docker", "--execution-mode", "fast_feedback")
                    .with("E2E_OAUTH_SIMULATION_KEY", staging.key())
                    .with("DOCKER_HOST", "unix:///nonexistent/engine.sock")
                    .inCi()
                    .run();

            assertThat(run.exitCode()).as(run.text()).isZero();
            List<Map<String, Object>> events = Journals.journal(Workspace.newestRun());
            assertThat(Journals.testsWith(events, "passed")).isNotEmpty().noneMatch(id -> id.contains("GoldenPath"));
            assertThat(Journals.ofKind(events, "environment-starting")).isEmpty();
            assertThat(run.out()).contains("golden_path");
        }
        assertThat(staging.front().connections()).hasSize(connectionsBefore);
    }

    private static List<String> runs() {
        String[] names = Workspace.root().resolve(".runner/runs").toFile().list();
        return names == null ? List.of() : Stream.of(names).sorted().toList();
    }

    private static void assertProvenance(Finished run, List<Map<String, Object>> events, String xml) {
        assertThat(run.out()).as("the console").contains("staging").contains(staging.build());
        assertThat(xml)
                .as("the reports")
                .contains("name=\"runner.environment\" value=\"staging\"")
                .contains("name=\"runner.provenance.build\" value=\"" + staging.build() + "\"");
        assertThat(Journals.ofKind(events, "test-finished"))
                .as("the journal")
                .isNotEmpty()
                .filteredOn(event -> String.valueOf(event.get("test")).contains("GoldenPath"))
                .allSatisfy(event -> assertThat(event.get("provenance"))
                        .asString()
                        .contains("environment=staging")
                        .contains("build=" + staging.build())
                        .doesNotContain("fallbackCause"));
    }
}
