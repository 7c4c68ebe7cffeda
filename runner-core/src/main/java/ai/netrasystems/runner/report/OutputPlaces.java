package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.history.JournalLines;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where in the journal the output of one test stands: of both streams together at most the last {@value #CAP}
 * characters and a piece. Holds places, not texts.
 */
final class OutputPlaces {
    /** Most characters of output that the report of a test has. */
    static final int CAP = 1024 * 1024;

    private static final int FIELDS = 4;

    // Offset, length in bytes, characters, and 1 for the error stream, of each piece; from head on.
    private long[] places = new long[FIELDS * 4];
    private int head;
    private int size;
    private long characters;
    private long dropped;

    void add(long offset, int length, OutputCaptured piece) {
        int textLength = piece.text().length();
        if (size + FIELDS > places.length) {
            makeRoom();
        }
        places[size] = offset;
        places[size + 1] = length;
        places[size + 2] = textLength;
        places[size + 3] = mark(piece.stream());
        size += FIELDS;
        characters += textLength;
        while (characters > CAP && size - head > FIELDS) {
            characters -= places[head + 2];
            dropped += places[head + 2];
            head += FIELDS;
        }
    }

    private void makeRoom() {
        int used = size - head;
        long[] target = used * 2 > places.length ? new long[places.length * 2] : places;
        System.arraycopy(places, head, target, 0, used);
        places = target;
        head = 0;
        size = used;
    }

    /** The text of one stream; says in its first line how much is left out. */
    String read(JournalLines journal, OutputCaptured.Stream stream) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int at = head; at < size; at += FIELDS) {
            if (places[at + 3] == mark(stream)) {
                journal.read(places[at], (int) places[at + 1], OutputCaptured.class)
                        .ifPresent(output -> text.append(output.text()));
            }
        }
        if (dropped > 0 && !text.isEmpty()) {
            text.insert(0, "[" + dropped + " characters before this are in the run's journal only]\n");
        }
        return text.toString();
    }

    private static long mark(OutputCaptured.Stream stream) {
        return stream == OutputCaptured.Stream.ERR ? 1 : 0;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(places, head, size));
    }
}
