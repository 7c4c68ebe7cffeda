package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import ai.netrasystems.runner.history.JournalLines;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where in the journal the output of one test stands: of both streams together at most the last {@value #CAP}
 * characters and a piece. Holds places, not texts.
 */
final class OutputPlaces {
    /** Most characters of output that the report of a test has. */
    static final int CAP = 1024 * 1024;

    private static final int FIELDS = 4;

    // Offset, length in bytes, characters, and kind and stream, of each piece; from head on.
    private long[] places = new long[FIELDS * 2];
    private int head;
    private int size;
    private long characters;
    private long dropped;

    /** What stands at a place, for one stream each. */
    private enum Kind {
        TEXT(0),
        LEFT_OUT(2);

        private final long base;

        Kind(long base) {
            this.base = base;
        }

        long mark(OutputCaptured.Stream stream) {
            return base + (stream == OutputCaptured.Stream.ERR ? 1 : 0);
        }
    }

    void add(long offset, int length, OutputCaptured piece) {
        add(offset, length, piece.text().length(), Kind.TEXT.mark(piece.stream()));
        while (characters > CAP && size - head > FIELDS) {
            characters -= places[head + 2];
            dropped += places[head + 2];
            head += FIELDS;
        }
    }

    void add(long offset, int length, OutputLeftOut gap) {
        add(offset, length, 0, Kind.LEFT_OUT.mark(gap.stream()));
    }

    private void add(long offset, int length, int textLength, long mark) {
        if (size + FIELDS > places.length) {
            makeRoom();
        }
        places[size] = offset;
        places[size + 1] = length;
        places[size + 2] = textLength;
        places[size + 3] = mark;
        size += FIELDS;
        characters += textLength;
    }

    private void makeRoom() {
        int used = size - head;
        long[] target = used * 2 > places.length ? new long[places.length * 2] : places;
        System.arraycopy(places, head, target, 0, used);
        places = target;
        head = 0;
        size = used;
    }

    /** The text of one stream; says in lines of its own how much is left out, and where it is. */
    String read(JournalLines journal, OutputCaptured.Stream stream) throws IOException {
        StringBuilder text = new StringBuilder();
        Optional<OutputLeftOut> open = Optional.empty();
        for (int at = head; at < size; at += FIELDS) {
            if (places[at + 3] == Kind.TEXT.mark(stream)) {
                open = Optional.empty();
                read(journal, at, OutputCaptured.class).ifPresent(output -> text.append(output.text()));
            } else if (places[at + 3] == Kind.LEFT_OUT.mark(stream)) {
                open = read(journal, at, OutputLeftOut.class);
                open.filter(gap -> gap.bytes() > 0)
                        .ifPresent(gap -> line(text, gap.bytes() + " bytes are left out here; they are", gap, journal));
            }
        }
        // The journal ends before the test does.
        open.filter(gap -> gap.bytes() == 0).ifPresent(gap -> line(text, "what follows is", gap, journal));
        if (dropped > 0 && !text.isEmpty()) {
            text.insert(0, "[" + dropped + " characters before this are in the run's journal only]\n");
        }
        return text.toString();
    }

    private <E extends RunEvent> Optional<E> read(JournalLines journal, int at, Class<E> type) throws IOException {
        return journal.read(places[at], (int) places[at + 1], type);
    }

    private static void line(StringBuilder text, String what, OutputLeftOut gap, JournalLines journal) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        text.append('[')
                .append(what)
                .append(" in ")
                .append(journal.beside(gap.file()))
                .append("]\n");
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(places, head, size));
    }
}
