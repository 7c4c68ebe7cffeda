package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.event.RunEvent.OutputCaptured.Stream;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test may do to its JVM without ending it. */
class WorkerTroubleTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"5.8.2, Overflows", "6.1.3, Overflows", "6.1.3, OverflowsWhileItPrints"})
    void a_stack_that_overflows_fails_its_test_only(String junit, String type) {
        FaultRun run = new FaultRun(junit, folder, type).completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry(type + "#a_before()", "passed"),
                        entry(type + "#b_fault()", "failed"),
                        entry(type + "#c_after()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.events().of(WorkerStarted.class)).hasSize(1);
        assertThat(run.events().output(type + "#c_after()", Stream.OUT)).isEqualTo("after it\n");
    }

    @Test
    void an_infinite_loop_is_ended_at_its_deadline_with_where_it_was() {
        String dump = timedOut("Spins");

        assertThat(dump).contains("fixtures.Spins.b_fault");
    }

    @Test
    void a_deadlock_is_ended_at_its_deadline_with_both_threads() {
        String dump = timedOut("Deadlocks");

        assertThat(dump).contains("\"left-then-right\"", "\"right-then-left\"", "fixtures.Deadlocks.lock");
    }

    private String timedOut(String type) {
        FaultRun run = new FaultRun("6.1.3", folder, type, "Sound")
                .deadlineWhenItHangs()
                .completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry(type + "#a_before()", "passed"),
                        entry(type + "#b_fault()", "timed-out"),
                        entry(type + "#c_after()", "passed"),
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.events().of(WorkerStarted.class)).hasSize(2);
        return run.events()
                .finished(type + "#b_fault()")
                .failure()
                .orElseThrow()
                .stackTrace();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ClosesStreams", "ClosesDescriptors"})
    void what_is_printed_after_standard_output_was_closed_is_kept(String type) {
        FaultRun run = allPass(type);

        assertThat(run.events().output(type + "#c_after()", Stream.OUT)).isEqualTo("after it\n");
    }

    @Test
    void threads_that_never_end_keep_neither_the_worker_nor_the_run() {
        allPass("LeavesThreads");
    }

    @Test
    void a_shutdown_hook_that_never_ends_keeps_its_worker_for_a_while_only() {
        FaultRun run = new FaultRun("6.1.3", folder, "LeavesHook");
        run.jumpAt("hook hangs", Duration.ofMinutes(1));

        passed(run, "LeavesHook");
        assertThat(run.witness().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void a_jvm_that_breaks_after_its_last_test_is_told() {
        FaultRun run = new FaultRun("6.1.3", folder, "HaltsAtTheEnd");

        passed(run, "HaltsAtTheEnd");
        assertThat(run.events().of(WorkerEnded.class)).singleElement().satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(9);
            assertThat(ended.reason()).isPresent();
        });
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    private FaultRun allPass(String type) {
        FaultRun run = passed(new FaultRun("6.1.3", folder, type), type);
        assertThat(run.witness().verdict()).isEqualTo(Verdict.PASSED);
        return run;
    }

    private static FaultRun passed(FaultRun run, String type) {
        run.completed();
        assertThat(run.events().outcomes())
                .containsOnly(
                        entry(type + "#a_before()", "passed"),
                        entry(type + "#b_fault()", "passed"),
                        entry(type + "#c_after()", "passed"));
        run.witness().agrees();
        assertThat(run.events().of(WorkerStarted.class)).hasSize(1);
        return run;
    }
}
