package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The images and containers that the builds of a run named, intermediate ones included, in the file {@code images} of
 * the run's directory; its first line names the engine. The containers are removed, and what of the images ends untagged
 * and unused, by the run itself or, after a {@code kill -9}, by a later one. Thread-safe.
 */
public final class ImageLedger {
    /** In the run's directory. */
    static final String FILE = "images";

    /** The end of the name of a file in the run's directory for services in which a builder writes an image's id itself. */
    public static final String BUILT = ".build.iid";

    private static final String SERVICES = "services";
    private static final String CONTAINER = "container ";
    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{12}|[0-9a-f]{64}");
    private static final String ENGINE = "engine ";
    /** What builders name: {@code ---> 3fa1c2...} (12 digits) or {@code sha256:...} (64). */
    private static final Pattern WHOLE_ID = Pattern.compile("sha256:[0-9a-f]{64}");

    private static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{12,64}");

    private final Path file;

    private ImageLedger(Path file) {
        this.file = file;
    }

    /**
     * Begins the ledger of a run on that engine, or goes on with it; asks the engine for its id.
     *
     * @throws UncheckedIOException where the file can't be written: it must not look like an engine that does not answer
     */
    public static ImageLedger open(Path runDirectory, Engine engine) {
        Path file = runDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            String first = ENGINE + engine.id() + "\n";
            try {
                Files.createDirectories(runDirectory);
                Files.writeString(file, first, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file + ": " + e, e);
            }
        }
        return new ImageLedger(file);
    }

    /** A container as {@link #built} takes it; {@code id}: of one that a build runs a command in, 12 or 64 digits. */
    public static String container(String id) {
        return CONTAINER + id;
    }

    /**
     * A build named an image of its own making, or a container. To be called the moment it does; not for an image that
     * it took from the cache, which somebody else may have made.
     *
     * @param named 12 or more hexadecimal digits, with or without {@code sha256:}; or a {@link #container}
     * @throws UncheckedIOException where the file can't be written
     */
    public synchronized void built(String named) {
        if (!ID.matcher(named).matches() && containerId(named).isEmpty()) {
            throw new IllegalArgumentException("neither image nor container: " + named);
        }
        try {
            Files.writeString(file, named + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /**
     * The run is over: removes the containers, and of the images what is untagged and unused by now.
     *
     * @param engine the one that the ledger was opened with
     * @return what could not be removed, for people; the next run tries again
     */
    public synchronized List<String> close(Engine engine) {
        List<String> failed = remove(file, engine);
        if (failed.isEmpty()) {
            try {
                delete(file);
            } catch (IOException looksAgain) {
                return List.of();
            }
        }
        return failed;
    }

    /**
     * Removes what the ledger names, and what the builders themselves wrote beside it.
     *
     * @param engine the one that it names
     * @return what could not be removed, for people
     */
    static List<String> remove(Path file, Engine engine) {
        Content content = read(file);
        // They hold the images that they stand on.
        List<String> failed = new ArrayList<>(new BuildContainers(engine).remove(content.containers()));
        Set<String> ids = new LinkedHashSet<>(content.ids());
        byBuilders(file).forEach(built -> onlyLine(built).ifPresent(ids::add));
        failed.addAll(new ImageRemoval(engine).removeUnused(ids));
        return List.copyOf(failed);
    }

    /** Its work is done. */
    static void delete(Path file) throws IOException {
        for (Path built : byBuilders(file)) {
            Files.deleteIfExists(built);
        }
        Files.deleteIfExists(file);
    }

    /** Files that a builder was told to write the id of its image to, and that a killed run did not read any more. */
    private static List<Path> byBuilders(Path file) {
        Path services = file.resolveSibling(SERVICES);
        if (!Files.isDirectory(services, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(services)) {
            return files.filter(it -> it.getFileName().toString().endsWith(BUILT))
                    .filter(it -> Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    private static Optional<String> onlyLine(Path built) {
        try {
            return Optional.of(
                            Files.readString(built, StandardCharsets.US_ASCII).strip())
                    .filter(id -> WHOLE_ID.matcher(id).matches());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> containerId(String line) {
        return Optional.of(line)
                .filter(it -> it.startsWith(CONTAINER))
                .map(it -> it.substring(CONTAINER.length()))
                .filter(id -> CONTAINER_ID.matcher(id).matches());
    }

    /**
     * What a ledger says.
     *
     * @param engine empty where it can't be read, or there is no ledger
     */
    record Content(Optional<String> engine, Set<String> ids, Set<String> containers) {}

    /** Reads it; a torn last line is left out, as it names nothing. */
    static Content read(Path file) {
        Optional<String> engine = Optional.empty();
        Set<String> ids = new LinkedHashSet<>();
        Set<String> containers = new LinkedHashSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(ENGINE)) {
                    engine = Optional.of(line.substring(ENGINE.length()).strip());
                } else if (ID.matcher(line.strip()).matches()) {
                    ids.add(line.strip());
                } else {
                    containerId(line.strip()).ifPresent(containers::add);
                }
            }
        } catch (IOException none) {
            return new Content(Optional.empty(), Set.of(), Set.of());
        }
        return new Content(engine, ids, containers);
    }
}
