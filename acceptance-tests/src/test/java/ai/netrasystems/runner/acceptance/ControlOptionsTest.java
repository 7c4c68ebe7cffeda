package ai.netrasystems.runner.acceptance;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options that control a run, each on the same folder of tests, as a user gives them. */
class ControlOptionsTest {
    /** Tests that remember, in the folder that {@code STATE} names, what happened before. */
    private static final String TESTS = """
            package control;
            import java.nio.file.FileAlreadyExistsException;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.junit.jupiter.api.Assertions;
            import org.junit.jupiter.api.MethodOrderer;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.TestMethodOrder;
            import org.junit.jupiter.api.Timeout;
            class State {
                static final Path FOLDER = Path.of(System.getenv("STATE"));
                static boolean first(String mark) throws Exception {
                    try { Files.createFile(FOLDER.resolve(mark)); return true; }
                    catch (FileAlreadyExistsException before) { return false; }
                }
                static void meet(String me, String other) throws Exception {
                    first(me);
                    while (!Files.exists(FOLDER.resolve(other))) {
                        if (Thread.interrupted()) throw new InterruptedException("alone");
                    }
                }
            }
            class LeftTest { @Test @Timeout(60) void meets() throws Exception { State.meet("left", "right"); } }
            class RightTest { @Test @Timeout(60) void meets() throws Exception { State.meet("right", "left"); } }
            @TestMethodOrder(MethodOrderer.MethodName.class)
            class BrokenTest {
                @Test void a() { Assertions.fail("a"); }
                @Test void b() { Assertions.fail("b"); }
                @Test void c() { Assertions.fail("c"); }
                @Test void d() { Assertions.fail("d"); }
            }
            class FlakyTest {
                @Test void second_time_lucky() throws Exception { Assertions.assertFalse(State.first("tried"), "first"); }
                @Test void steady() {}
            }
            class SometimesTest {
                @Test void fails_the_second_time() throws Exception {
                    Assertions.assertFalse(!State.first("one") && State.first("two"), "the second time");
                    State.first("three");
                }
            }
            class OrderTest {
                @Test void a() {} @Test void b() {} @Test void c() {} @Test void d() {} @Test void e() {} @Test void f() {}
            }
            class OrderedTooTest { @Test void a() {} @Test void b() {} @Test void c() {} @Test void d() {} }
            abstract class Past {
                @Test void fails_where_it_is_told_to() throws Exception {
                    Path told = State.FOLDER.resolve("fails");
                    Assertions.assertFalse(Files.exists(told)
                            && Files.readString(told).equals(getClass().getSimpleName()), "as told");
                }
                @Test void passes() {}
            }
            class PastOneTest extends Past {}
            class PastTwoTest extends Past {}
            class PastThreeTest extends Past {}
            class LongTest {
                @Test void takes_a_second() {
                    for (long begun = System.nanoTime(); System.nanoTime() - begun < 1_000_000_000L; ) Thread.onSpinWait();
                }
            }
            """;

