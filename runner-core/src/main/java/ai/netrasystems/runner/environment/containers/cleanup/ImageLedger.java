package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The images that the builds of a run named, intermediate ones included, in the file {@code images} of the run's
 * directory; its first line names the engine. What stands in it and ends untagged and unused is removed, by the run
 * itself or, after a {@code kill -9}, by a later one. Thread-safe.
 */
public final class ImageLedger {
    /** In the run's directory. */
    static final String FILE = "images";

    private static final String ENGINE = "engine ";
    /** What builders name: {@code ---> 3fa1c2...} (12 digits) or {@code sha256:...} (64). */
    private static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{12,64}");

    private final Path file;

    private ImageLedger(Path file) {
        this.file = file;
    }

    /** Begins the ledger of a run on that engine, or goes on with it; asks the engine for its id. */
    public static ImageLedger open(Path runDirectory, Engine engine) throws IOException {
        Path file = runDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            Files.createDirectories(runDirectory);
            Files.writeString(file, ENGINE + engine.id() + "\n", StandardOpenOption.CREATE_NEW);
        }
        return new ImageLedger(file);
    }

    /**
     * A build named an image of its own making. To be called the moment it does; not for one that it took from the
     * cache, which somebody else may have made.
     *
     * @param imageId 12 or more hexadecimal digits, with or without {@code sha256:}
     */
    public synchronized void built(String imageId) {
        if (!ID.matcher(imageId).matches()) {
            throw new IllegalArgumentException("no image id: " + imageId);
        }
        try {
            Files.writeString(file, imageId + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /**
     * The run is over: removes what is untagged and unused by now.
     *
     * @param engine the one that the ledger was opened with
     * @return what could not be removed, for people; the next run tries again
     */
    public synchronized List<String> close(Engine engine) {
        List<String> failed = new ImageRemoval(engine).removeUnused(read(file).ids());
        if (failed.isEmpty()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException looksAgain) {
                return List.of();
            }
        }
        return failed;
    }

    /**
     * What a ledger says.
     *
     * @param engine empty where it can't be read, or there is no ledger
     */
    record Content(Optional<String> engine, Set<String> ids) {}

    /** Reads it; a torn last line is left out, as it names nothing. */
    static Content read(Path file) {
        Optional<String> engine = Optional.empty();
        Set<String> ids = new LinkedHashSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(ENGINE)) {
                    engine = Optional.of(line.substring(ENGINE.length()).strip());
                } else if (ID.matcher(line.strip()).matches()) {
                    ids.add(line.strip());
                }
            }
        } catch (IOException none) {
            return new Content(Optional.empty(), Set.of());
        }
        return new Content(engine, ids);
    }
}
