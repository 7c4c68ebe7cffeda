package ai.netrasystems.runner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which commit of a project is checked out, read from Git's own files (gitrepository-layout(5)): a run starts no
 * process to learn it. A repository that keeps its refs in another format tells nothing.
 */
final class CheckedOut {
    /** As short as Git itself shows it. */
    private static final int SHOWN = 7;

    private static final int MOST_LINKS = 5;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");
    private static final String LINK = "ref: ";

    private final Path gitDirectory;
    private final Path commonDirectory;

    private CheckedOut(Path gitDirectory) {
        this.gitDirectory = gitDirectory;
        this.commonDirectory = line(gitDirectory.resolve("commondir"))
                .flatMap(path -> resolved(gitDirectory, path))
                .orElse(gitDirectory);
    }

    /** The commit in short; empty where the directory is in no repository, or nothing is committed. */
    static Optional<String> commit(Path project) {
        return Stream.<Path>iterate(project.toAbsolutePath(), directory -> directory != null, Path::getParent)
                .map(directory -> directory.resolve(".git"))
                .filter(Files::exists)
                .findFirst()
                .flatMap(CheckedOut::directory)
                .flatMap(directory -> new CheckedOut(directory).head())
                .map(hash -> hash.substring(0, SHOWN));
    }

    /** A worktree or a submodule has a file there that says where it is. */
    private static Optional<Path> directory(Path dotGit) {
        return Files.isDirectory(dotGit)
                ? Optional.of(dotGit)
                : line(dotGit)
                        .filter(text -> text.startsWith("gitdir: "))
                        .flatMap(text -> resolved(dotGit.resolveSibling(""), text.substring("gitdir: ".length())));
    }

    private Optional<String> head() {
        Optional<String> value = line(gitDirectory.resolve("HEAD"));
        for (int i = 0;
                i < MOST_LINKS && value.filter(text -> text.startsWith(LINK)).isPresent();
                i++) {
            String name = value.get().substring(LINK.length());
            value = loose(gitDirectory, name)
                    .or(() -> loose(commonDirectory, name))
                    .or(() -> packed(name));
        }
        return value.filter(text -> HASH.matcher(text).matches());
    }

    private static Optional<String> loose(Path directory, String name) {
        return resolved(directory, name).flatMap(CheckedOut::line);
    }

    private Optional<String> packed(String name) {
        try (Stream<String> lines = Files.lines(commonDirectory.resolve("packed-refs"))) {
            return lines.filter(line -> line.endsWith(" " + name))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst();
        } catch (IOException | UncheckedIOException none) {
            return Optional.empty();
        }
    }

    private static Optional<Path> resolved(Path directory, String path) {
        try {
            return Optional.of(directory.resolve(path).normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(Path file) {
        try {
            return Files.readString(file).lines().findFirst().map(String::strip);
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
