package ai.netrasystems.runner.report;

import static ai.netrasystems.runner.report.Reports.child;
import static ai.netrasystems.runner.report.Reports.children;
import static ai.netrasystems.runner.report.Reports.properties;
import static ai.netrasystems.runner.report.Reports.results;
import static ai.netrasystems.runner.report.Reports.testCase;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured.Stream;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.TestId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class JUnitXmlReportTest {
    private static final Provenance LOCAL = new Provenance(
            EnvironmentKind.LOCAL, "local processes", Optional.of("9ab77"), Optional.of("containers: no engine"));

    @TempDir
    Path folder;

    private JUnitXmlReport.Written write(Story story) {
        return JUnitXmlReport.write(Reports.journal(folder, story), folder.resolve("reports"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The suite of a story with one class. */
    private Element suite(Story story) {
        JUnitXmlReport.Written written = write(story);
        assertThat(written.problems()).isEmpty();
        assertThat(written.files()).hasSize(1);
        return Reports.parse(written.files().get(0));
    }

    @Test
    void a_file_for_each_top_level_class_below_run_and_module() {
        JUnitXmlReport.Written written = write(Story.of()
                .ran("org.example.A#a", Outcome.PASSED)
                .ran("org.example.A$In$Deep#b", Outcome.PASSED)
                .in(ModuleId.of("apps/chat"))
                .ran("org.example.A#a", Outcome.PASSED));

        Path run = folder.resolve("reports");
        assertThat(written.folder()).isEqualTo(run);
        assertThat(written.files())
                .containsExactly(
                        run.resolve("TEST-org.example.A.xml"), run.resolve("apps/chat/TEST-org.example.A.xml"));
        Element suite = Reports.parse(written.files().get(0));
        assertThat(suite.getAttribute("name")).isEqualTo("org.example.A");
        assertThat(testCase(suite, "a").getAttribute("classname")).isEqualTo("org.example.A");
        assertThat(testCase(suite, "b").getAttribute("classname")).isEqualTo("org.example.A$In$Deep");
    }

    @Test
    void totals_times_and_cases_are_surefires() {
        Element suite = suite(Story.of()
                .ran("A#passed", Outcome.PASSED)
                .found("A#failed(String)[3]")
                .failed("A#failed(String)[3]", assertion("expected: <1>\nbut was: <2>"))
                .found("A#broken")
                .failed("A#broken", Story.failure("boom"))
                .found("A#off")
                .ended("A#off", Outcome.SKIPPED, "not today"));

        assertThat(List.of("tests", "errors", "skipped", "failures", "flakes", "time"))
                .extracting(suite::getAttribute)
                .containsExactly("4", "1", "1", "1", "0", "6.000");
        assertThat(results(testCase(suite, "passed"))).isEmpty();
        assertThat(testCase(suite, "passed").getAttribute("time")).isEqualTo("1.500");
        Element failure = child(testCase(suite, "failed(String)[3]"), "failure");
        assertThat(failure.getAttribute("type")).isEqualTo("org.opentest4j.AssertionFailedError");
        assertThat(failure.getAttribute("message")).isEqualTo("expected: <1>\nbut was: <2>");
        assertThat(failure.getTextContent()).isEqualTo("the trace");
        Element error = child(testCase(suite, "broken"), "error");
        assertThat(error.getAttribute("type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.getTextContent()).contains("\tat A.a(A.java:1)\n");
        Element skipped = child(testCase(suite, "off"), "skipped");
        assertThat(skipped.getAttribute("message")).isEqualTo("not today");
        assertThat(skipped.hasAttribute("type")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "CRASHED, error, crashed",
        "TIMED_OUT, error, timed-out",
        "INFRASTRUCTURE, error, infrastructure",
        "INTERRUPTED, error, interrupted",
        "LOST, error, lost",
        "NOT_RUN, skipped, not-run",
        "ABORTED, skipped, aborted",
        "FAILED, error, failed"
    })
    void an_outcome_without_a_throwable_is_told_by_its_type(Outcome outcome, String element, String type) {
        Element suite = suite(Story.of().found("A#a").ended("A#a", outcome, "why it is so"));

        Element result = child(testCase(suite, "a"), element);
        assertThat(result.getAttribute("type")).isEqualTo(type);
        assertThat(result.getAttribute("message")).isEqualTo("why it is so");
    }

    @ParameterizedTest
    @EnumSource
    void only_passed_and_flaky_look_passed(Outcome outcome) {
        Element suite = suite(Story.of().found("A#a").ended("A#a", outcome));

        assertThat(results(testCase(suite, "a")).isEmpty())
                .isEqualTo(outcome == Outcome.PASSED || outcome == Outcome.FLAKY);
    }

    @Test
    void an_aborted_assumption_has_its_throwable() {
        Failure aborted = new Failure(
                "org.opentest4j.TestAbortedException", "no network", "trace", Optional.empty(), Optional.empty());
        Element suite = suite(Story.of().found("A#a").ended("A#a", 1, Outcome.ABORTED, "", Optional.of(aborted)));

        Element skipped = child(testCase(suite, "a"), "skipped");
        assertThat(skipped.getAttribute("type")).isEqualTo("org.opentest4j.TestAbortedException");
        assertThat(skipped.getAttribute("message")).isEqualTo("no network");
    }

    @Test
    void a_flaky_test_shows_the_attempts_that_failed() {
        Element suite = suite(Story.of()
                .found("A#a")
                .started("A#a", "w1", 1)
                .failed("A#a", assertion("first"))
                .started("A#a", "w1", 2)
                .ended("A#a", 2, Outcome.FLAKY, ""));

        Element flaky = child(testCase(suite, "a"), "flakyFailure");
        assertThat(flaky.getAttribute("message")).isEqualTo("first");
        assertThat(child(flaky, "stackTrace").getTextContent()).isEqualTo("the trace");
        assertThat(suite.getAttribute("flakes")).isEqualTo("1");
        assertThat(suite.getAttribute("tests")).isEqualTo("1");
    }

    @Test
    void an_infrastructure_outcome_says_first_what_the_environment_did_and_keeps_the_trace() {
        Element suite = suite(Story.of()
                .found("A#a")
                .ended("A#a", 1, Outcome.INFRASTRUCTURE, "staging went away", Optional.of(Story.failure("refused"))));

        Element error = child(testCase(suite, "a"), "error");
        assertThat(error.getAttribute("message")).isEqualTo("staging went away");
        assertThat(error.getAttribute("type")).isEqualTo("infrastructure");
        assertThat(error.getTextContent()).isEqualTo(Story.failure("refused").stackTrace());
    }

    @Test
    void a_test_that_passed_after_a_hiccup_of_the_environment_is_flaky_and_shows_it() {
        Element suite = suite(Story.of()
                .found("A#a")
                .started("A#a", "w1", 1)
                .ended("A#a", 1, Outcome.INFRASTRUCTURE, "staging went away", Optional.of(Story.failure("refused")))
                .started("A#a", "w2", 2)
                .ended("A#a", 2, Outcome.FLAKY, ""));

        assertThat(child(testCase(suite, "a"), "flakyError").getAttribute("message"))
                .isEqualTo("refused");
    }

    @Test
    void a_mark_is_a_property_of_its_case() {
        Story story = Story.of().found("A#a").ran("A#b", Outcome.PASSED);
        Element suite = suite(story.add(new TestFinished(
                story.id("A#a"),
                1,
                Outcome.PASSED,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Provenance.none(),
                Set.of(Mark.NO_CONTACT))));

        assertThat(properties(testCase(suite, "a"))).containsExactly("runner.marks=no-contact");
        assertThat(testCase(suite, "b").getElementsByTagName("properties").getLength())
                .isZero();
    }

    @Test
    void a_class_that_failed_is_one_case_and_what_was_not_run_for_it_is_only_counted() {
        Story story = Story.of()
                .found("A#a")
                .containerFailed("A")
                .ended("A#a", Outcome.NOT_RUN, ".:A failed: boom")
                .template("A#rows(int)");
        Element suite = suite(story.add(new ContainerFailed(
                story.id("A#rows(int)"), "rows", "A", Story.failure("no rows"), Provenance.none())));

        assertThat(child(testCase(suite, "initializationError"), "error").getAttribute("message"))
                .isEqualTo("boom");
        assertThat(child(testCase(suite, "rows(int)"), "error").getAttribute("message"))
                .isEqualTo("no rows");
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("2");
        assertThat(properties(suite)).contains("runner.not-run=1");
    }

    @Test
    void a_class_that_failed_after_a_pass_says_so_by_its_name() {
        Element suite = suite(Story.of().ran("A$B#a", Outcome.PASSED).containerFailed("A"));

        assertThat(children(suite, "testcase"))
                .extracting(one -> one.getAttribute("name"))
                .containsExactly("a", "executionError");
    }

    @Test
    void a_failed_class_has_the_name_that_the_engines_side_gave_it() {
        Element suite = suite(Story.of()
                .ran("A#a", Outcome.PASSED)
                .add(new ContainerFailed(
                        new TestId(".:A"),
                        "a class",
                        "A",
                        Optional.of("a class"),
                        Optional.of(""),
                        Story.failure("boom"),
                        Provenance.none())));

        assertThat(child(testCase(suite, ""), "error").getAttribute("message")).isEqualTo("boom");
        assertThat(testCase(suite, "").getAttribute("classname")).isEqualTo("a class");
    }

    @Test
    void tests_that_xml_is_not_to_have_are_no_cases() {
        Element suite = suite(
                Story.of().ran("A#b", Outcome.PASSED).inXml("A#a", "", "").ended("A#a", Outcome.ABORTED, "not here"));

        assertThat(children(suite, "testcase"))
                .extracting(one -> one.getAttribute("name"))
                .containsExactly("b");
    }

    @Test
    void what_was_not_run_for_another_reason_is_a_case() {
        Element suite =
                suite(Story.of().found("A#a").ended("A#a", Outcome.NOT_RUN, "stopped after the first failure: .:B"));

        assertThat(results(testCase(suite, "a"))).containsExactly("skipped");
    }

    @Test
    void classes_inside_of_a_skipped_one_are_one_case_each() {
        Element suite = suite(Story.of()
                .inXml("A$B#a", "A$B", "")
                .inXml("A$B#b", "A$B", "")
                .inXml("A$C#c", "A$C", "")
                .ended("A$B#a", Outcome.SKIPPED, "off")
                .ended("A$B#b", Outcome.SKIPPED, "off")
                .ended("A$C#c", Outcome.SKIPPED, "off"));

        assertThat(children(suite, "testcase"))
                .extracting(one -> one.getAttribute("classname"))
                .containsExactly("A$B", "A$C");
        assertThat(properties(suite)).contains("runner.not-run=1");
    }

    @Test
    void a_template_that_was_aborted_before_its_first_invocation_is_no_case() {
        Element suite = suite(Story.of()
                .ran("A#a", Outcome.PASSED)
                .template("A#rows(int)")
                .ended("A#rows(int)", Outcome.ABORTED, "not here"));

        assertThat(children(suite, "testcase"))
                .extracting(one -> one.getAttribute("name"))
                .containsExactly("a");
        assertThat(properties(suite)).contains("runner.not-run=1");
    }

    @Test
    void a_template_is_a_case_only_with_an_outcome_of_its_own() {
        Element suite = suite(Story.of()
                .template("A#rows(int)")
                .ran("A#rows(int)[1]", Outcome.PASSED)
                .template("A#off(int)")
                .ended("A#off(int)", Outcome.SKIPPED, "disabled"));

        assertThat(children(suite, "testcase"))
                .extracting(one -> one.getAttribute("name"))
                .containsExactly("rows(int)[1]", "off(int)");
    }

    @Test
    void the_run_and_where_the_results_came_from_are_properties() {
        Element suite = suite(Story.of().on(LOCAL).ran("A#a", Outcome.PASSED));

        assertThat(properties(suite))
                .containsExactly(
                        "runner.run-id=r1",
                        "runner.environment=local",
                        "runner.provenance=local processes",
                        "runner.provenance.build=9ab77",
                        "runner.provenance.fallback-cause=containers: no engine");
        assertThat(children(testCase(suite, "a"), "properties")).isEmpty();
    }

    @Test
    void a_class_that_ran_in_two_environments_says_it_for_each_test() {
        Element suite = suite(Story.of().ran("A#a", Outcome.PASSED).on(LOCAL).ran("A#b", Outcome.PASSED));

        assertThat(properties(suite)).contains("runner.environment=none, local");
        assertThat(properties(testCase(suite, "a"))).contains("runner.environment=none");
        assertThat(properties(testCase(suite, "b")))
                .contains("runner.environment=local", "runner.provenance.fallback-cause=containers: no engine");
    }

    @Test
    void output_stands_with_its_test_and_what_xml_forbids_is_written_as_text() {
        Element suite = suite(Story.of()
                .found("A#a")
                .found("A#b")
                .printed("A#a", Stream.OUT, "one\r\n\u001b[31m<red>]]>&amp;")
                .printed("A#b", Stream.OUT, "other")
                .printed("A#a", Stream.ERR, "\u0000\ufffe\ud800x\udc00")
                .printed("A#a", Stream.OUT, "\ud83d")
                .printed("A#a", Stream.OUT, "\ude00")
                .ended("A#a", Outcome.PASSED)
                .ended("A#b", Outcome.PASSED));

        Element a = testCase(suite, "a");
        assertThat(child(a, "system-out").getTextContent()).isEqualTo("one\r\n&#27;[31m<red>]]>&amp;\ud83d\ude00");
        assertThat(child(a, "system-err").getTextContent()).isEqualTo("&#0;&#65534;&#55296;x&#56320;");
        assertThat(child(testCase(suite, "b"), "system-out").getTextContent()).isEqualTo("other");
        assertThat(children(testCase(suite, "b"), "system-err")).isEmpty();
    }

    @Test
    void of_a_very_long_output_the_end_is_kept_and_the_loss_told() {
        Story story = Story.of().found("A#a");
        String line = "0123456789".repeat(1_000) + "\n";
        for (int i = 0; i < 300; i++) {
            story.printed("A#a", Stream.OUT, line);
        }
        Element suite = suite(story.printed("A#a", Stream.OUT, "the end").ended("A#a", Outcome.PASSED));

        String text = child(testCase(suite, "a"), "system-out").getTextContent();
        assertThat(text).hasSizeBetween(OutputPlaces.CAP - line.length(), OutputPlaces.CAP + 200);
        assertThat(text).startsWith("[").endsWith("the end");
        String dropped = text.substring(1, text.indexOf(' '));
        int told = text.indexOf('\n') + 1;
        assertThat(Long.parseLong(dropped) + text.length() - told).isEqualTo(300L * line.length() + 7);
    }

    @Test
    void what_is_only_in_a_file_is_told_where_it_would_stand() {
        Element suite = suite(Story.of()
                .found("A#a")
                .printed("A#a", Stream.OUT, "begin")
                .leftOut("A#a", Stream.OUT, 0, "output/1.txt")
                .printed("A#a", Stream.ERR, "err")
                .leftOut("A#a", Stream.OUT, 104_857_600, "output/1.txt")
                .printed("A#a", Stream.OUT, "end")
                .ended("A#a", Outcome.PASSED));

        assertThat(child(testCase(suite, "a"), "system-out").getTextContent())
                .startsWith("begin\n[104857600 bytes are left out here; they are in ")
                .endsWith("output/1.txt]\nend");
        assertThat(child(testCase(suite, "a"), "system-err").getTextContent()).isEqualTo("err");
    }

    @Test
    void where_all_of_a_long_output_is_there_nothing_is_told() {
        Element suite = suite(Story.of()
                .found("A#a")
                .printed("A#a", Stream.OUT, "begin")
                .leftOut("A#a", Stream.OUT, 0, "output/1.txt")
                .printed("A#a", Stream.OUT, "end")
                .ended("A#a", Outcome.PASSED));

        assertThat(child(testCase(suite, "a"), "system-out").getTextContent()).isEqualTo("beginend");
    }

    @Test
    void a_journal_that_ends_within_a_long_output_says_where_the_rest_is() {
        Element suite = suite(Story.of()
                .found("A#a")
                .started("A#a")
                .printed("A#a", Stream.OUT, "begin")
                .leftOut("A#a", Stream.OUT, 0, "output/1.txt"));

        assertThat(child(testCase(suite, "a"), "system-out").getTextContent())
                .startsWith("begin\n[what follows is in ")
                .endsWith("output/1.txt]\n");
    }

    @Test
    void output_that_no_test_can_be_named_for_is_in_no_case_but_beside_them_as_its_workers() {
        JUnitXmlReport.Written written = write(Story.of()
                .add(new OutputCaptured(Optional.empty(), "w0", Stream.ERR, "no hello"))
                .in(ModuleId.of("apps/chat"))
                .worker("w1")
                .add(new OutputCaptured(Optional.empty(), "w1", Stream.OUT, "of the J"))
                .ran("A#a", Outcome.PASSED)
                .add(new OutputCaptured(Optional.empty(), "w1", Stream.ERR, "warning\n"))
                .add(new OutputCaptured(Optional.empty(), "w1", Stream.OUT, "VM\n"))
                .worker("w2"));

        assertThat(written.problems()).isEmpty();
        assertThat(children(testCase(Reports.parse(written.files().get(0)), "a"), "system-out"))
                .isEmpty();
        Path reports = folder.resolve("reports");
        assertThat(written.outputs())
                .containsExactly(
                        reports.resolve("r1-w0.err.txt"),
                        reports.resolve("apps/chat/r1-w1.out.txt"),
                        reports.resolve("apps/chat/r1-w1.err.txt"));
        assertThat(written.outputs())
                .extracting(JUnitXmlReportTest::text)
                .containsExactly("no hello", "of the JVM\n", "warning\n");
    }

    @Test
    void a_long_output_of_a_worker_says_where_the_rest_is() {
        JUnitXmlReport.Written written = write(Story.of()
                .worker("w1")
                .add(new OutputCaptured(Optional.empty(), "w1", Stream.OUT, "begin"))
                .add(new OutputLeftOut(Optional.empty(), "w1", Stream.OUT, 77, "output/0001-w1.out.txt"))
                .add(new OutputCaptured(Optional.empty(), "w1", Stream.OUT, "end")));

        assertThat(written.outputs())
                .singleElement()
                .extracting(JUnitXmlReportTest::text)
                .asString()
                .startsWith("begin\n[77 bytes are left out here; they are in ")
                .endsWith("output/0001-w1.out.txt]\nend");
    }

    @Test
    void executions_modules_and_odd_names_never_share_a_file() throws IOException {
        String odd = "Feature: a/b \\ \"c\" <d> ../../etc";
        JUnitXmlReport.Written written = write(Story.of()
                .ran("A#a", Outcome.PASSED)
                .ran("a#a", Outcome.PASSED)
                .ran(odd + "#scenario", Outcome.PASSED)
                .ran(odd.replace('/', ':') + "#scenario", Outcome.PASSED)
                .ran("x".repeat(400) + "#long", Outcome.PASSED)
                .ran("ö" + "x".repeat(400) + "#long", Outcome.PASSED)
                .in(new ModuleId(".", Optional.of("it")))
                .ran("A#a", Outcome.PASSED)
                .in(new ModuleId("apps", Optional.of("it")))
                .ran("A#a", Outcome.PASSED)
                .in(ModuleId.of("apps@it"))
                .ran("B#a", Outcome.PASSED)
                .in(ModuleId.of("../outside"))
                .ran("A#a", Outcome.PASSED));

        assertThat(written.problems()).isEmpty();
        Set<String> lowerCase = new HashSet<>();
        assertThat(written.files()).hasSize(10).allSatisfy(file -> {
            assertThat(file.normalize()).startsWith(written.folder()).isRegularFile();
            assertThat(lowerCase.add(file.toString().toLowerCase(java.util.Locale.ROOT)))
                    .isTrue();
            assertThat(children(Reports.parse(file), "testcase")).hasSize(1);
        });
        assertThat(written.files())
                .contains(
                        written.folder().resolve("@it/TEST-A.xml"),
                        written.folder().resolve("apps@it/TEST-A.xml"));
        try (java.util.stream.Stream<Path> all = Files.walk(written.folder())) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(10);
        }
    }

    @Test
    void reports_can_be_made_again_and_are_the_same() throws IOException {
        Story story = Story.of().ran("A#a", Outcome.PASSED).printed("A#a", Stream.OUT, "x");
        Path file = write(story).files().get(0);
        String first = Files.readString(file);

        assertThat(write(story).files()).containsExactly(file);
        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void a_result_of_a_test_that_nobody_announced_is_not_lost() {
        Element suite = suite(Story.of().ended("org.A#a", Outcome.FAILED));

        assertThat(testCase(suite, "a").getAttribute("classname")).isEqualTo("org.A");
        assertThat(results(testCase(suite, "a"))).containsExactly("error");
    }

    @Test
    void a_journal_that_is_missing_or_empty_is_told() {
        assertThat(JUnitXmlReport.write(folder.resolve("none.jsonl"), folder).problems())
                .singleElement()
                .asString()
                .contains("none.jsonl");
        assertThat(JUnitXmlReport.write(Reports.journal(folder, ""), folder).problems())
                .singleElement()
                .asString()
                .contains("has no event");
    }

    @Test
    void a_place_that_cannot_be_written_is_told() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        Path journal = Reports.journal(folder, Story.of().ran("A#a", Outcome.PASSED));

        JUnitXmlReport.Written written = JUnitXmlReport.write(journal, blocked);

        assertThat(written.files()).isEmpty();
        assertThat(written.problems()).singleElement().asString().startsWith("reports are missing: ");
    }

    private static Failure assertion(String message) {
        return new Failure(
                "org.opentest4j.AssertionFailedError", message, "the trace", Optional.empty(), Optional.empty());
    }
}