    private static final Pattern WAITS = Pattern.compile("waits for a debugger at 127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    private static Path project;

    private static CompiledTests tests;

    /** Where a run is started: its journals are there. */
    @TempDir
    private Path folder;

    @BeforeAll
    static void compile() {
        tests = CompiledTests.of(project, "junit-6.1", "ControlTest", TESTS);
    }

    @Test
    void workers_run_classes_side_by_side() {
        Finished run = runner("--workers", "2", "--test", "LeftTest", "--test", "RightTest")
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.testsWith(events, "passed")).hasSize(2);
        assertThat(Journals.ofKind(events, "worker-started").stream()
                        .map(event -> event.get("pid"))
                        .collect(toSet()))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"--fail-fast, 1", "--max-failures=1, 1", "--max-failures=3, 3", "--max-failures=9, 4"})
    void nothing_begins_after_the_last_failure_that_is_allowed(String option, int failures) {
        Finished run = runner(option, "--test", "BrokenTest").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(names(Journals.testsWith(events, "failed")))
                .containsExactlyInAnyOrderElementsOf(List.of("a", "b", "c", "d").subList(0, failures));
        assertThat(Journals.testsWith(events, "not-run")).hasSize(4 - failures);
    }

    @ParameterizedTest
    @CsvSource({"pass, 0", "fail, 1"})
    void a_failed_test_that_passes_when_tried_again_is_flaky_and_the_policy_judges_it(String policy, int exit) {
        Finished run = runner("--retries", "2", "--flaky", policy, "--test", "FlakyTest")
                .run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(exit);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(names(Journals.testsWith(events, "flaky"))).containsExactly("second_time_lucky");
        assertThat(names(Journals.testsWith(events, "passed"))).containsExactly("steady");
        assertThat(started(events)).containsOnlyOnce("steady").hasSize(3);
        assertThat(run.out()).contains("failed once, then passed (attempt 2 of 3)");
    }

    @Test
    void a_test_that_fails_at_each_attempt_failed() {
        Finished run = runner("--retries", "1", "--test", "BrokenTest#b").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(started(events)).containsExactly("b", "b");
        assertThat(Journals.testsWith(events, "failed")).hasSize(1);
    }

    @Test
    void of_a_repeated_test_the_worst_outcome_counts() throws IOException {
        Finished run = runner("--repeat", "3", "--test", "SometimesTest").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(folder.resolve("three")).as("the third time").exists();
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(started(events)).hasSize(3);
        assertThat(Journals.ofKind(events, "test-finished"))
                .last()
                .satisfies(end -> assertThat(end)
                        .containsEntry("outcome", "failed")
                        .containsEntry("reason", "failed in 1 of 3 repetitions"));
    }

    @Test
    void a_seed_gives_an_order_that_can_be_repeated_and_another_seed_another() {
        List<String> order = order("7");

        assertThat(order).hasSize(10);
        assertThat(order("7")).isEqualTo(order);
        assertThat(order("8")).containsExactlyInAnyOrderElementsOf(order).isNotEqualTo(order);
    }

    private List<String> order(String seed) {
        Finished run = runner("--seed", seed, "--test", "Order*Test").run();
        assertThat(run.exitCode()).as(run.text()).isZero();
        return Journals.ofKind(Journals.parse(run.out()), "test-started").stream()
                .map(event -> String.valueOf(event.get("test")))
                .toList();
    }

    @Test
    void what_failed_last_goes_first_or_alone_until_it_passes() throws IOException {
        String last = lastOf("PastOneTest", "PastTwoTest", "PastThreeTest");
        Files.writeString(folder.resolve("fails"), last);
        Finished first = runner("--test", "Past*Test").run();
        assertThat(first.exitCode()).as(first.text()).isEqualTo(1);
        assertThat(classes(first)).hasSize(3).last().isEqualTo("control." + last);

        Finished failedFirst = runner("--failed-first", "--test", "Past*Test").run();
        assertThat(failedFirst.exitCode()).as(failedFirst.text()).isEqualTo(1);
        assertThat(classes(failedFirst)).hasSize(3).first().isEqualTo("control." + last);

        Finished lastFailed = runner("--last-failed").run();
        assertThat(lastFailed.exitCode()).as(lastFailed.text()).isEqualTo(1);
        assertThat(Journals.ofKind(Journals.parse(lastFailed.out()), "test-started"))
                .singleElement()
                .satisfies(event -> assertThat(event.get("test"))
                        .asString()
                        .contains("control." + last + "#fails_where_it_is_told_to"));

        Files.delete(folder.resolve("fails"));
        Finished mended = runner("--last-failed").run();
        assertThat(mended.exitCode()).as(mended.text()).isZero();
        assertThat(Journals.testsWith(Journals.parse(mended.out()), "passed")).hasSize(1);

        assertThat(runner("--last-failed").run().exitCode())
                .as("nothing failed last")
                .isEqualTo(3);
    }

    @Test
    void under_debug_a_worker_waits_for_a_debugger_and_has_no_deadline() throws IOException {
        Files.writeString(folder.resolve("runner.yml"), "test-timeout: 100ms\n");
        RunningRunner running = runner("--debug", "--test", "LongTest")
                .start()
                .until(out -> WAITS.matcher(out).find());
        Matcher said = WAITS.matcher(running.out());
        assertThat(said.find()).isTrue();

        try (Debugger debugger = Debugger.attach(Integer.parseInt(said.group(1)))) {
            assertThat(debugger.isBefore("control.LongTest")).isTrue();
            debugger.resume();
            Finished run = running.await(Duration.ofMinutes(2));

            assertThat(run.exitCode()).as(run.text()).isZero();
            assertThat(names(Journals.testsWith(Journals.parse(run.out()), "passed")))
                    .containsExactly("takes_a_second");
        }
    }

    /** Which of them the file system has last: classes run in its order. */
    private static String lastOf(String... classes) {
        List<String> order = new ArrayList<>(List.of(new File(tests.classes().toFile(), "control").list()));
        order.replaceAll(name -> name.replace(".class", ""));
        return Arrays.stream(classes)
                .max(Comparator.comparingInt(order::indexOf))
                .orElseThrow();
    }

    /** Methods in the order in which they began. */
    private static List<String> started(List<Map<String, Object>> events) {
        return Journals.ofKind(events, "test-started").stream()
                .map(event -> name(String.valueOf(event.get("test"))))
                .toList();
    }

    /** Classes in the order in which they began. */
    private static List<String> classes(Finished run) {
        return List.copyOf(Journals.ofKind(Journals.parse(run.out()), "test-started").stream()
                .map(event -> String.valueOf(event.get("test")).replaceFirst("^[^:]*:(.*)#.*$", "$1"))
                .collect(toCollection(LinkedHashSet::new)));
    }

    private static Set<String> names(Set<String> ids) {
        return ids.stream().map(ControlOptionsTest::name).collect(toSet());
    }

    private static String name(String id) {
        return id.replaceFirst("^.*#(\\w+)\\(.*$", "$1");
    }

    private RunnerCommand runner(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--output", "json", "--classpath", tests.classpath()));
        arguments.addAll(List.of(more));
        return new RunnerCommand(folder, Workspace.root().resolve("runner").toString(), arguments)
                .with("STATE", folder.toString());
    }
}
