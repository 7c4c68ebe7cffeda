package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/**
 * The file of one stream of one output, made by its first byte: {@code output/0001-ChatTest_answers.out.txt}. Opened
 * for each writing, so that however many outputs are long none holds a file open. Not thread-safe.
 */
final class OutputFile {
    private static final int LONGEST_NAME = 80;

    private final Path file;
    private final String name;
    private long length;

    private OutputFile(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /** Not yet made. The number makes it unique, the rest is for people. */
    static OutputFile numbered(int number, Path run, String folder, String owner, OutputCaptured.Stream stream) {
        String plain = owner.replaceAll("[^A-Za-z0-9]+", "_");
        String readable = plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
        String name = folder + "/"
                + String.format(Locale.ROOT, "%04d", number)
                + (readable.startsWith("_") ? "" : "-") + readable
                + (stream == OutputCaptured.Stream.OUT ? ".out.txt" : ".err.txt");
        return new OutputFile(run.resolve(name), name);
    }

    /** Below the run's directory, with {@code /}. */
    String name() {
        return name;
    }

    /** Bytes written so far. */
    long length() {
        return length;
    }

    void append(byte[] bytes) throws IOException {
        if (length == 0) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        length += bytes.length;
    }

    /** The last bytes; where they are {@code whole}, exactly those, else from the first character that is complete. */
    byte[] tail(int count, boolean whole) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, length));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = channel.size() - bytes.capacity();
            while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {}
        }
        int from = 0;
        while (!whole && from < bytes.position() && (bytes.get(from) & 0xC0) == 0x80) {
            from++;
        }
        return Arrays.copyOfRange(bytes.array(), from, bytes.position());
    }
}
