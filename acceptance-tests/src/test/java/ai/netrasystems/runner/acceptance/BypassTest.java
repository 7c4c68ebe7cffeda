package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --docker-bypass}: staging instead of containers, and Docker is never touched. */
class BypassTest {
    private static final String[] BYPASS = {"--docker-bypass", "--execution-mode", "fast_feedback"};
    private static final String[] NEVER_ELSEWHERE = {
        "--docker-bypass", "--fallback", "never", "--category", "golden_path", "--output", "json"
    };
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

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
    void tests_on_staging_and_makes_not_one_call_to_an_engine(@TempDir Path folder) throws Exception {
        Machine before = Machine.snapshot();
        Path socket = folder.resolve("engine.sock");
        Path trace = folder.resolve("trace");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Workspace.Temporary config = Workspace.write("runner-bypass.yml", staging.configuration())) {
            engine.bind(UnixDomainSocketAddress.of(socket));

            Finished run = Workspace.runnerWith(config, BYPASS)
                    .with("DOCKER_HOST", "unix://" + socket)
                    .with("E2E_OAUTH_SIMULATION_KEY", staging.key())
                    .under(SystemCalls.tracingTo(trace))
                    .run();

            assertThat(run.exitCode()).as(run.text()).isZero();
            engine.configureBlocking(false);
            assertThat(engine.accept()).as("somebody who called the engine").isNull();
        }
        assertThat(SystemCalls.read(trace).toAnEngine(socket)).isEmpty();
        assertThat(SystemCalls.read(trace).toTheNetwork())
                .as("the trace shows what there was")
                .isNotEmpty();
        assertEveryGoldenPathTestWasSeenByStagingAlone(Workspace.newestRun());
        assertThat(Machine.snapshot()).isEqualTo(before);
    }

    @Test
    void a_call_to_an_engine_would_be_seen(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("engine.sock");
        Path trace = folder.resolve("trace");
        Path program = folder.resolve("docker");
        Files.writeString(program, "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
            engine.configureBlocking(false);
            try (SocketChannel caller = engine.accept()) {
                assertThat(caller).isNotNull();
            }
        }

        List<String> command = new ArrayList<>(SystemCalls.tracingTo(trace));
        command.addAll(List.of("sh", "-c", program + " ps"));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();

        assertThat(SystemCalls.read(trace).toAnEngine(socket)).hasSize(1);
    }

    @Test
    void where_nothing_listens_is_exit_4_at_once_and_no_test_runs() throws IOException {
        // Bound, so that nobody else gets the port, and never listening.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String address = "127.0.0.1:" + deaf.getLocalPort();

            assertRefused(staging.configuration(address), 4, "staging-unreachable");
        }
    }

    @Test
    void a_server_of_another_authority_is_exit_5_at_once_and_no_test_runs() {
        try (LoadBalancer impostor = staging.frontOfAnotherAuthority()) {
            assertRefused(staging.configuration(impostor.address()), 5, "staging-tls-authority");
            assertThat(impostor.connections()).isNotEmpty().noneMatch(line -> line.contains("HTTP/1.1"));
        }
    }

    @Test
    void a_system_that_never_becomes_healthy_is_exit_4_when_its_time_to_wake_up_is_over() {
        try (LoadBalancer sick = staging.unhealthyFront()) {
            assertRefused(staging.configuration(sick.address()) + "  cold-start: 1s\n", 4, "staging-unhealthy");
        }
    }

    @Test
    void without_a_credential_it_is_exit_4_and_not_one_packet_is_sent() {
        int connectionsBefore = staging.front().connections().size();
        try (Workspace.Temporary config = Workspace.write("runner-no-credential.yml", staging.configuration())) {
            Finished run = Workspace.runnerWith(config, NEVER_ELSEWHERE).run();

            assertThat(run.exitCode()).as(run.text()).isEqualTo(4);
            assertThat(run.text()).contains("E2E_OAUTH_SIMULATION_KEY");
            assertNoTestWithin(run, FIVE_SECONDS);
        }
        assertThat(staging.front().connections()).hasSize(connectionsBefore);
    }

    @Test
    void a_wrong_credential_is_exit_5_and_no_test_runs() {
        try (Workspace.Temporary config = Workspace.write("runner-wrong-credential.yml", staging.configuration())) {
            Finished run = Workspace.runnerWith(config, NEVER_ELSEWHERE)
                    .with("E2E_OAUTH_SIMULATION_KEY", "wrong-" + staging.key())
                    .run();

            assertThat(run.exitCode()).as(run.text()).isEqualTo(5);
            assertThat(run.text()).doesNotContain(staging.key());
            // Here the whole way is gone up to the login, and the system may be cold.
            assertNoTestWithin(run, FIVE_SECONDS.plus(StagingSystem.COLD_START));
        }
    }

    @Test
    void a_system_that_does_not_say_what_it_is_is_exit_5() {
        try (StagingSystem silent = StagingSystem.undeclared()) {
            assertRefused(silent.configuration(), 5, silent.key(), "staging-undeclared");
        }
    }

    @Test
    void production_is_exit_5_also_when_it_says_so_itself() {
        try (StagingSystem production = StagingSystem.declaring("production")) {
            assertRefused(production.configuration(), 5, production.key(), "staging-production");
            assertThat(production.logs()).doesNotContain("test-auth");
        }
    }

    private static void assertRefused(String configuration, int exitCode, String why) {
        assertRefused(configuration, exitCode, staging.key(), why);
    }

    private static void assertRefused(String configuration, int exitCode, String key, String why) {
        try (Workspace.Temporary config = Workspace.write("runner-refused.yml", configuration)) {
            Finished run = Workspace.runnerWith(config, NEVER_ELSEWHERE)
                    .with("E2E_OAUTH_SIMULATION_KEY", key)
                    .run();

            assertThat(run.exitCode()).as(run.text()).isEqualTo(exitCode);
            assertThat(Journals.ofKind(Journals.parse(run.out()), "environment-failed"))
                    .singleElement()
                    .satisfies(event -> assertThat(event)
                            .containsEntry("environment", "staging")
                            .doesNotContainKey("next")
                            .extractingByKey("diagnoses")
                            .asString()
                            .contains(why));
            assertNoTestWithin(run, FIVE_SECONDS);
        }
    }

    private static void assertNoTestWithin(Finished run, Duration limit) {
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.ofKind(events, "test-started")).isEmpty();
        assertThat(Journals.ofKind(events, "environment-starting"))
                .allSatisfy(event -> assertThat(event).containsEntry("environment", "staging"));
        Instant end = timeOf(Journals.ofKind(events, "run-finished"));
        Instant begin = timeOf(
                Journals.ofKind(events, "environment-starting").isEmpty()
                        ? Journals.ofKind(events, "environment-failed")
                        : Journals.ofKind(events, "environment-starting"));
        assertThat(Duration.between(begin, end)).isLessThan(limit);
    }

    private static Instant timeOf(List<Map<String, Object>> events) {
        return Instant.parse(String.valueOf(events.get(0).get("time")));
    }

    private static void assertEveryGoldenPathTestWasSeenByStagingAlone(Path runDirectory) {
        String runId = runDirectory.getFileName().toString();
        Set<String> goldenPath = Journals.goldenPathPassed(Journals.journal(runDirectory));
        assertThat(goldenPath).hasSizeGreaterThanOrEqualTo(8);
        assertThat(Journals.testsSeen(staging.requests(), runId)).containsAll(goldenPath);
        assertThat(Journals.requests(runDirectory))
                .as("requests to services that the run started itself")
                .isEmpty();
    }
}
