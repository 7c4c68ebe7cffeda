package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staging that goes away in the middle of a run. */
class StagingLossTest {
    private static final int TESTS = 200;
    /** Tests that have passed when staging is killed. */
    private static final int BEFORE = 40;

    /** What a test of any client does: it connects to where staging is, and says nothing of it. */
    private static final String ORDERS = """
            import java.net.Socket;
            import java.util.concurrent.locks.LockSupport;
            import org.junit.jupiter.api.Tag;
            import org.junit.jupiter.api.Test;
            @Tag("orders")
            class OrdersTest {
                private static void order() throws Exception {
                    String target = System.getenv("RUNNER_STAGING_HOSTS").split(",")[0].split("=")[1];
                    int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        LockSupport.parkNanos(30_000_000);
                    }
                }
            TESTS}
            """;

    private static final String PLAIN = """
            import org.junit.jupiter.api.Test;
            class PlainTest {
                @Test void one() {}
                @Test void two() {}
                @Test void three() {}
            }
            """;

    @TempDir
    Path folder;

    @Test
    void staging_killed_in_the_middle_of_200_tests_ends_the_run_early_with_exit_4_and_what_ran_keeps_its_outcome()
            throws IOException {
        String methods = IntStream.range(0, TESTS)
                .mapToObj(number -> "    @Test void order_" + number + "() throws Exception { order(); }\n")
                .collect(Collectors.joining());
        CompiledTests.of(folder, "junit-6.1", "PlainTest", PLAIN);
        CompiledTests tests = CompiledTests.of(folder, "junit-6.1", "OrdersTest", ORDERS.replace("TESTS", methods));
        try (StagingSystem staging = StagingSystem.start()) {
            Files.writeString(folder.resolve("runner.yml"), configuration(staging));
            RunningRunner runner = new RunnerCommand(
                            folder,
                            Workspace.root().resolve("runner").toString(),
                            List.of(
                                    "--classpath",
                                    tests.classpath(),
                                    "--environment",
                                    "staging",
                                    "--execution-mode",
                                    "all",
                                    "--output",
                                    "json"))
                    .with("E2E_OAUTH_SIMULATION_KEY", staging.key())
                    .start()
                    .until(out -> orders(out, "passed").size() >= BEFORE);
            Set<String> before = orders(runner.out(), "passed");

            staging.front().close();
            Finished run = runner.await(Duration.ofSeconds(90));

            assertThat(run.exitCode()).as(run.text()).isEqualTo(4);
            Set<String> passed = orders(run.out(), "passed");
            Set<String> infrastructure = orders(run.out(), "infrastructure");
            assertThat(passed).containsAll(before).hasSizeLessThan(TESTS / 2);
            Set<String> all = new HashSet<>(passed);
            all.addAll(infrastructure);
            assertThat(all).hasSize(TESTS);
            assertThat(passed).doesNotContainAnyElementsOf(infrastructure);
            assertThat(started(run.out())).as("tests that began").isLessThan(TESTS / 2);
            assertThat(Journals.testsWith(Journals.parse(run.out()), "passed"))
                    .filteredOn(id -> id.contains("PlainTest"))
                    .hasSize(3);
            assertReasonIsTold(run.out());
            // Ten seconds in which it might have come back, and not 160 tests one by one.
            assertThat(run.waited()).isLessThan(Duration.ofSeconds(30));
        }
    }

    private void assertReasonIsTold(String out) throws IOException {
        assertThat(Journals.ofKind(Journals.parse(out), "test-finished"))
                .filteredOn(event -> "infrastructure".equals(event.get("outcome")))
                .allSatisfy(event -> assertThat(event.get("reason"))
                        .asString()
                        .contains("staging went away: https://" + StagingSystem.HOST, "ConnectException"));
        try (Stream<Path> files = Files.walk(folder.resolve(".runner/reports"))) {
            Path report = files.filter(file -> file.getFileName().toString().equals("TEST-OrdersTest.xml"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Journals.text(report))
                    .contains("<error message=\"staging went away: ", "type=\"infrastructure\"");
        }
    }

    private static String configuration(StagingSystem staging) {
        String whole = staging.configuration();
        return """
                categories:
                  orders: {tags: orders, services: [backend]}
                  plain: {tags: "!orders"}
                layers:
                  all: {categories: [orders, plain]}
                modes:
                  all: {layers: [all]}
                """ + whole.substring(whole.lastIndexOf("\nstaging:"));
    }

    private static Set<String> orders(String out, String outcome) {
        return Journals.testsWith(complete(out), outcome).stream()
                .filter(id -> id.contains("OrdersTest"))
                .collect(Collectors.toSet());
    }

    private static long started(String out) {
        return Journals.ofKind(complete(out), "test-started").stream()
                .filter(event -> String.valueOf(event.get("test")).contains("OrdersTest"))
                .count();
    }

    /** The last line may still be under way. */
    private static List<Map<String, Object>> complete(String out) {
        return Journals.parse(out.substring(0, out.lastIndexOf('\n') + 1));
    }
}
