package ai.netrasystems.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.EventCodec;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    private final EventCodec codec = new EventCodec();
    private final JournalReader reader = new JournalReader();

    @TempDir
    Path folder;

    @Test
    void wherever_a_journal_is_cut_every_whole_line_is_read_and_no_problem_told() throws IOException {
        String text = line(1, "a") + "\n" + line(2, "bä") + "\n" + line(3, "c") + "\n";
        Path file = folder.resolve("events.jsonl");
        for (int cut = 0; cut <= text.length(); cut++) {
            String part = text.substring(0, cut);
            Files.writeString(file, part);
            List<Stamped> events = new ArrayList<>();

            JournalReader.Reading reading = reader.read(file, (stamped, offset, length) -> events.add(stamped));

            long whole = part.chars().filter(unit -> unit == '\n').count();
            assertThat(events.size()).isBetween((int) whole, (int) whole + 1);
            assertThat(reading.problems()).isEmpty();
            assertThat(reading.torn()).isEqualTo(!part.isEmpty() && !part.endsWith("\n") && events.size() == whole);
        }
    }

    @Test
    void damaged_lines_and_gaps_are_told_with_their_line_and_the_rest_is_read() throws IOException {
        Path file = write(line(1, "a"), "garbage", line(4, "b"), line(5, "c").replace("\"schema\":1", "\"schema\":9"));

        JournalReader.Reading reading = reader.read(file, (stamped, offset, length) -> {});

        assertThat(reading.events()).isEqualTo(2);
        assertThat(reading.problems())
                .containsExactly(
                        "line 2: not a JSON object",
                        "line 3: event 4 follows event 1",
                        "line 4: schema 9, and this runner reads 1");
    }

    @Test
    void kinds_that_were_added_later_are_passed_over() throws IOException {
        Path file = write(line(1, "a"), line(2, "b").replace("layer-started", "moon-rose"), line(3, "c"));

        JournalReader.Reading reading = reader.read(file, (stamped, offset, length) -> {});

        assertThat(reading).isEqualTo(new JournalReader.Reading(2, false, List.of()));
    }

    @Test
    void a_line_is_read_again_at_the_place_that_was_told() throws IOException {
        Path file = write(line(1, "a"), "", line(2, "second"), line(3, "c"));
        List<Optional<LayerStarted>> again = new ArrayList<>();
        try (JournalLines lines = JournalLines.open(file)) {
            reader.read(file, (stamped, offset, length) -> again.add(read(lines, offset, length)));

            assertThat(again)
                    .extracting(event -> event.orElseThrow().layer().value())
                    .containsExactly("a", "second", "c");
            assertThat(lines.read(0, 10, LayerStarted.class)).isEmpty();
            assertThat(lines.read(1_000_000, 10, LayerStarted.class)).isEmpty();
            assertThat(lines.read(0, line(1, "a").length(), RunEvent.RunFinished.class))
                    .isEmpty();
        }
    }

    private static Optional<LayerStarted> read(JournalLines lines, long offset, int length) {
        try {
            return lines.read(offset, length, LayerStarted.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("events.jsonl"), String.join("\n", lines) + "\n");
    }

    private String line(long sequence, String layer) {
        return codec.write(
                new Stamped(new RunId("r1"), sequence, Instant.EPOCH, new LayerStarted(new LayerName(layer))));
    }
}
