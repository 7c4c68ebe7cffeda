package ai.netrasystems.runner.discovery.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The Maven reactor around a directory. */
public final class Reactor {
    private Reactor() {}

    /**
     * The directory of the outermost {@code pom.xml} upwards from here that counts the nearest one among its modules,
     * directly or through others; empty where no {@code pom.xml} is found at all. A parent that does not list the
     * project as a module is no reactor of it.
     */
    public static Optional<Path> rootOf(Path directory) {
        Optional<Path> nearest = withPom(directory);
        Optional<Path> root = nearest;
        Optional<Path> above = nearest.map(Path::getParent).flatMap(Reactor::withPom);
        while (above.isPresent()) {
            if (modulesOf(above.get()).contains(nearest.orElseThrow())) {
                root = above;
            }
            above = Optional.ofNullable(above.get().getParent()).flatMap(Reactor::withPom);
        }
        return root;
    }

    private static Optional<Path> withPom(Path from) {
        for (Path directory = from; directory != null; directory = directory.getParent()) {
            if (Files.isRegularFile(directory.resolve("pom.xml"))) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    private static Set<Path> modulesOf(Path root) {
        Set<Path> found = new LinkedHashSet<>();
        collect(root.resolve("pom.xml"), found);
        return found;
    }

    private static void collect(Path pom, Set<Path> into) {
        Path directory = pom.getParent();
        if (directory == null || !Files.isRegularFile(pom) || !into.add(directory)) {
            return;
        }
        for (String module : PomFile.read(pom).modules()) {
            Path named = directory.resolve(module).normalize();
            collect(Files.isDirectory(named) ? named.resolve("pom.xml") : named, into);
        }
    }
}
