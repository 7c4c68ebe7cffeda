package ai.netrasystems.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured.Stream;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.TestId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LongOutputsTest {
    private static final TestId TEST = new TestId(".:a.LoudTest#shouts()");
    private static final int MOST = LongOutputs.MOST;

    @TempDir
    Path run;

    private final List<RunEvent> journal = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60_000, 70_000, 600_000, LongOutputs.MOST})
    void what_fits_is_in_the_journal_whole_and_in_order(int length) {
        LongOutputs outputs = new LongOutputs(run);
        String text = text(length);

        write(outputs, Stream.OUT, text);
        end(outputs);

        assertThat(journaled(Stream.OUT)).isEqualTo(text);
        assertThat(gaps()).allSatisfy(gap -> assertThat(gap.bytes()).isZero());
    }

    @Test
    void of_what_does_not_fit_the_journal_has_both_ends_the_file_everything_and_the_gap_is_counted()
            throws IOException {
        LongOutputs outputs = new LongOutputs(run);
        String text = text(5 * MOST);

        write(outputs, Stream.OUT, text);
        end(outputs);

        OutputLeftOut gap = gaps().get(gaps().size() - 1);
        assertThat(Files.readString(run.resolve(gap.file()))).isEqualTo(text);
        String kept = journaled(Stream.OUT);
        assertThat(kept).hasSizeBetween(MOST - OutputPieces.LONGEST, MOST);
        assertThat(kept.length() + gap.bytes()).isEqualTo(text.length());
        assertThat(text).startsWith(kept.substring(0, MOST / 3)).endsWith(kept.substring(kept.length() - MOST / 3));
        assertThat(journal.get(journal.size() - 1)).isInstanceOf(TestFinished.class);
    }

    @Test
    void two_streams_share_the_room_and_each_has_its_end() throws IOException {
        LongOutputs outputs = new LongOutputs(run);

        write(outputs, Stream.OUT, text(2 * MOST) + "last of out");
        write(outputs, Stream.ERR, text(3 * MOST) + "last of err");
        end(outputs);

        assertThat(journaled(Stream.OUT)).endsWith("last of out");
        assertThat(journaled(Stream.ERR)).endsWith("last of err");
        assertThat(journaled(Stream.OUT).length() + journaled(Stream.ERR).length())
                .isLessThanOrEqualTo(MOST);
        assertThat(gaps().stream().map(OutputLeftOut::file).distinct()).hasSize(2);
    }

    @Test
    void a_character_is_never_torn_where_the_end_begins() {
        LongOutputs outputs = new LongOutputs(run);

        write(outputs, Stream.OUT, "x" + "\ud83d\ude00".repeat(MOST));
        end(outputs);

        assertThat(journaled(Stream.OUT)).doesNotContain("\ufffd").endsWith("\ud83d\ude00");
        long kept = journaled(Stream.OUT).getBytes(StandardCharsets.UTF_8).length;
        assertThat(kept + gaps().get(gaps().size() - 1).bytes()).isEqualTo(1 + 4L * MOST);
    }

    @Test
    void each_attempt_has_its_own_ends_and_all_are_in_one_file() throws IOException {
        LongOutputs outputs = new LongOutputs(run);

        write(outputs, Stream.OUT, "first" + text(2 * MOST));
        end(outputs);
        journal.clear();
        write(outputs, Stream.OUT, "second" + text(2 * MOST));
        end(outputs);

        assertThat(journaled(Stream.OUT)).startsWith("second");
        assertThat(Files.readString(run.resolve(gaps().get(0).file()))).contains("first", "second");
    }

    @Test
    void what_no_test_can_be_named_for_is_bounded_until_its_worker_ends() throws IOException {
        LongOutputs outputs = new LongOutputs(run);
        String text = text(3 * MOST);

        write(outputs, Optional.empty(), Stream.ERR, text);
        journal.addAll(outputs.of(new WorkerEnded("w1", 0, Optional.empty(), List.of())));

        assertThat(journaled(Stream.ERR)).hasSizeLessThanOrEqualTo(MOST);
        assertThat(journal.get(journal.size() - 1)).isInstanceOf(WorkerEnded.class);
        assertThat(Files.readString(run.resolve(gaps().get(0).file()))).isEqualTo(text);
    }

    @Test
    void short_outputs_make_no_file_however_many_there_are() {
        LongOutputs outputs = new LongOutputs(run);
        for (int i = 0; i < 1_000; i++) {
            write(outputs, Stream.OUT, text(1_000));
            end(outputs);
        }

        assertThat(run.resolve(LongOutputs.FOLDER)).doesNotExist();
    }

    @Test
    void a_file_that_can_not_be_written_is_told_once_and_the_test_goes_on() throws IOException {
        Files.writeString(run.resolve(LongOutputs.FOLDER), "in the way");
        LongOutputs outputs = new LongOutputs(run);

        write(outputs, Stream.OUT, text(3 * MOST));
        end(outputs);

        assertThat(journal.stream().filter(DefectFound.class::isInstance)).hasSize(1);
        assertThat(journal.get(journal.size() - 1)).isInstanceOf(TestFinished.class);
    }

    @Test
    @Timeout(60) // takes 1 to 2 s on an idle machine
    void a_hundred_megabytes_of_one_test_are_on_the_disk_redacted_and_the_journal_stays_small() throws IOException {
        Redactor redactor = Redactor.of(List.of(new Secret("hunter2-token")));
        Journal file = Journal.create(run, new RunId("r1")).fold(made -> made, problems -> {
            throw new AssertionError(problems);
        });
        String line = "a line with hunter2-token in it, as a test may write it " + "x".repeat(940) + "\n";
        int lines = 100 * 1024 * 1024 / line.length() + 1;
        List<Stamped> seen = new ArrayList<>();
        try (EventStream stream =
                EventStream.open(new RunId("r1"), Clock.systemUTC(), file, () -> redactor, List.of(seen::add))) {
            for (int i = 0; i < lines; i++) {
                stream.publish(output(Optional.of(TEST), Stream.OUT, line));
            }
            stream.publish(finished());
        }

        assertThat(Files.size(file.file())).isLessThan(2L * MOST);
        seen.forEach(event -> journal.add(event.event()));
        Path whole = run.resolve("r1").resolve(gaps().get(0).file());
        String redacted = line.replace("hunter2-token", Redactor.MASK);
        assertThat(Files.size(whole)).isEqualTo((long) lines * redacted.length());
        byte[] expected = redacted.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(whole)) {
            for (int i = 0; i < lines; i++) {
                assertThat(Arrays.equals(in.readNBytes(expected.length), expected))
                        .as("line %d", i)
                        .isTrue();
            }
        }
    }

    private void write(LongOutputs outputs, Stream stream, String text) {
        write(outputs, Optional.of(TEST), stream, text);
    }

    private void write(LongOutputs outputs, Optional<TestId> test, Stream stream, String text) {
        List<RunEvent> pieces = new ArrayList<>();
        OutputPieces.cut(output(test, stream, ""), text, pieces);
        pieces.forEach(piece -> journal.addAll(outputs.of(piece)));
    }

    private void end(LongOutputs outputs) {
        journal.addAll(outputs.of(finished()));
    }

    private static TestFinished finished() {
        return new TestFinished(
                TEST, 1, Outcome.PASSED, Duration.ZERO, Optional.empty(), Optional.empty(), Provenance.none());
    }

    private static OutputCaptured output(Optional<TestId> test, Stream stream, String text) {
        return new OutputCaptured(test, "w1", stream, text);
    }

    private String journaled(Stream stream) {
        return journal.stream()
                .filter(OutputCaptured.class::isInstance)
                .map(OutputCaptured.class::cast)
                .filter(output -> output.stream() == stream)
                .map(OutputCaptured::text)
                .collect(Collectors.joining());
    }

    private List<OutputLeftOut> gaps() {
        return journal.stream()
                .filter(OutputLeftOut.class::isInstance)
                .map(OutputLeftOut.class::cast)
                .toList();
    }

    /** Of that length, and no part of it like another of the same length nearby. */
    private static String text(int length) {
        StringBuilder text = new StringBuilder(length + 16);
        for (int i = 0; text.length() < length; i++) {
            text.append("line ").append(i).append('\n');
        }
        text.setLength(length);
        return text.toString();
    }
}
