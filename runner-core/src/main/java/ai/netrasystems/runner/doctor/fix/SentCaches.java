package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.environment.image.ContextEntry;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Python's caches that contexts send, each once though contexts may lie in each other; from the outermost context.
 */
final class SentCaches {
    /** Where a cache is, from the outermost context that sends it. */
    record Place(Path root, Path path) {
        Path absolute() {
            return root.resolve(path);
        }
    }

    private final List<Sender> senders;
    private final UnknownBuilds unknown;
    private final Map<Path, Place> bytecode = new TreeMap<>();
    private final Map<Path, Place> folders = new TreeMap<>();
    private final Map<Path, Place> pytest = new TreeMap<>();
    private final Set<Path> inPytest = new HashSet<>();

    /** Collects; a name that this JVM can't write is told. */
    SentCaches(List<Sender> senders, UnknownBuilds unknown, BiConsumer<Path, String> leftAlone) {
        this.unknown = unknown;
        this.senders = senders.stream()
                .sorted((a, b) -> a.context().directory().compareTo(b.context().directory()))
                .toList();
        for (Sender sender : this.senders) {
            Path root = sender.context().directory();
            for (ContextEntry entry : sender.context().entries()) {
                try {
                    collect(root, entry);
                } catch (InvalidPathException unwritable) {
                    leftAlone.accept(root, "a name in it can't be written in this locale: `" + entry.path() + "`");
                }
            }
        }
    }

    private void collect(Path root, ContextEntry entry) {
        String path = entry.path();
        boolean inside = PythonCaches.PYTEST.takes(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean file = entry.kind() == ContextEntry.Kind.FILE || entry.kind() == ContextEntry.Kind.HARD_LINK;
        boolean folder = entry.kind() == ContextEntry.Kind.DIRECTORY;
        if (inside) {
            inPytest.add(root.resolve(path));
        }
        if (file && PythonCaches.BYTECODE.isName(name)) {
            add(bytecode, root, path);
        } else if (folder && PythonCaches.FOLDER.isName(name)) {
            add(folders, root, path);
        } else if (folder && PythonCaches.PYTEST.isName(name)) {
            add(pytest, root, path);
        }
    }

    private static void add(Map<Path, Place> places, Path root, String path) {
        Path relative = root.getFileSystem().getPath(path);
        places.putIfAbsent(root.resolve(relative), new Place(root, relative));
    }

    /** {@code *.pyc} files, by name. */
    List<Place> bytecode() {
        return List.copyOf(bytecode.values());
    }

    /** {@code __pycache__} folders, by name. */
    List<Place> folders() {
        return List.copyOf(folders.values());
    }

    /** {@code .pytest_cache} folders, by name. */
    List<Place> pytest() {
        return List.copyOf(pytest.values());
    }

    /** Whether something in a {@code .pytest_cache} is sent. */
    boolean sends(Path absolute) {
        return inPytest.contains(absolute);
    }

    /** The context in which nothing can be said to be waste, with the reason. */
    Optional<LeftAlone> unknown(Path absolute) {
        return unknown.holding(absolute);
    }

    /** Who names it: then it is no waste. */
    Optional<String> naming(Path absolute) {
        return senders.stream()
                .filter(it -> absolute.startsWith(it.context().directory()))
                .flatMap(
                        it -> it
                                .needs()
                                .naming(it.context()
                                        .directory()
                                        .relativize(absolute)
                                        .toString()
                                        .replace('\\', '/'))
                                .stream())
                .findFirst();
    }
}
