package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options that choose and control tests do in a run. */
class SelectionAndControlTest {
    private static final String TESTS = """
            package shop;
            import org.junit.jupiter.api.Nested;
            import org.junit.jupiter.api.Tag;
            import org.junit.jupiter.api.Test;
            class CartTest {
                @Test @Tag("fast") void adds() {}
                @Test @Tag("slow") void removes() {}
                @Nested class Empty { @Test @Tag("fast") void has_no_price() {} }
            }
            """;

    private static final String ENDLESS = """
            import org.junit.jupiter.api.MethodOrderer;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.TestMethodOrder;
            @TestMethodOrder(MethodOrderer.MethodName.class)
            class EndlessTest {
                @Test void a_passes() {}
                @Test void b_never_ends() throws Exception { new java.util.concurrent.CountDownLatch(1).await(); }
                @Test void c_passes() {}
            }
            """;

    private static final String FAILING = """
            import org.junit.jupiter.api.MethodOrderer;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.TestMethodOrder;
            @TestMethodOrder(MethodOrderer.MethodName.class)
            class FailingTest {
                @Test void a_fails() { throw new AssertionError("no"); }
                @Test void b_passes() {}
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--include-tag | fast | adds,has_no_price",
                "--exclude-tag | fast | removes",
                "--include-tag | fast & !slow | adds,has_no_price",
                "--test | Cart*#a* | adds",
                "--test | *Empty | has_no_price",
                "--select-class | shop.CartTest | adds,removes,has_no_price",
                "--select-method | shop.CartTest#removes | removes",
                "--select-package | shop | adds,removes,has_no_price",
                "--select-uid | [engine:junit-jupiter]/[class:shop.CartTest]/[method:adds()] | adds",
            })
    void runs_what_was_selected_and_nothing_else(String option, String value, String expected) {
        CompiledTests tests = CompiledTests.of(folder, "junit-6.1", "CartTest", TESTS);

        Finished run = runner(tests, option, value, "--output", "json").run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(Journals.testsWith(Journals.parse(run.out()), "passed").stream()
                        .map(id -> id.replaceFirst("^.*#(\\w+)\\(.*$", "$1"))
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(expected.split(",")));
    }

    @Test
    void a_test_past_its_deadline_is_timed_out_and_the_rest_runs_elsewhere() {
        CompiledTests tests = CompiledTests.of(folder, "junit-6.1", "EndlessTest", ENDLESS);

        Finished run = runner(tests, "--test-timeout", "1s", "--output", "json").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.testsWith(events, "timed-out"))
                .singleElement()
                .asString()
                .contains("b_never_ends");
        assertThat(Journals.testsWith(events, "passed")).hasSize(2);
        assertThat(run.out()).as("the thread dump").contains("CountDownLatch");
    }

    @Test
    void a_runs_budget_ends_it_with_exit_7_and_names_what_was_not_run() {
        CompiledTests tests = CompiledTests.of(folder, "junit-6.1", "EndlessTest", ENDLESS);

        Finished run = runner(tests, "--timeout", "3s", "--output", "json").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(7);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.testsWith(events, "passed")).hasSize(1);
        assertThat(Journals.testsWith(events, "interrupted")).hasSize(1);
        assertThat(Journals.testsWith(events, "not-run")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"junit-5.8", "junit-6.1"})
    void fail_fast_stops_at_the_first_failure_with_and_without_cancellation_in_the_launcher(String set) {
        CompiledTests tests = CompiledTests.of(folder, set, "FailingTest", FAILING);

        Finished run = runner(tests, "--fail-fast", "--output", "json").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.testsWith(events, "failed")).hasSize(1);
        assertThat(Journals.testsWith(events, "not-run")).hasSize(1);
        assertThat(Journals.testsWith(events, "passed")).isEmpty();
    }

    @Test
    void reports_go_where_they_were_asked_for() {
        CompiledTests tests = CompiledTests.of(folder, "junit-6.1", "CartTest", TESTS);

        Finished run = runner(tests, "--reports-dir", "my-reports", "--output", "quiet")
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(Journals.text(folder.resolve("my-reports/TEST-shop.CartTest.xml")))
                .contains("tests=\"3\"")
                .contains("runner.environment")
                .contains("runner.run-id");
        assertThat(run.out().lines().count()).as(run.out()).isLessThanOrEqualTo(3);
    }

    @Test
    void a_class_that_cannot_be_loaded_is_no_green() throws Exception {
        CompiledTests tests = CompiledTests.of(folder, "junit-6.1", "CartTest", TESTS);
        Path broken = tests.classes().resolve("shop/BrokenTest.class");
        Files.write(broken, new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0});

        Finished run = runner(tests, "--output", "json").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.out()).contains("BrokenTest");
    }

    private RunnerCommand runner(CompiledTests tests, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--classpath", tests.classpath()));
        arguments.addAll(List.of(more));
        return new RunnerCommand(folder, Workspace.root().resolve("runner").toString(), arguments);
    }
}
