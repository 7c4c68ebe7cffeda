package ai.netrasystems.runner.worker.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One of the two standard streams, as tests see it. Text goes out by the line, or when another test's thread writes,
 * or in pieces of at most {@value #PIECE} bytes; never in the middle of a character. Thread-safe.
 */
public final class AttributedStream extends OutputStream {
    private static final int PIECE = 8 * 1024;

    private final Attribution attribution;
    private final Sink sink;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private Optional<String> owner = Optional.empty();

    /** Sends to {@code sink} what threads write. */
    public AttributedStream(Attribution attribution, Sink sink) {
        this.attribution = attribution;
        this.sink = sink;
    }

    /**
     * The stream as {@link System#setOut} wants it. UTF-8, so that no character is lost to the machine's locale. A test
     * that closes it does not silence the others.
     */
    public PrintStream printStream() {
        return new PrintStream(this, true, StandardCharsets.UTF_8) {
            @Override
            public void close() {
                flush();
            }
        };
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        Optional<String> writer = attribution.current();
        if (!writer.equals(owner)) {
            send(pending.size());
            owner = writer;
        }
        for (int done = 0; done < length; ) {
            int part = Math.min(PIECE - pending.size(), length - done);
            pending.write(bytes, offset + done, part);
            done += part;
            if (pending.size() >= PIECE) {
                send(wholeCharacters(pending.toByteArray()));
            }
        }
        if (length > 0 && bytes[offset + length - 1] == '\n') {
            send(pending.size());
        }
    }

    /** Sends what was written so far; called before a test's end is told, so that its text comes first. */
    public synchronized void drain() {
        send(pending.size());
    }

    private void send(int length) {
        if (length == 0) {
            return;
        }
        byte[] all = pending.toByteArray();
        pending.reset();
        pending.write(all, length, all.length - length);
        sink.text(owner, new String(all, 0, length, StandardCharsets.UTF_8));
    }

    /** Length without a last character that is not complete yet (UTF-8: at most three bytes of it). */
    private static int wholeCharacters(byte[] bytes) {
        int start = bytes.length - 1;
        while (start > bytes.length - 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        int lead = bytes[start] & 0xff;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return start + needed > bytes.length ? start : bytes.length;
    }

    /** Where text goes. */
    @FunctionalInterface
    public interface Sink {
        /** Takes text of a test, or of none. */
        void text(Optional<String> uniqueId, String text);
    }
}
