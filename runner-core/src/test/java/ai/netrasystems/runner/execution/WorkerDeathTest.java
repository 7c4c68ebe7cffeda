package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.report.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways in which the body of a test ends its JVM, or what JUnit holds to be the end of it. */
class WorkerDeathTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"5.8.2, ExitsWith7, 7", "6.1.3, ExitsWith0, 0", "5.14.1, Halts, 9", "6.1.3, KillsItself, 137"})
    void a_test_that_ends_its_jvm_is_crashed_and_alone_with_it(String junit, String type, int code) {
        FaultRun run = new FaultRun(junit, folder, type, "Sound").completed();

        TestFinished culprit = crashedAlone(run, type);
        assertThat(culprit.reason())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("its worker ended with exit code " + code));
        assertThat(run.events().of(WorkerEnded.class))
                .extracting(WorkerEnded::exitCode)
                .containsExactly(code, 0);
    }

    @Test
    void the_last_words_of_a_worker_are_kept_with_the_test_that_ended_it() {
        FaultRun run = new FaultRun("6.1.3", folder, "ExitsWith7").completed();

        assertThat(run.events().finished("ExitsWith7#b_fault()").failure())
                .hasValueSatisfying(failure -> assertThat(failure.stackTrace()).contains("last words"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void a_test_that_runs_out_of_memory_is_broken_and_alone_with_it(String junit) {
        FaultRun run = new FaultRun(junit, folder, "RunsOutOfMemory", "Sound").completed();

        TestFinished culprit = crashedAlone(run, "RunsOutOfMemory");
        assertThat(culprit.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains(": java.lang.OutOfMemoryError: "));
        assertThat(culprit.failure())
                .hasValueSatisfying(failure -> assertThat(failure.stackTrace()).contains("java.lang.OutOfMemoryError"));
    }

    @Test
    void a_test_that_leaves_no_memory_to_tell_of_it_is_crashed_and_alone_with_it() {
        FaultRun run = new FaultRun("6.1.3", folder, "KeepsAllMemory", "Sound")
                .jvm("-Xmx24m", "-XX:+UseSerialGC")
                .completed();

        crashedAlone(run, "KeepsAllMemory");
    }

    /** Without a core dump HotSpot ends with 1 where it says that it crashes. */
    @ParameterizedTest
    @CsvSource({"-XX:+ExitOnOutOfMemoryError, 3", "-XX:+CrashOnOutOfMemoryError, 1"})
    void a_jvm_that_ends_itself_without_memory_takes_one_test_with_it(String option, int code) {
        FaultRun run = new FaultRun("6.1.3", folder, "RunsOutOfMemory", "Sound")
                .jvm(option, "-XX:-CreateCoredumpOnCrash")
                .completed();

        assertThat(crashedAlone(run, "RunsOutOfMemory").reason())
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("exit code " + code));
    }

    /** The culprit; everything else passed in exactly two workers. */
    private static TestFinished crashedAlone(FaultRun run, String type) {
        assertThat(run.events().outcomes())
                .containsOnly(
                        entry(type + "#a_before()", "passed"),
                        entry(type + "#b_fault()", "crashed"),
                        entry(type + "#c_after()", "passed"),
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run.events().of(WorkerEnded.class)).hasSize(2);
        return run.events().finished(type + "#b_fault()");
    }
}
