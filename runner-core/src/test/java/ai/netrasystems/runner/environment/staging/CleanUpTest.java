package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.cleanup.CleanUps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tests leave on staging goes, whoever died. */
@Timeout(90)
class CleanUpTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("the tests' own");
    private static final SSLContext TLS = AUTHORITY.server(StandIn.SITE, StandIn.SOCKETS);

    @TempDir
    Path project;

    private StandIn standIn;
    private StagingFixture run;

    @BeforeEach
    void open() throws IOException {
        standIn = new StandIn(TLS.getServerSocketFactory());
        run = newRun();
    }

    @AfterEach
    void close() throws IOException {
        standIn.close();
    }

    @Test
    void what_a_killed_test_jvm_asked_for_is_carried_out_by_the_controller_the_newest_first() throws Exception {
        gone("/threads/1", "/threads/2");
        ProvisionOutcome.Ready ready = run.ready();
        RegistersAndDies.run(ready.environment().variables(), "", "/threads/1", "/threads/2?force=1");
        assertNoTokenIn(cleanUpFiles());
        assertThat(deletes()).isEmpty();

        ready.lease().close();

        assertThat(deletes()).extracting(StandIn.Exchange::target).containsExactly("/threads/2?force=1", "/threads/1");
        assertThat(deletes()).allSatisfy(exchange -> {
            assertThat(exchange.header("authorization")).isEqualTo("Bearer " + StandIn.TOKEN);
            assertThat(exchange.header("x-test-run-id")).isEqualTo(run.run.value());
            assertThat(exchange.header("x-test-id")).isEqualTo(".%3Aa.B%23m%28int%29");
            assertThat(exchange.header("x-test-clean-up")).matches("[0-9a-f-]{36}");
        });
        assertThat(cleanUpFiles()).isEmpty();
        assertThat(run.notes()).contains("cleaned up on staging: 2 of 2");
    }

    @Test
    void what_a_killed_controller_left_is_carried_out_by_the_next_run() throws Exception {
        gone("/threads/1");
        String killed = project.resolve(".runner/runs/killed").toString();
        RegistersAndDies.run(
                Map.of(
                        "ENVIRONMENT",
                        "staging",
                        "BACKEND_URL",
                        "https://" + StandIn.SITE,
                        CleanUps.VARIABLE,
                        new CleanUpFiles(Path.of(killed), "netra").directory().toString()),
                killed,
                "/threads/1");

        ProvisionOutcome.Ready ready = run.ready();

        assertThat(deletes())
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.target()).isEqualTo("/threads/1"));
        ready.lease().close();
        assertThat(deletes()).hasSize(1);
        assertThat(cleanUpFiles()).isEmpty();
    }

    @Test
    void a_check_without_tests_changes_nothing_and_leaves_it_to_the_next_run() throws Exception {
        gone("/threads/1");
        String killed = project.resolve(".runner/runs/killed").toString();
        RegistersAndDies.run(
                Map.of(
                        CleanUps.VARIABLE,
                        new CleanUpFiles(Path.of(killed), "netra").directory().toString()),
                killed,
                "/threads/1");
        run.purpose = StagingEnvironmentProvider.Purpose.CHECK;

        run.ready().lease().close();
        assertThat(deletes()).isEmpty();

        newRun().ready().lease().close();
        assertThat(deletes()).hasSize(1);
    }

    @Test
    void the_next_run_on_another_staging_system_leaves_it_alone() throws Exception {
        String killed = project.resolve(".runner/runs/killed").toString();
        RegistersAndDies.run(
                Map.of(
                        CleanUps.VARIABLE,
                        new CleanUpFiles(Path.of(killed), "other").directory().toString()),
                killed,
                "/threads/1");

        run.ready().lease().close();

        assertThat(deletes()).isEmpty();
        assertThat(cleanUpFiles()).hasSize(1);
    }

    @Test
    void runs_that_live_side_by_side_take_nothing_from_each_other() throws Exception {
        gone("/threads/1");
        ProvisionOutcome.Ready first = run.ready();
        register(first, "DELETE", "/threads/1");
        StagingFixture second = newRun();
        second.ready().lease().close();
        assertThat(deletes()).isEmpty();

        first.lease().close();
        assertThat(deletes()).hasSize(1);
    }

    @Test
    void what_fails_is_told_with_its_url_and_tried_by_five_runs() throws Exception {
        standIn.on("/threads/1", exchange -> exchange.status(500, "text/plain", "no"));
        ProvisionOutcome.Ready first = run.ready();
        register(first, "DELETE", "/threads/1?who=me");
        first.lease().close();
        assertThat(run.notes())
                .contains("not cleaned up: DELETE https://" + StandIn.SITE
                        + "/threads/1?...: status 500; the next run on netra tries again");
        finish(run);

        for (int attempt = 2; attempt <= 5; attempt++) {
            StagingFixture next = newRun();
            ProvisionOutcome.Ready ready = next.ready();
            assertThat(deletes()).hasSize(attempt);
            assertThat(next.notes().toString()).contains(attempt == 5 ? "status 500; given up" : "tries again");
            // It had its turn at the beginning.
            ready.lease().close();
            assertThat(deletes()).hasSize(attempt);
            assertThat(cleanUpFiles()).hasSize(attempt == 5 ? 0 : 1);
            finish(next);
        }
        assertThat(deletes().stream()
                        .map(exchange -> exchange.header("x-test-clean-up"))
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 404, 410})
    void what_is_not_there_any_more_counts_as_done(int status) throws Exception {
        standIn.on("/threads/1", exchange -> exchange.status(status, "text/plain", ""));
        ProvisionOutcome.Ready ready = run.ready();
        register(ready, "DELETE", "/threads/1");
        ready.lease().close();

        assertThat(deletes()).hasSize(1);
        assertThat(cleanUpFiles()).isEmpty();
    }

    @Test
    void a_service_that_is_starting_is_asked_again_and_a_redirect_is_not_followed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        standIn.on(
                "/threads/1", exchange -> exchange.status(asked.incrementAndGet() < 3 ? 503 : 204, "text/plain", ""));
        standIn.on("/threads/2", exchange -> exchange.redirect("https://" + StandIn.SITE + "/threads/3"));
        ProvisionOutcome.Ready ready = run.ready();
        register(ready, "DELETE", "/threads/1");
        register(ready, "DELETE", "/threads/2");
        ready.lease().close();

        assertThat(deletes()).extracting(StandIn.Exchange::path).containsOnly("/threads/1", "/threads/2");
        assertThat(asked.get()).isEqualTo(3);
        assertThat(run.notes().toString()).contains("/threads/2: status 302", "cleaned up on staging: 1 of 2");
        assertThat(cleanUpFiles()).hasSize(1);
    }

    @Test
    void a_body_is_sent_as_it_was_given() throws Exception {
        gone("/threads/1");
        ProvisionOutcome.Ready ready = run.ready();
        cleanUps(ready).register("backend", "PUT", "/threads/1", "application/json", "{\"text\":\"\u00e4\\n\"}");
        ready.lease().close();

        assertThat(standIn.exchanges("/threads/1")).singleElement().satisfies(exchange -> {
            assertThat(exchange.method()).isEqualTo("PUT");
            assertThat(exchange.header("content-type")).startsWith("application/json");
            assertThat(exchange.body()).isEqualTo("{\"text\":\"\u00e4\\n\"}");
        });
    }

    @Test
    void files_are_not_believed() throws Exception {
        gone("/good");
        ProvisionOutcome.Ready ready = run.ready();
        Path directory =
                Files.createDirectories(Path.of(ready.environment().variables().get(CleanUps.VARIABLE)));
        Path outside = Files.writeString(project.resolve("outside.jsonl"), line("DELETE", "/linked") + "\n");
        Files.createSymbolicLink(directory.resolve("link.jsonl"), outside);
        Files.write(
                directory.resolve("hostile.jsonl"),
                List.of(
                        "no json",
                        "[]",
                        "{}",
                        line("POST", "/posted"),
                        line("DELETE", "//evil.example/"),
                        line("DELETE", "/../up"),
                        line("DELETE", "/a b"),
                        line("DELETE", "/good")
                                .replace("backend", "evil.example")
                                .replace("\"1\"", "\"2\""),
                        line("DELETE", "/good").replace("\"schema\":1", "\"schema\":2"),
                        line("DELETE", "/good").replace("\"id\":\"1\"", "\"id\":\"a\\r\\nb\""),
                        line("DELETE", "/good").replace("{", "{\"unknown\":{\"a\":[1]},"),
                        "[".repeat(100_000)));
        ready.lease().close();

        assertThat(deletes()).extracting(StandIn.Exchange::target).containsExactly("/good");
        assertThat(run.notes().toString())
                .contains("10 lines of ", "hostile.jsonl are no clean-up actions", "netra has no service evil.example");
        assertThat(outside).exists();
    }

    @Test
    void a_run_that_is_stopped_does_not_keep_anybody_waiting() throws Exception {
        IntStream.range(0, 8).forEach(i -> standIn.on("/slow/" + i, StandIn.Exchange::silence));
        ProvisionOutcome.Ready ready = run.ready();
        for (int i = 0; i < 8; i++) {
            register(ready, "DELETE", "/slow/" + i);
        }
        run.stop.request(StopSignal.Reason.INTERRUPTED);
        long begun = System.nanoTime();
        ready.lease().close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        assertThat(run.notes().toString()).contains("were not tried (out of time");
        assertThat(cleanUpFiles()).hasSize(1);
        assertThat(Files.readAllLines(cleanUpFiles().get(0))).hasSize(8);
    }

    @Test
    void staging_that_is_gone_is_not_asked_for_each() throws Exception {
        ProvisionOutcome.Ready ready = run.ready();
        for (int i = 0; i < 50; i++) {
            register(ready, "DELETE", "/threads/" + i);
        }
        standIn.close();
        ready.lease().close();

        assertThat(run.notes().stream().filter(note -> note.startsWith("not cleaned up: DELETE")))
                .hasSizeBetween(1, 4);
        assertThat(run.notes().toString()).contains("staging is gone");
        assertThat(Files.readAllLines(cleanUpFiles().get(0))).hasSize(50);
    }

    private StagingFixture newRun() throws IOException {
        return new StagingFixture(project, AUTHORITY.pem(project)).reaching(standIn);
    }

    /** As its session does at its end. */
    private static void finish(StagingFixture run) throws IOException {
        Files.writeString(run.directory.resolve("finished"), "finished\n");
    }

    private void gone(String... paths) {
        for (String path : paths) {
            standIn.on(path, exchange -> exchange.status(204, "text/plain", ""));
        }
    }

    private static String line(String method, String path) {
        return "{\"schema\":1,\"id\":\"1\",\"test\":\"t\",\"service\":\"backend\",\"method\":\"" + method
                + "\",\"path\":\"" + path + "\"}";
    }

    private static CleanUps cleanUps(ProvisionOutcome.Ready ready) {
        EnvironmentVariables variables = ready.environment().variables()::get;
        return CleanUps.from(variables, new TestIdentity("r-1", new TestId(".:a.B#m()")));
    }

    private static void register(ProvisionOutcome.Ready ready, String method, String path) {
        cleanUps(ready).register("backend", method, path);
    }

    private List<StandIn.Exchange> deletes() {
        return standIn.exchanges().stream()
                .filter(exchange -> exchange.method().equals("DELETE"))
                .toList();
    }

    private List<Path> cleanUpFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> runs = Files.list(project.resolve(".runner/runs"))) {
            for (Path each : runs.map(it -> it.resolve("clean-up"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(each)) {
                    found.addAll(files.filter(Files::isRegularFile).toList());
                }
            }
        }
        return found;
    }

    private static void assertNoTokenIn(List<Path> files) throws IOException {
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(Files.readString(file)).doesNotContain(StandIn.TOKEN, StagingFixture.KEY.reveal());
        }
    }
}
