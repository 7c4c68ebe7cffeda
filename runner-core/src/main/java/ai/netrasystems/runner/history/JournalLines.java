package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.EventCodec;
import ai.netrasystems.runner.event.RunEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Lines of a journal at places that a {@link JournalReader} told, so that texts need not be kept in memory. */
public final class JournalLines implements AutoCloseable {
    private final EventCodec codec = new EventCodec();
    private final Path journal;
    private final FileChannel channel;

    private JournalLines(Path journal, FileChannel channel) {
        this.journal = journal;
        this.channel = channel;
    }

    /** Opens the journal. */
    public static JournalLines open(Path journal) throws IOException {
        return new JournalLines(journal, FileChannel.open(journal, StandardOpenOption.READ));
    }

    /** The event at that place; empty where there is none of the type (somebody changed the file meanwhile). */
    public <E extends RunEvent> Optional<E> read(long offset, int length, Class<E> type) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        long at = offset;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, at);
            if (count < 0) {
                return Optional.empty();
            }
            at += count;
        }
        String line = new String(bytes.array(), StandardCharsets.UTF_8);
        return codec.read(line)
                .<Optional<RunEvent>>fold(
                        stamped -> Optional.of(stamped.event()), unknown -> Optional.empty(), why -> Optional.empty())
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** A file that an event names below the run's directory; it may be gone. */
    public Path beside(String name) {
        return journal.resolveSibling(name);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
