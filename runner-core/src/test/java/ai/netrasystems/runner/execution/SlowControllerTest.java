package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured.Stream;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.history.EventStream;
import ai.netrasystems.runner.history.Journal;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.report.JUnitXmlReport;
import ai.netrasystems.runner.report.Verdict;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that say more than the controller can take in at once: nothing is lost, and nothing grows without bound. */
class SlowControllerTest {
    private static final RunId RUN = new RunId("run-1");
    private static final long FLOOD = 100L * 1024 * 1023;

    @TempDir
    private Path folder;

    @Test
    void what_a_worker_said_before_its_end_is_heard_however_late() {
        FaultRun run = new FaultRun("6.1.3", folder, "Chatters");
        run.fixture.events.on(event -> {
            if (event instanceof TestFinished finished
                    && finished.test().value().endsWith("#a_before()")) {
                joinAll(run.fixture.processes);
            }
        });

        run.completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("Chatters#a_before()", "passed"),
                        entry("Chatters#b_fault()", "passed"),
                        entry("Chatters#c_after()", "passed"));
        assertThat(run.events().output("Chatters#b_fault()", Stream.OUT))
                .isEqualTo(
                        IntStream.range(0, 4_000).mapToObj(line -> line + "\n").collect(Collectors.joining()));
        assertThat(run.events().outputOfWorker("worker-1", Stream.OUT)).isEqualTo("past the stream\n");
        run.witness().agrees();
        assertThat(run.witness().verdict())
                .as("its worker died, with no test in flight")
                .isEqualTo(Verdict.FAILED);
    }

    /** Waits for the worker's end, and for as long as the controller may want to give up on what it said. */
    private static void joinAll(List<Long> pids) {
        try {
            for (long pid : pids) {
                ProcessHandle.of(pid)
                        .map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(null))
                        .get(60, TimeUnit.SECONDS);
            }
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("worker-1-end")) {
                    thread.join(7_000);
                }
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @ParameterizedTest
    @CsvSource({"Floods, TEST-fixtures.Floods.xml", "FloodsPastTheStreams, run-1-worker-1.out.txt"})
    void of_a_hundred_megabytes_all_is_on_disk_and_a_mebibyte_in_the_report(String type, String report)
            throws IOException {
        FaultRun run = new FaultRun("6.1.3", folder, type);
        Journal journal = Journal.create(folder.resolve("runs"), RUN).fold(valid -> valid, problems -> {
            throw new AssertionError(problems);
        });
        try (EventStream stream =
                EventStream.open(RUN, Clock.systemUTC(), journal, () -> Redactor.of(List.of()), List.of())) {
            run.fixture.sink = event -> {
                stream.publish(event);
                if (!(event instanceof OutputCaptured)) {
                    run.events().publish(event);
                }
            };
            run.completed();
        }

        assertThat(run.events().outcomes()).hasSize(3).containsValue("passed");
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.PASSED);
        AtomicLong kept = new AtomicLong();
        try (DirectoryStream<Path> whole =
                Files.newDirectoryStream(journal.file().resolveSibling("output"))) {
            for (Path file : whole) {
                kept.addAndGet(Files.readString(file)
                        .chars()
                        .filter(unit -> unit == 'x')
                        .count());
            }
        }
        assertThat(kept).hasValue(FLOOD);
        JUnitXmlReport.Written written = JUnitXmlReport.write(journal.file(), folder.resolve("reports"));
        assertThat(written.problems()).isEmpty();
        assertThat(Files.size(folder.resolve("reports/app").resolve(report))).isBetween(900L * 1024, 1200L * 1024);
    }
}
