package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --classpath}: a folder of compiled tests and whatever JUnit it was compiled against. */
class PlainFolderTest {
    private static final String JUPITER = """
            import static org.junit.jupiter.api.Assertions.assertEquals;
            import static org.junit.jupiter.api.Assumptions.assumeTrue;
            import org.junit.jupiter.api.Disabled;
            import org.junit.jupiter.api.Nested;
            import org.junit.jupiter.api.RepeatedTest;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.params.ParameterizedTest;
            import org.junit.jupiter.params.provider.ValueSource;
            class SampleTest {
                @Test void passes() { System.out.println("hello from a test"); }
                @Test @Disabled("not today") void disabled() {}
                @Test void aborts() { assumeTrue(false, "no such thing here"); }
                @ParameterizedTest @ValueSource(ints = {1, 2, 3}) void counts(int n) {}
                @Nested class Inner { @RepeatedTest(2) void twice() {} }
            }
            """;

    private static final String JUNIT_4 = """
            import org.junit.Ignore;
            import org.junit.Test;
            public class SampleTest {
                @Test public void passes() {}
                @Test public void passesToo() {}
                @Test @Ignore("not today") public void ignored() {}
            }
            """;

    private static final String FAILING = """
            import static org.junit.jupiter.api.Assertions.assertEquals;
            import org.junit.jupiter.api.Test;
            class BrokenTest {
                @Test void adds_up() { check(41); }
                @Test void is_fine() {}
                private static void check(int value) {
                    assertEquals(42, value, "the answer");
                }
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"junit-5.8, 1.8.2", "junit-5.14, 1.14.1", "junit-6.1, 6.1.3"})
    void runs_with_the_launcher_that_the_classpath_calls_for(String set, String launcher) {
        CompiledTests tests = CompiledTests.of(folder, set, "SampleTest", JUPITER);

        Finished run = runner(tests, "--output", "json").run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.ofKind(events, "worker-started"))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("launcher", launcher));
        assertThat(Journals.testsWith(events, "passed")).hasSize(6);
        assertThat(Journals.testsWith(events, "skipped")).hasSize(1);
        assertThat(Journals.testsWith(events, "aborted")).hasSize(1);
    }

    @Test
    void runs_junit_4_without_any_platform_on_the_classpath() {
        CompiledTests tests = CompiledTests.of(folder, "junit-4", "SampleTest", JUNIT_4);

        Finished run = runner(tests, "--output", "json").run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.testsWith(events, "passed")).hasSize(2);
        assertThat(Journals.testsWith(events, "skipped")).hasSize(1);
    }

    @Test
    void a_failing_test_is_exit_1_with_its_assertion_its_frame_and_a_rerun_command_that_works() throws Exception {
        CompiledTests tests = CompiledTests.of(folder, "junit-6.1", "BrokenTest", FAILING);

        Finished run = runner(tests, "--output", "plain").run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.out())
                .contains("the answer")
                .contains("42")
                .contains("41")
                .contains("BrokenTest.java:7");
        Matcher rerun = Pattern.compile("(?m)^\\s*rerun\\s+(.*BrokenTest.*)$").matcher(run.out());
        assertThat(rerun.find()).as(run.out()).isTrue();

        List<String> shell = List.of("sh", "-c", rerun.group(1));
        Process again = new ProcessBuilder(shell)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(again.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(again.waitFor()).as(text).isEqualTo(1);
        assertThat(text).contains("the answer").doesNotContain("is_fine");
    }

    @Test
    void works_the_same_on_jdk_25_where_it_is_installed() throws Exception {
        Path jdk25;
        try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
            jdk25 = installed
                    .filter(path -> path.getFileName().toString().contains("25"))
                    .filter(path -> Files.isExecutable(path.resolve("bin/java")))
                    .findFirst()
                    .orElse(null);
        }
        org.junit.jupiter.api.Assumptions.assumeTrue(jdk25 != null, "no JDK 25 under /usr/lib/jvm");
        CompiledTests tests = CompiledTests.of(folder, "junit-6.1", "SampleTest", JUPITER);

        Finished run = runner(tests, "--output", "json")
                .with("JAVA_HOME", String.valueOf(jdk25))
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(Journals.testsWith(Journals.parse(run.out()), "passed")).hasSize(6);
        assertThat(Journals.ofKind(Journals.parse(run.out()), "run-started").toString())
                .contains("25");
    }

    private RunnerCommand runner(CompiledTests tests, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--classpath", tests.classpath()));
        arguments.addAll(List.of(more));
        return new RunnerCommand(folder, Workspace.root().resolve("runner").toString(), arguments);
    }
}
