package ai.netrasystems.runner.doctor.fix;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is called like bytecode and is no cache, so that an image may need it. Python imports a {@code *.pyc} outside of
 * {@code __pycache__} as a module where there is no source (PEP 3147, "Case 4: legacy pyc files and source-less imports");
 * whoever has git track one means it. And a folder may be called so.
 */
final class CompiledModules {
    private final Repositories repositories;
    private final Set<Path> deleted = new HashSet<>();

    /** Besides what is deleted anyway. */
    CompiledModules(Repositories repositories, List<Deletion> deletions) {
        this.repositories = repositories;
        deletions.forEach(it -> deleted.add(it.absolute()));
    }

    /**
     * Why the line for bytecode must not be written; a sentence without a full stop.
     *
     * @param gone what is sent now, and is not with the line
     */
    Optional<String> against(Sender sender, List<String> gone) {
        Path root = sender.context().directory();
        return gone.stream()
                .filter(path -> !PythonCaches.FOLDER.takes(path) && !PythonCaches.PYTEST.takes(path))
                .flatMap(path -> reason(root, path).stream())
                .findFirst();
    }

    private Optional<String> reason(Path root, String path) {
        Path file;
        try {
            file = root.resolve(path);
        } catch (InvalidPathException unwritable) {
            return Optional.empty();
        }
        if (deleted.contains(file)) {
            return Optional.empty();
        }
        Optional<String> folder = folder(root, path);
        return folder.isPresent()
                ? folder.map(it -> "`" + it + "` is a folder, which it leaves out with all that is in it")
                : tracked(file)
                        .map(any -> "git tracks `" + path + "`, "
                                + (hasSource(file) ? "which is in no `__pycache__`" : "a module without source"));
    }

    private static boolean hasSource(Path bytecode) {
        return Files.exists(
                bytecode.resolveSibling(bytecode.getFileName().toString().replaceFirst("c$", "")));
    }

    /** The outermost folder called so that the path is, or lies in. */
    private static Optional<String> folder(Path root, String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            String above = path.substring(0, end);
            if (PythonCaches.BYTECODE.isName(above.substring(above.lastIndexOf('/') + 1))) {
                return Optional.of(above);
            }
        }
        return Files.isDirectory(root.resolve(path), LinkOption.NOFOLLOW_LINKS) ? Optional.of(path) : Optional.empty();
    }

    /** A repository that gives no answer is none. */
    private Optional<String> tracked(Path file) {
        Path folder = file.getParent();
        return folder == null
                ? Optional.empty()
                : repositories.tops(folder).stream()
                        .flatMap(top -> repositories
                                .answer(top)
                                .<Optional<String>>fold(
                                        tracked -> repositories.tracking(top, tracked, file),
                                        refused -> Optional.empty())
                                .stream())
                        .findFirst();
    }
}
