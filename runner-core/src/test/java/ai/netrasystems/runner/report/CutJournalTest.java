package ai.netrasystems.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.EventCodec;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.SelectiveVisitor;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.history.JournalReader;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What a {@code kill -9} leaves: the journal of a run, cut anywhere. */
class CutJournalTest {
    @TempDir
    Path folder;

    @Test
    void wherever_the_journal_is_cut_reports_are_well_formed_and_only_what_passed_looks_passed() throws IOException {
        EventCodec codec = new EventCodec();
        String whole = story().stamped().stream()
                .map(event -> codec.write(event) + "\n")
                .collect(Collectors.joining());
        int cases = 0;
        for (int cut = 0; cut <= whole.length(); cut += 17) {
            Path journal = Reports.journal(folder, whole.substring(0, cut));
            Path reports = folder.resolve("cut" + cut);

            JUnitXmlReport.Written written = JUnitXmlReport.write(journal, reports);

            Set<String> looksPassed = new TreeSet<>();
            for (Path file : written.files()) {
                Element suite = Reports.parse(file);
                for (Element testCase : Reports.children(suite, "testcase")) {
                    cases++;
                    if (Reports.results(testCase).isEmpty()) {
                        looksPassed.add(testCase.getAttribute("classname") + "#" + testCase.getAttribute("name"));
                    }
                }
            }
            assertThat(looksPassed).isEqualTo(passed(journal));
        }
        assertThat(cases).isGreaterThan(500);
    }

    @Test
    void a_test_in_flight_and_one_that_had_not_begun_are_told_apart() {
        Story story = Story.of().found("A#flying").found("A#waiting").started("A#flying");

        Element suite = Reports.parse(JUnitXmlReport.write(Reports.journal(folder, story), folder)
                .files()
                .get(0));

        Element flying = Reports.child(Reports.testCase(suite, "flying"), "error");
        assertThat(flying.getAttribute("type")).isEqualTo("interrupted");
        assertThat(flying.getAttribute("message")).isEqualTo("it was running when the journal ends");
        Element waiting = Reports.child(Reports.testCase(suite, "waiting"), "skipped");
        assertThat(waiting.getAttribute("type")).isEqualTo("not-run");
    }

    @Test
    void a_second_attempt_in_flight_is_not_passed_whatever_the_first_was() {
        Story story = Story.of().ran("A#a", Outcome.PASSED).started("A#a", "w2", 2);

        Element suite = Reports.parse(JUnitXmlReport.write(Reports.journal(folder, story), folder)
                .files()
                .get(0));

        assertThat(Reports.results(Reports.testCase(suite, "a"))).containsExactly("error");
    }

    private static Story story() {
        return Story.of()
                .found("A#a")
                .found("A#b")
                .template("A#t(int)")
                .started("A#a")
                .printed("A#a", OutputCaptured.Stream.OUT, "hällo\u001b\n")
                .ended("A#a", Outcome.PASSED)
                .started("A#b")
                .failed("A#b", Story.failure("boom"))
                .found("A#t(int)[1]")
                .started("A#t(int)[1]")
                .ended("A#t(int)[1]", Outcome.PASSED)
                .in(new ModuleId("apps", Optional.of("it")))
                .containerFailed("B")
                .found("C$In#c")
                .started("C$In#c")
                .ended("C$In#c", 1, Outcome.INTERRUPTED, "the worker died")
                .started("C$In#c", "w2", 2)
                .ended("C$In#c", 2, Outcome.PASSED, "");
    }

    /** What a simple reader of the journal says has passed: each test's last event is its passing. */
    private static Set<String> passed(Path journal) throws IOException {
        Set<String> passed = new TreeSet<>();
        for (Stamped stamped : new JournalReader().all(journal)) {
            stamped.event().accept(new SelectiveVisitor<Boolean>() {
                @Override
                public Boolean testFinished(TestFinished event) {
                    String test = event.test().value();
                    return event.outcome() == Outcome.PASSED && passed.add(test.substring(test.indexOf(':') + 1));
                }

                @Override
                public Boolean other(RunEvent event) {
                    return false;
                }
            });
        }
        return passed;
    }
}
