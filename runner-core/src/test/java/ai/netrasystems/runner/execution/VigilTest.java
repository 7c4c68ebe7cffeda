package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A test that takes long, and a worker that says nothing: people are told, and nothing is ended. */
class VigilTest {
    @TempDir
    private Path folder;

    /** Ends a run that would otherwise wait for ever for a word that does not come. */
    private FaultRun waits() {
        FaultRun run = new FaultRun("6.1.3", folder, "Waits");
        run.fixture.budget = Optional.of(Duration.ofMinutes(5));
        return run;
    }

    @Test
    void a_test_that_runs_for_long_is_told_once_with_where_it_is() {
        FaultRun run = waits();
        run.jumpAt("waiting", Duration.ofMinutes(2));
        onNote(run, "thread dump", note -> release(run));
        // The dispatcher looks at the clock after each message: here while the test still runs.
        run.jumpAt("released", Duration.ofMinutes(4));

        run.completed();

        assertThat(run.events().outcomes()).containsEntry("Waits#b_fault()", "passed");
        assertThat(notes(run)).singleElement().satisfies(note -> {
            assertThat(note).contains("Waits#b_fault() has run for 12", " s; thread dump: ");
            assertThat(dump(note)).contains("fixtures.Waits.b_fault");
        });
    }

    @Test
    void a_secret_in_a_thread_dump_is_replaced() {
        FaultRun run = waits();
        run.fixture.redactor = Redactor.of(List.of(new Secret("fixtures.Waits")));
        run.jumpAt("waiting", Duration.ofMinutes(2));
        onNote(run, "thread dump", note -> release(run));

        run.completed();

        assertThat(notes(run))
                .singleElement()
                .satisfies(
                        note -> assertThat(dump(note)).contains("***.b_fault").doesNotContain("fixtures.Waits"));
    }

    @Test
    void a_test_that_ends_in_time_is_not_told() {
        FaultRun run = waits();
        run.jumpAt("waiting", Duration.ofSeconds(20));
        run.fixture.events.on(event -> {
            if (event instanceof OutputCaptured said && said.text().contains("waiting")) {
                release(run);
            }
        });
        run.jumpAt("released", Duration.ofSeconds(40));

        run.completed();

        assertThat(notes(run)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX) // its stop is looked up in /proc
    void a_worker_that_gives_no_dump_is_told_once_to_be_unresponsive_and_ended_by_its_deadline_only() {
        FaultRun run = new FaultRun("6.1.3", folder, "Waits", "Sound");
        run.fixture.testTimeout = Optional.of(Duration.ofMinutes(5));
        StoppedWorker unused = new StoppedWorker(run, () -> run.fixture.clock.stepAtEachLook(Duration.ofSeconds(3)));
        run.fixture.events.on(event -> {
            if (event instanceof TestFinished end && end.test().value().endsWith("#b_fault()")) {
                run.fixture.clock.stepAtEachLook(Duration.ZERO);
            }
        });

        run.completed();

        assertThat(run.events().outcomes())
                .containsEntry("Waits#b_fault()", "timed-out")
                .containsEntry("Sound#two()", "passed");
        assertThat(notes(run))
                .singleElement()
                .asString()
                .startsWith("worker-1 is unresponsive, ")
                .contains("Waits#b_fault() has run for ", "it gives no thread dump");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void an_answer_that_comes_late_is_told_too() {
        FaultRun run = waits();
        StoppedWorker worker = new StoppedWorker(run, () -> run.fixture.clock.stepAtEachLook(Duration.ofSeconds(3)));
        onNote(run, "unresponsive", note -> {
            run.fixture.clock.stepAtEachLook(Duration.ZERO);
            worker.resume();
        });
        // Until then its test goes on: a worker that has ended gives no answer.
        onNote(run, "thread dump: ", note -> release(run));

        run.completed();

        assertThat(run.events().outcomes()).containsEntry("Waits#b_fault()", "passed");
        assertThat(run.events().of(WorkerStarted.class)).hasSize(1);
        assertThat(notes(run)).hasSize(2);
        assertThat(notes(run).get(0)).contains("unresponsive");
        assertThat(notes(run).get(1))
                .contains("; thread dump: ")
                // Stopped as it was told to have begun, it may not have reached its body.
                .satisfies(note -> assertThat(dump(note)).contains("\"main\"", "org.junit."));
    }

    private static void onNote(FaultRun run, String text, Consumer<String> action) {
        run.fixture.events.on(event -> {
            if (event instanceof Noted noted && noted.message().contains(text)) {
                action.accept(noted.message());
            }
        });
    }

    private static void release(FaultRun run) {
        try {
            Files.createFile(Path.of(run.written() + ".release"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> notes(FaultRun run) {
        return run.events().of(Noted.class).stream().map(Noted::message).toList();
    }

    private static String dump(String note) {
        try {
            return Files.readString(Path.of(note.substring(note.indexOf("thread dump: ") + "thread dump: ".length())));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
