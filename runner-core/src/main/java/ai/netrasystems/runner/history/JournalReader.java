package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.EventCodec;
import ai.netrasystems.runner.event.Stamped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a journal, also one that is being written or whose writer was killed: a torn last line is no problem, it only
 * was not finished. Unknown kinds of events are passed over. Holds one line at a time. Immutable and thread-safe.
 */
public final class JournalReader {
    /** Most problems that are told of one journal. */
    private static final int MOST_PROBLEMS = 20;

    private static final int BUFFER = 1 << 16;

    private final EventCodec codec = new EventCodec();

    /** Takes an event and where its line stands, in bytes: {@link JournalLines} reads it again. */
    @FunctionalInterface
    public interface Visit {
        /** Called in the file's order. */
        void event(Stamped stamped, long offset, int length);
    }

    /**
     * How reading went.
     *
     * @param events how many were read
     * @param torn whether the last line was not finished
     * @param problems lines that can't be read and gaps, each in one line for people
     */
    public record Reading(long events, boolean torn, List<String> problems) {}

    /** Reads every event. */
    public Reading read(Path journal, Visit visit) throws IOException {
        Lines lines = new Lines(visit);
        try (InputStream in = Files.newInputStream(journal)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                lines.add(buffer, length);
            }
        }
        return lines.end();
    }

    /** All events in a list, for small journals. */
    public List<Stamped> all(Path journal) throws IOException {
        List<Stamped> events = new ArrayList<>();
        read(journal, (stamped, offset, length) -> events.add(stamped));
        return events;
    }

    private final class Lines {
        private final Visit visit;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);
        private final List<String> problems = new ArrayList<>();
        private long offset;
        private long number;
        private long events;
        private long lastSequence;

        Lines(Visit visit) {
            this.visit = visit;
        }

        void add(byte[] buffer, int length) {
            int from = 0;
            for (int at = 0; at < length; at++) {
                if (buffer[at] == '\n') {
                    line.write(buffer, from, at - from);
                    from = at + 1;
                    read().ifPresent(this::problem);
                    offset += line.size() + 1L;
                    line.reset();
                }
            }
            line.write(buffer, from, length - from);
        }

        Reading end() {
            boolean torn = line.size() > 0 && read().isPresent();
            return new Reading(events, torn, List.copyOf(problems));
        }

        /** Reads the line; why it can't be read, else empty. */
        private Optional<String> read() {
            number++;
            return codec.read(line.toString(StandardCharsets.UTF_8)).fold(this::known, this::unknown, Optional::of);
        }

        private Optional<String> known(Stamped stamped) {
            if (stamped.sequence() != lastSequence + 1) {
                problem("event " + stamped.sequence() + " follows event " + lastSequence);
            }
            lastSequence = stamped.sequence();
            events++;
            visit.event(stamped, offset, line.size());
            return Optional.empty();
        }

        private Optional<String> unknown(String kind) {
            lastSequence++;
            return Optional.empty();
        }

        private void problem(String why) {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add("line " + number + ": " + why);
            }
        }
    }
}
