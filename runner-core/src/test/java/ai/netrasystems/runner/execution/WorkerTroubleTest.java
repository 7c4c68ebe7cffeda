package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.OwnThread;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured.Stream;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test may do to its JVM without ending it. */
@EnabledOnOs(OS.LINUX) // its stops are looked up in /proc
@TestMethodOrder(OrderAnnotation.class)
class WorkerTroubleTest {
    @TempDir
    private static Path foldersOfTheSilent;

    @TempDir
    private Path folder;

    private static FaultRun silent;
    private static CompletableFuture<FaultRun> silence;

    /** Its twenty seconds pass while the other tests run. */
    @BeforeAll
    static void stopOneWorkerForTwentySeconds() {
        silent = StoppedWorker.goingOnAfter(
                Duration.ofSeconds(20), new FaultRun("6.1.3", foldersOfTheSilent, "Waits", "Sound"));
        silence = CompletableFuture.supplyAsync(silent::completed, OwnThread.EXECUTOR);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_worker_that_was_stopped_for_twenty_seconds_loses_nothing() {
        silence.join();

        assertThat(silent.events().outcomes())
                .containsOnly(
                        entry("Waits#a_before()", "passed"),
                        entry("Waits#b_fault()", "passed"),
                        entry("Waits#c_after()", "passed"),
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"));
        assertThat(silent.events().output("Waits#b_fault()", Stream.OUT)).isEqualTo("waiting\nreleased\n");
        assertThat(silent.events().finished("Waits#b_fault()").took()).isGreaterThan(Duration.ofSeconds(19));
        assertThat(silent.events().of(WorkerStarted.class)).hasSize(1);
        silent.witness().agrees();
        assertThat(silent.witness().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void a_stopped_worker_is_ended_at_its_deadline_without_a_dump() {
        FaultRun run = new FaultRun("6.1.3", folder, "Waits", "Sound");
        run.fixture.testTimeout = Optional.of(Duration.ofMinutes(10));
        StoppedWorker unused = new StoppedWorker(run, () -> run.fixture.clock.jump(Duration.ofMinutes(11)));

        assertThat(timedOut(run, "Waits")).contains("no thread dump");
    }

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
        return timedOut(new FaultRun("6.1.3", folder, type, "Sound").deadlineWhenItHangs(), type);
    }

    private static String timedOut(FaultRun run, String type) {
        run.completed();

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

    @Test
    void what_is_printed_after_standard_output_was_closed_is_kept() {
        FaultRun run = allPass("ClosesStreams");

        assertThat(run.events().output("ClosesStreams#c_after()", Stream.OUT)).isEqualTo("after it\n");
    }

    @Test
    void what_is_printed_after_the_file_descriptors_were_closed_is_kept() {
        FaultRun run = allPass("ClosesDescriptors");

        assertThat(run.events().output("ClosesDescriptors#c_after()", Stream.OUT))
                .isEqualTo("after it\n");
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
