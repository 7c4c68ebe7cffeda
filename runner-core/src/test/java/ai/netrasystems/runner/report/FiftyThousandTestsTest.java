package ai.netrasystems.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.history.EventStream;
import ai.netrasystems.runner.history.Journal;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The size of a large build: nothing in the stream, the tally or the reports may grow faster than the run. */
class FiftyThousandTestsTest {
    private static final int TESTS = 50_000;
    private static final int CLASSES = 500;

    @TempDir
    Path folder;

    @Test
    @Timeout(120) // takes 2 to 4 s on an idle machine
    void fifty_thousand_tests_go_through_stream_tally_and_reports() {
        Journal journal = Journal.create(folder, Story.RUN).fold(valid -> valid, problems -> {
            throw new AssertionError(problems);
        });
        Redactor redactor =
                Redactor.of(List.of(new Secret("eyJhbGciOiJIUzI1NiJ9.e30.c2ln"), new Secret("another-one")));
        Tally tally = new Tally();
        try (EventStream stream =
                EventStream.open(Story.RUN, Clock.systemUTC(), journal, () -> redactor, List.of(tally))) {
            for (int i = 0; i < TESTS; i++) {
                String test = "org.example.Class" + i % CLASSES + "#test" + i;
                Story story = Story.empty()
                        .found(test)
                        .started(test)
                        .printed(
                                test,
                                OutputCaptured.Stream.OUT,
                                "a line of output of a usual length, number " + i + "\n")
                        .ended(test, Outcome.PASSED);
                story.stamped().stream().map(Stamped::event).forEach(stream::publish);
            }
        }

        assertThat(tally.facts().counts()).containsEntry(Outcome.PASSED, TESTS).hasSize(1);
        JUnitXmlReport.Written written = JUnitXmlReport.write(journal.file(), folder.resolve("reports"));
        assertThat(written.problems()).isEmpty();
        assertThat(written.files()).hasSize(CLASSES);
        assertThat(Reports.parse(written.files().get(0)).getAttribute("tests"))
                .isEqualTo(Integer.toString(TESTS / CLASSES));
    }
}
