package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code bench/parity}: the runner says of a project what {@code mvn test} says, and a runner that says anything else is
 * found out. Projects are copied, so that no build and no configuration of this one is above them.
 */
class ParityTest {
    private static final String REPORT = "ai/netrasystems/runner/report/";

    @TempDir
    Path folder;

    /** One edit of the runner's source that makes it lie. */
    record Mutant(String name, String source, String from, String to) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Mutant> mutants() {
        return List.of(
                new Mutant(
                        "drops a test",
                        REPORT + "JUnitXmlReport.java",
                        "filter(ReportCase::counts).toList()",
                        "filter(ReportCase::counts).skip(1).toList()"),
                new Mutant(
                        "doubles a test",
                        REPORT + "SuiteXml.java",
                        "testCase(reportCase, provenances.size() > 1);",
                        "for (int i = reportCase == cases.get(0) ? 0 : 1; i < 2; i++) testCase(reportCase, false);"),
                new Mutant(
                        "tells a pass as a failure",
                        REPORT + "SuiteXml.java",
                        "XmlResult result = reportCase.result();",
                        "XmlResult result = reportCase.xmlName().equals(\"passes\") ? XmlResult.FAILURE : reportCase.result();"),
                new Mutant(
                        "tells a failure as a pass",
                        REPORT + "SuiteXml.java",
                        "XmlResult result = reportCase.result();",
                        "XmlResult result = reportCase.xmlName().equals(\"fails\") ? XmlResult.PASSED : reportCase.result();"),
                new Mutant(
                        "tells another reason of a skip",
                        REPORT + "SuiteXml.java",
                        "finished.flatMap(TestFinished::reason), finished.flatMap",
                        "finished.flatMap(TestFinished::reason).map(why -> why + \"!\"), finished.flatMap"),
                new Mutant(
                        "names a test by another class",
                        REPORT + "SuiteXml.java",
                        ".attribute(\"classname\", reportCase.className())",
                        ".attribute(\"classname\", reportCase.className() + \"$\")"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"outcomes", "engines", "builds"})
    void is_equal_on_our_own_projects(String name) {
        Finished run = Installation.copy(folder.resolve("installed"))
                .parity(project(name))
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.out()).endsWith("EQUAL\n");
        assertThat(project(name).resolve(".runner")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void fails_where_the_runner(Mutant mutant) {
        Installation installed =
                Installation.copy(folder.resolve("installed")).mutate(mutant.source(), mutant.from(), mutant.to());

        Finished run = installed.parity(project("outcomes")).run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.out()).contains("OutcomesTest").endsWith("DIFFERENT\n");
    }

    @Test
    void no_test_on_either_side_is_not_equality() {
        Finished run = Installation.copy(folder.resolve("installed"))
                .parity(project("empty"))
                .run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
        assertThat(run.out()).contains("NOTHING RAN");
    }

    @Test
    void a_report_that_reads_files_is_refused() {
        Finished run = Installation.copy(folder.resolve("installed"))
                .parity(project("hostile"))
                .run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
        assertThat(run.err()).contains("TEST-hostile.xml is not readable as XML");
        assertThat(run.text()).doesNotContain("what nobody may read");
    }

    @Test
    void a_folder_without_a_build_is_exit_2() {
        Finished run =
                Installation.copy(folder.resolve("installed")).parity(folder).run();

        assertThat(run.exitCode()).as(run.text()).isEqualTo(2);
        assertThat(run.err()).contains("no pom.xml");
    }

    /** With this project's Maven, as its own build pins it. */
    private Path project(String name) {
        Path copy = folder.resolve("projects").resolve(name);
        if (!copy.toFile().exists()) {
            Path root = Workspace.root();
            Folders.copy(root.resolve("runner-core/src/test/projects/parity").resolve(name), copy);
            Folders.copy(root.resolve("mvnw"), copy.resolve("mvnw"));
            Folders.copy(root.resolve(".mvn/wrapper"), copy.resolve(".mvn/wrapper"));
        }
        return copy;
    }
}
