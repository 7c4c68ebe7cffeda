package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.fix.SentCaches.Place;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code .pytest_cache} as it is on the disk.
 *
 * @param facts all that is in it and itself, what is in a folder before the folder; links are not followed
 * @param obstacle why it can't go as a whole
 */
record PytestFolder(Map<Place, FileFacts> facts, Optional<String> obstacle) {
    /** Deeper than any cache; beyond it something else lies there. */
    private static final int DEEPEST = 32;

    static PytestFolder walk(Place folder) {
        Map<Place, FileFacts> facts = new LinkedHashMap<>();
        return new PytestFolder(facts, walk(folder, facts, 0));
    }

    List<Place> parts() {
        return List.copyOf(facts.keySet());
    }

    private static Optional<String> walk(Place place, Map<Place, FileFacts> all, int depth) {
        FileFacts facts;
        try {
            facts = FileFacts.of(place.absolute());
        } catch (IOException unreadable) {
            return Optional.of("it can't be read");
        }
        if (facts.kind().isEmpty() || depth > DEEPEST) {
            return Optional.of("it holds what no cache has: `" + place.path().getFileName() + "`");
        }
        if (place.path().endsWith(".git")) {
            return Optional.of("it holds a `.git`");
        }
        if (facts.is(Deletion.Kind.FOLDER)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(place.absolute())) {
                for (Path child : children) {
                    Place part = new Place(place.root(), place.path().resolve(child.getFileName()));
                    Optional<String> obstacle = walk(part, all, depth + 1);
                    if (obstacle.isPresent()) {
                        return obstacle;
                    }
                }
            } catch (IOException | DirectoryIteratorException unreadable) {
                return Optional.of("it holds what can't be read");
            }
        } else if (facts.is(Deletion.Kind.FILE) && !Files.isReadable(place.absolute())) {
            return Optional.of("it holds what can't be read");
        }
        all.put(place, facts);
        return Optional.empty();
    }
}
