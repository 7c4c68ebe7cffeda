package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is stopped: within five seconds, with a complete report, leaving nothing behind. */
class SignalsTest {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    /** A moment of a run: the event after which the signal is sent. */
    static Stream<Arguments> moments() {
        return Stream.of("INT", "TERM")
                .flatMap(signal -> Stream.of("service-starting", "test-started", "layer-finished")
                        .map(kind -> Arguments.of(signal, kind)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void a_signal_ends_the_run_with_a_complete_report_and_nothing_left(String signal, String kind) {
        Machine before = Machine.snapshot();

        Finished run = Workspace.runner(
                        "--execution-mode", "fast_feedback", "--environment", "local", "--output", "json")
                .start()
                .until(out -> out.contains("\"kind\":\"" + kind + "\""))
                .signal(signal)
                .await(Duration.ofSeconds(30));

        assertThat(run.exitCode()).as(run.text()).isEqualTo(signal.equals("INT") ? 130 : 143);
        assertThat(run.waited()).isLessThan(FIVE_SECONDS);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(events.get(events.size() - 1)).containsEntry("kind", "run-finished");
        assertThat(Journals.ofKind(events, "test-started").stream().map(event -> event.get("test")))
                .as("whatever started has an outcome")
                .isSubsetOf(Journals.ofKind(events, "test-finished").stream()
                        .map(event -> event.get("test"))
                        .toList());
        Path reports =
                Workspace.root().resolve(".runner/reports/" + events.get(0).get("run"));
        if (!Journals.ofKind(events, "test-finished").isEmpty()) {
            assertThat(reports).isDirectory();
        }
        assertThat(Machine.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("killMoments")
    void after_kill_9_workers_end_by_themselves_and_the_next_run_removes_the_rest(String kind) throws Exception {
        Machine before = Machine.snapshot();
        Process bystander = new ProcessBuilder("sleep", "300").start();
        try {
            Workspace.runner("--execution-mode", "fast_feedback", "--environment", "local", "--output", "json")
                    .start()
                    .until(out -> out.contains("\"kind\":\"" + kind + "\""))
                    .signal("KILL")
                    .await(Duration.ofSeconds(10));

            Finished next = Workspace.runner("--category", "smoke").run();

            assertThat(next.exitCode()).as(next.text()).isZero();
            assertThat(bystander.isAlive()).isTrue();
            assertThat(Machine.snapshot()).isEqualTo(before);
        } finally {
            bystander.destroyForcibly().waitFor();
        }
    }

    static Stream<String> killMoments() {
        return Stream.of("service-starting", "service-ready", "test-started", "layer-finished");
    }

    @Test
    void two_runs_at_once_do_not_disturb_each_other() {
        Machine before = Machine.snapshot();
        RunningRunner first = Workspace.runner("--execution-mode", "fast_feedback", "--environment", "local")
                .start();
        RunningRunner second = Workspace.runner("--execution-mode", "fast_feedback", "--environment", "local")
                .start();

        Finished one = first.await(Duration.ofMinutes(5));
        Finished two = second.await(Duration.ofMinutes(5));

        assertThat(one.exitCode()).as(one.text()).isZero();
        assertThat(two.exitCode()).as(two.text()).isZero();
        assertThat(Machine.snapshot()).isEqualTo(before);
    }
}
