package ai.netrasystems.runner.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.cli.console.ConsoleSettings.Form;
import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.EventCodec;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.RunRefused;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.TestId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TextConsoleTest {
    private static final String HOSTILE = "\u001b]0;owned\u0007\u001b[2J\r\u202e";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void names_messages_and_output_of_tests_send_nothing_to_the_terminal() {
        TestId id = new TestId(".:a.B#" + HOSTILE + "()");
        DiscoveredTest test = new DiscoveredTest(
                id,
                HOSTILE,
                HOSTILE,
                List.of("B", HOSTILE),
                "a.B",
                HOSTILE,
                false,
                Set.of(),
                Optional.empty(),
                Set.of());
        List<RunEvent> events = List.of(
                new Noted(Noted.Level.WARNING, HOSTILE),
                new TestsDiscovered(Samples.LAYER, Samples.MODULE, Samples.LOCAL, List.of(test)),
                Samples.started(id),
                new OutputCaptured(Optional.of(id), "w", OutputCaptured.Stream.OUT, HOSTILE),
                new OutputCaptured(Optional.empty(), "w", OutputCaptured.Stream.OUT, HOSTILE),
                Samples.finished(
                        id,
                        Outcome.FAILED,
                        Optional.of(HOSTILE),
                        Optional.of(new Failure(
                                HOSTILE,
                                HOSTILE,
                                HOSTILE,
                                Optional.of(HOSTILE),
                                Optional.of(HOSTILE + "\n" + HOSTILE)))),
                Samples.ended("failed", 1, Map.of(Outcome.FAILED, 1), List.of(HOSTILE)));

        for (Scene scene : List.of(Scene.of(Form.PLAIN), Scene.of(Form.QUIET), Scene.verbose())) {
            scene.show(events);
            assertThat((scene.out() + scene.err()).replace("\n", "").codePoints())
                    .noneMatch(Character::isISOControl)
                    .noneMatch(codePoint -> codePoint == 0x202e);
        }
    }

    @Test
    void json_is_the_event_stream_and_nothing_else_on_standard_output() {
        Scene scene = Scene.of(Form.JSON)
                .show(Samples.UP)
                .notice("interrupted: stopping")
                .show(Samples.DOWN);

        EventCodec codec = new EventCodec();
        List<RunEvent> read = new ArrayList<>();
        scene.out()
                .lines()
                .forEach(line -> codec.read(line)
                        .fold(stamped -> read.add(stamped.event()), unknown -> false, unreadable -> false));
        assertThat(read).hasSize(Samples.UP.size() + Samples.DOWN.size());
        assertThat(read).startsWith(Samples.UP.toArray(RunEvent[]::new));
        assertThat(scene.err()).isEqualTo("runner: interrupted: stopping\n");
    }

    @Test
    void wrong_usage_leaves_standard_output_empty() {
        for (Form form : List.of(Form.PLAIN, Form.QUIET, Form.LIVE)) {
            Scene scene = Scene.of(form)
                    .show(List.of(
                            new RunRefused(2, List.of("no category `nosuch`")),
                            Samples.ended("wrong-usage", 2, Map.of(), List.of())));

            assertThat(scene.out().replaceAll("\r\u001b\\[2K|\\[0:07] planning", ""))
                    .isEmpty();
            assertThat(scene.err()).isEqualTo("runner: no category `nosuch`\n");
        }
    }

    @Test
    void the_progress_line_never_takes_the_last_column() {
        String drawn = Scene.of(Form.LIVE)
                .show(Samples.UP)
                .show(List.of(Samples.started(Samples.START), Samples.started(Samples.CHAT)))
                .out();

        assertThat(drawn.split("[\r\n]", -1))
                .filteredOn(part -> part.contains("[0:07]"))
                .isNotEmpty()
                .allSatisfy(part ->
                        assertThat(TextWidth.of(part.replace("\u001b[2K", ""))).isLessThan(60));
    }

    @Test
    void a_long_silence_is_broken_by_a_line_that_says_what_is_under_way() {
        PlainScreen screen = new PlainScreen(out, out, true);
        Instant begin = Scene.BEGIN;

        screen.status(() -> "[0:00] planning", begin);
        screen.status(() -> "[0:29] 1/2; running B > slow (29 s)", begin.plusSeconds(29));
        assertThat(written()).isEmpty();
        screen.status(() -> "[0:30] 1/2; running B > slow (30 s)", begin.plusSeconds(30));
        screen.status(() -> "[0:31] 1/2; running B > slow (31 s)", begin.plusSeconds(31));

        assertThat(written()).isEqualTo("[0:30] 1/2; running B > slow (30 s)\n");
    }

    @Test
    void an_event_without_a_line_does_not_end_a_silence() {
        PlainScreen screen = new PlainScreen(out, out, true);
        Instant begin = Scene.BEGIN;

        screen.print(List.of("said"), begin);
        screen.print(List.of(), begin.plusSeconds(29));
        screen.status(() -> "[0:30] 1/2", begin.plusSeconds(30));

        assertThat(written()).isEqualTo("said\n[0:30] 1/2\n");
    }

    @Test
    void a_further_attempt_is_a_second_try_of_a_failed_test_only_where_tests_are_not_repeated() {
        List<RunEvent> events = List.of(
                Samples.DISCOVERED,
                Samples.started(Samples.CHAT),
                Samples.finished(Samples.CHAT, Outcome.FAILED, Optional.empty(), Optional.empty()),
                new TestStarted(Samples.CHAT, "worker-1", 2),
                Samples.finished(Samples.CHAT, Outcome.FAILED, Optional.empty(), Optional.empty()),
                Samples.ended("failed", 1, Map.of(Outcome.FAILED, 1), List.of()));

        assertThat(Scene.of(Form.PLAIN).show(events).out()).contains("1 failed test tried again, 0 passed then");
        assertThat(Scene.repeating().show(events).out()).contains("1 failed in").doesNotContain("tried again");
    }

    @Test
    void what_a_run_waits_for_is_said_even_where_little_is() {
        Scene scene = Scene.of(Form.QUIET)
                .show(List.of(
                        new Noted(Noted.Level.NOTE, "by the way"),
                        new Noted(Noted.Level.WAITING, "worker-1 waits for a debugger")));

        assertThat(scene.out()).contains("note: worker-1 waits for a debugger").doesNotContain("by the way");
    }

    @Test
    void progress_moves_between_events_and_ends_with_the_console() throws InterruptedException {
        ConsoleSettings settings = new ConsoleSettings(
                Form.LIVE,
                Palette.PLAIN,
                80,
                false,
                false,
                new Rerun("runner", List.of()),
                (run, project) -> "",
                Clock.systemUTC());
        Instant longAgo = Instant.now().minus(Duration.ofMinutes(3));
        try (Console console = settings.open(out, out)) {
            console.accept(new Stamped(new RunId("r"), 1, longAgo, Samples.STARTED));
            Instant deadline = Instant.now().plusSeconds(10);
            while (!written().contains("[3:01]") && Instant.now().isBefore(deadline)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(written()).contains("[3:00] planning", "[3:01] planning");
        }
        assertThat(written()).endsWith("\r\u001b[2K");
    }

    @Test
    void a_message_of_many_lines_is_cut_and_says_so() {
        Failure failure = new Failure("E", "line\n".repeat(50), "", Optional.empty(), Optional.empty());
        TestFinished finished = Samples.finished(Samples.CHAT, Outcome.FAILED, Optional.empty(), Optional.of(failure));

        assertThat(Scene.of(Form.PLAIN).show(List.of(finished)).out()).contains("... 30 more lines");
        assertThat(Scene.verbose().show(List.of(finished)).out()).doesNotContain("more line");
    }

    @Test
    void a_clock_that_goes_back_shows_no_negative_time() {
        RunState state = new RunState();
        state.take(new Stamped(new RunId("r"), 1, Scene.BEGIN, Samples.STARTED));

        assertThat(StatusLine.of(
                        state,
                        Clock.fixed(Scene.BEGIN.minusSeconds(9), ZoneOffset.UTC).instant()))
                .isEqualTo("[0:00] planning");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
