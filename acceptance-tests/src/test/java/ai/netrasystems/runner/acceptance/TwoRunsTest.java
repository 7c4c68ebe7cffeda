package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at once in one Maven project: each ends as if it were alone. */
class TwoRunsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>fixture</groupId><artifactId>two-runs</artifactId><version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
                  <version>%s</version><scope>test</scope>
                </dependency>
              </dependencies>
              <build><plugins>
                <plugin><artifactId>maven-resources-plugin</artifactId><version>%s</version></plugin>
                <plugin><artifactId>maven-compiler-plugin</artifactId><version>%s</version></plugin>
              </plugins></build>
            </project>
            """;

    /** Says that it runs, waits for the word, and only then needs a class that was not loaded yet. */
    private static final String SLOW = """
            import java.nio.file.Files;
            import java.nio.file.Path;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.Timeout;
            class SlowTest {
                @Test @Timeout(240) void needs_a_class_late() throws Exception {
                    Files.writeString(Path.of("begun"), "");
                    while (!Files.exists(Path.of("go"))) Thread.sleep(20);
                    new Late();
                }
                static class Late {}
            }
            """;

    private static final String QUICK =
            "import org.junit.jupiter.api.Test;\nclass QuickTest { @Test void passes() {} }\n";

    @TempDir
    Path project;

    @BeforeEach
    void makeProject() throws IOException {
        Path root = Workspace.root();
        Files.copy(root.resolve("mvnw"), project.resolve("mvnw"), StandardCopyOption.COPY_ATTRIBUTES);
        Path wrapper = Files.createDirectories(project.resolve(".mvn/wrapper"));
        Files.copy(root.resolve(".mvn/wrapper/maven-wrapper.properties"), wrapper.resolve("maven-wrapper.properties"));
        String pom = Workspace.read("pom.xml");
        Files.writeString(
                project.resolve("pom.xml"),
                POM.formatted(
                        between(pom, "<junit.version>", "</junit.version>"),
                        version(pom, "maven-resources-plugin"),
                        version(pom, "maven-compiler-plugin")));
        source("QuickTest", QUICK);
    }

    @Test
    void both_need_the_build_and_one_of_them_makes_it() {
        RunningRunner first = runner("--output", "json").start();
        RunningRunner second = runner("--output", "json").start();

        List<Map<String, Object>> one = green(first.await(PATIENCE));
        List<Map<String, Object>> other = green(second.await(PATIENCE));

        assertThat(Journals.ofKind(one, "build-started").size()
                        + Journals.ofKind(other, "build-started").size())
                .isOne();
        assertThat(one.get(0).get("run")).isNotEqualTo(other.get(0).get("run"));
        assertThat(Journals.testsWith(one, "passed")).isEqualTo(Journals.testsWith(other, "passed"));
    }

    @Test
    void what_changed_is_compiled_when_the_other_runs_tests_have_ended() throws Exception {
        source("SlowTest", SLOW);
        RunningRunner slow = runner("--output", "json").start();
        until(project.resolve("begun"));
        source("QuickTest", QUICK + "// edited\n");
        RunningRunner quick = runner("--output", "json", "--test", "QuickTest").start();
        quick.until(text -> text.contains("another run of this project uses its classes"));
        Files.writeString(project.resolve("go"), "");

        green(slow.await(PATIENCE));
        assertThat(Journals.ofKind(green(quick.await(PATIENCE)), "build-finished"))
                .hasSize(1);
    }

    private RunnerCommand runner(String... arguments) {
        return new RunnerCommand(project, Workspace.root().resolve("runner").toString(), List.of(arguments));
    }

    private static List<Map<String, Object>> green(Finished run) {
        assertThat(run.exitCode()).as(run.text()).isZero();
        return Journals.parse(run.out());
    }

    private void source(String name, String text) throws IOException {
        Path folder = Files.createDirectories(project.resolve("src/test/java"));
        Files.writeString(folder.resolve(name + ".java"), text);
    }

    private static void until(Path file) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as("%s within %s", file, PATIENCE).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static String version(String pom, String plugin) {
        return between(pom.substring(pom.indexOf("<artifactId>" + plugin)), "<version>", "</version>");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from)).strip();
    }
}
