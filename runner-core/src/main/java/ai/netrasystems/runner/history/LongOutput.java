package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What one test or worker writes: how much of it the journal has, and the files with the whole. Not thread-safe. */
final class LongOutput {
    /** Bytes that the journal gets as they come. The rest of what it may have is for the end. */
    private static final int BEGINNING = LongOutputs.MOST / 2;

    /** Bytes of a stream that are held in memory before it gets a file. */
    private static final int SHORT = 64 * 1024;

    private final OutputCaptured like;
    private final Function<OutputCaptured.Stream, OutputFile> files;
    private final Map<OutputCaptured.Stream, Kept> streams = new EnumMap<>(OutputCaptured.Stream.class);
    private int journaled;

    /** Of whoever wrote this. {@code files}: gives a stream its file, once it needs one. */
    LongOutput(OutputCaptured like, Function<OutputCaptured.Stream, OutputFile> files) {
        this.like = like;
        this.files = files;
    }

    /** Whether any of it is in a file. */
    boolean hasFile() {
        return streams.values().stream().anyMatch(kept -> kept.file.isPresent());
    }

    /** Takes the next piece; it is passed on while there is room. */
    void add(OutputCaptured output, List<RunEvent> events) throws IOException {
        Kept kept = streams.computeIfAbsent(output.stream(), Kept::new);
        byte[] bytes = output.text().getBytes(StandardCharsets.UTF_8);
        if (kept.waiting == 0 && journaled + bytes.length <= BEGINNING) {
            journaled += bytes.length;
            events.add(output);
        } else {
            if (kept.waiting == 0) {
                events.add(leftOut(output.stream(), 0, kept.file()));
            }
            kept.waiting += bytes.length;
        }
        kept.write(bytes);
    }

    /** The end of an attempt: what of the ends has room, and how much has not. */
    void end(List<RunEvent> events) throws IOException {
        List<Kept> open =
                streams.values().stream().filter(kept -> kept.waiting > 0).toList();
        int room = open.isEmpty() ? 0 : (LongOutputs.MOST - journaled) / open.size();
        journaled = 0;
        for (Kept kept : open) {
            kept.end(room, events);
        }
    }

    private OutputLeftOut leftOut(OutputCaptured.Stream stream, long bytes, OutputFile file) {
        return new OutputLeftOut(like.test(), like.worker(), stream, bytes, file.name());
    }

    /** One stream. */
    private final class Kept {
        private final OutputCaptured.Stream stream;
        /** What was written before the stream had a file. */
        private final ByteArrayOutputStream early = new ByteArrayOutputStream();

        private Optional<OutputFile> file = Optional.empty();
        /** Bytes that are in the file and not in the journal. */
        private long waiting;

        Kept(OutputCaptured.Stream stream) {
            this.stream = stream;
        }

        OutputFile file() {
            if (file.isEmpty()) {
                file = Optional.of(files.apply(stream));
            }
            return file.get();
        }

        void write(byte[] bytes) throws IOException {
            early.writeBytes(bytes);
            if (file.isPresent() || early.size() > SHORT) {
                byte[] all = early.toByteArray();
                early.reset();
                file().append(all);
            }
        }

        void end(int room, List<RunEvent> events) throws IOException {
            long left = waiting;
            waiting = 0;
            byte[] tail = {};
            try {
                tail = file().tail((int) Math.min(left, room), left <= room);
            } finally {
                if (left > tail.length) {
                    events.add(leftOut(stream, left - tail.length, file()));
                }
            }
            OutputPieces.cut(
                    new OutputCaptured(like.test(), like.worker(), stream, ""),
                    new String(tail, StandardCharsets.UTF_8),
                    events);
        }
    }
}
