package ai.netrasystems.runner.doctor.fix;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which repositories a folder belongs to, and what they track. Each is asked once. Not thread-safe.
 */
final class Repositories {
    private final GitListing git;
    private final Map<Path, Home> homes = new HashMap<>();
    private final Map<Path, GitAnswer> answers = new HashMap<>();

    /**
     * What a folder belongs to.
     *
     * @param inside git's own folder that it is, or lies in
     * @param tops the folders at or above it that have a {@code .git}, the nearest first
     */
    private record Home(Optional<Path> inside, List<Path> tops) {}

    Repositories(GitListing git) {
        this.git = git;
    }

    /** The folder of git's own files that the folder is, or lies in: {@code .git}, or a bare repository. */
    Optional<Path> gitFolder(Path folder) {
        return home(folder).inside();
    }

    /**
     * The folders whose repositories may track what is in this one, as far as the disk shows: the nearest first. A
     * repository that was made in another's work tree does not take away what that one tracks.
     */
    List<Path> tops(Path folder) {
        return home(folder).tops();
    }

    /** What is tracked below a folder, as its repository says. */
    GitAnswer answer(Path top) {
        return answers.computeIfAbsent(top, git::below);
    }

    /**
     * How a repository's list has the file: as itself, or in something that it has as a whole, such as a submodule that
     * is not there to be asked itself.
     */
    Optional<String> tracking(Path top, Set<String> tracked, Path file) {
        String path = top.relativize(file).toString().replace(java.io.File.separatorChar, '/');
        if (tracked.contains(path)) {
            return Optional.of("git tracks it");
        }
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String above = path.substring(0, end);
            if (tracked.contains(above) && !isTop(top.resolve(above))) {
                return Optional.of("it lies in `" + above + "`, which git tracks as a whole");
            }
        }
        return Optional.empty();
    }

    private boolean isTop(Path folder) {
        return home(folder).tops().contains(folder);
    }

    private Home home(Path folder) {
        Home known = homes.get(folder);
        if (known != null) {
            return known;
        }
        Path parent = folder.getParent();
        Home above = parent == null ? new Home(Optional.empty(), List.of()) : home(parent);
        Optional<Path> inside = above.inside().or(() -> isGits(folder) ? Optional.of(folder) : Optional.empty());
        boolean isTop = Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
        Home home = new Home(
                inside,
                isTop ? Stream.concat(Stream.of(folder), above.tops().stream()).toList() : above.tops());
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
