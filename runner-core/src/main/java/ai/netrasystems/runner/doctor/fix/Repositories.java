package ai.netrasystems.runner.doctor.fix;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which repository a folder belongs to, and what that one tracks. Each is asked once. Not thread-safe.
 */
final class Repositories {
    private final GitListing git;
    private final Map<Path, Home> homes = new HashMap<>();
    private final Map<Path, GitAnswer> answers = new HashMap<>();

    /**
     * What a folder belongs to.
     *
     * @param inside git's own folder that it is, or lies in
     * @param top the nearest folder at or above it that has a {@code .git}
     */
    private record Home(Optional<Path> inside, Optional<Path> top) {}

    Repositories(GitListing git) {
        this.git = git;
    }

    /** The folder of git's own files that the folder is, or lies in: {@code .git}, or a bare repository. */
    Optional<Path> gitFolder(Path folder) {
        return home(folder).inside();
    }

    /** The folder whose repository is asked for what is in this one: the top of a work tree, or itself. */
    Path top(Path folder) {
        return home(folder).top().orElse(folder);
    }

    /** Whether something has a place in a work tree at all, as far as the disk shows. */
    boolean hasTop(Path folder) {
        return home(folder).top().isPresent();
    }

    /** What is tracked below a folder that {@link #top} gave. */
    GitAnswer answer(Path top) {
        return answers.computeIfAbsent(top, git::below);
    }

    /** How the list has the path: as itself, or in something that it has as a whole, such as a submodule. */
    static Optional<String> tracking(Set<String> tracked, String path) {
        if (tracked.contains(path)) {
            return Optional.of("git tracks it");
        }
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String above = path.substring(0, end);
            if (tracked.contains(above)) {
                return Optional.of("it lies in `" + above + "`, which git tracks as a whole");
            }
        }
        return Optional.empty();
    }

    private Home home(Path folder) {
        Home known = homes.get(folder);
        if (known != null) {
            return known;
        }
        Path parent = folder.getParent();
        Home above = parent == null ? new Home(Optional.empty(), Optional.empty()) : home(parent);
        Optional<Path> inside = above.inside().or(() -> isGits(folder) ? Optional.of(folder) : Optional.empty());
        boolean isTop = Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
        Home home = new Home(inside, isTop ? Optional.of(folder) : above.top());
        homes.put(folder, home);
        return home;
    }

    /** As git itself tells a repository ({@code is_git_directory}): a branch in a bare one may be called {@code x.pyc}. */
    private static boolean isGits(Path folder) {
        return folder.endsWith(".git")
                || (Files.isDirectory(folder.resolve("objects"))
                        && Files.isDirectory(folder.resolve("refs"))
                        && Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS));
    }
}
