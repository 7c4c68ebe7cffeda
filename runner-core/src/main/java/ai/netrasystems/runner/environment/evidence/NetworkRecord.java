package ai.netrasystems.runner.environment.evidence;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * Reads what our clients in the workers recorded: lines of JSON, a file for each process. Workers run foreign code, which
 * can write there too: whatever can't be read is passed over, and everything is bounded. Thread-safe.
 */
public final class NetworkRecord {
    private static final int SCHEMA = 1;
    /** Bytes of one file that are read at one time; what is older is passed over. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_FILES = 1_000;
    private static final int MOST_TESTS = 10_000;
    private static final int MOST_OF_A_TEST = 1_000;

    private final Path directory;
    private final Map<Path, Long> read = new HashMap<>();
    private final Map<String, List<Exchange>> byTest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Exchange>> eldest) {
            return size() > MOST_TESTS;
        }
    };

    private NetworkRecord(Path directory) {
        this.directory = directory;
    }

    /** The record of a run. Makes its directory; where that fails, nothing is recorded. */
    public static NetworkRecord of(Path runDirectory) {
        Path directory = directory(runDirectory);
        try {
            Files.createDirectories(directory);
        } catch (IOException unwritable) {
            // Clients that can't write go on without; the classes of exceptions are evidence enough.
        }
        return new NetworkRecord(directory);
    }

    /** Where the clients of a run write, absolute. */
    public static Path directory(Path runDirectory) {
        return runDirectory.toAbsolutePath().normalize().resolve("network");
    }

    /** What was recorded for a test since it was asked for last. {@code test}: its id. */
    public synchronized List<Exchange> take(String test) {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(".jsonl"))
                    .limit(MOST_FILES)
                    .toList()
                    .forEach(this::readOn);
        } catch (IOException | RuntimeException noRecord) {
            // As if there were none.
        }
        return Optional.ofNullable(byTest.remove(test)).orElse(List.of());
    }

    private void readOn(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long known = read.getOrDefault(file, 0L);
            long from = Math.max(known, bytes.length() - MOST_BYTES);
            byte[] part = new byte[(int) Math.max(0, Math.min(MOST_BYTES, bytes.length() - from))];
            bytes.seek(from);
            bytes.readFully(part);
            int end = lastLineEnd(part);
            read.put(file, from + end);
            String text = new String(part, 0, end, StandardCharsets.UTF_8);
            text.lines().filter(line -> line.length() <= LONGEST_LINE).forEach(this::add);
        } catch (IOException unreadable) {
            // As if nothing were in it.
        }
    }

    /** A line that is not ended yet is read the next time. */
    private static int lastLineEnd(byte[] part) {
        int end = part.length;
        while (end > 0 && part[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void add(String line) {
        Map<String, Object> fields;
        try {
            fields = JSON.std.mapFrom(line);
        } catch (JacksonException noObject) {
            return;
        }
        if (fields == null
                || !number(fields, "schema").equals(OptionalInt.of(SCHEMA))
                || !(fields.get("test") instanceof String test)
                || !(fields.get("origin") instanceof String origin)) {
            return;
        }
        Exchange.origin(origin).ifPresent(where -> {
            List<Exchange> exchanges = byTest.computeIfAbsent(test, unknown -> new ArrayList<>());
            if (exchanges.size() < MOST_OF_A_TEST) {
                boolean failed = fields.get("failure") instanceof String;
                exchanges.add(new Exchange(where, number(fields, "status"), failed, number(fields, "closeCode")));
            }
        });
    }

    private static OptionalInt number(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
