package ai.netrasystems.runner.environment.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where programs are looked for, as {@code PATH} says.
 *
 * @param directories in order; relative ones are left out, as they mean something else in each working directory
 */
public record SearchPath(List<Path> directories) {
    /** Copies the list. */
    public SearchPath {
        directories = List.copyOf(directories);
    }

    /** The value of {@code PATH}, with one directory in front of it. */
    public static SearchPath of(Path first, String path) {
        Stream<Path> rest = Stream.of(path.split(File.pathSeparator, -1))
                .filter(it -> !it.isBlank())
                .map(Path::of);
        return new SearchPath(
                Stream.concat(Stream.of(first), rest).filter(Path::isAbsolute).toList());
    }

    /** The program of that name; a name with a separator is a path from the directory. */
    public Optional<Path> find(String program, Path directory) {
        boolean isPath = program.contains("/") || program.contains(File.separator);
        return isPath ? executable(directory.resolve(program).normalize()) : find(program);
    }

    /** The program of that plain name. */
    public Optional<Path> find(String program) {
        return directories.stream()
                .map(directory -> executable(directory.resolve(program)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** As {@code PATH} is written. */
    @Override
    public String toString() {
        return String.join(
                File.pathSeparator, directories.stream().map(Path::toString).toList());
    }

    private static Optional<Path> executable(Path path) {
        boolean windows = File.separatorChar == '\\';
        Stream<Path> candidates = windows
                ? Stream.of(
                        path, path.resolveSibling(path.getFileName().toString().toLowerCase(Locale.ROOT) + ".exe"))
                : Stream.of(path);
        return candidates
                .filter(it -> Files.isRegularFile(it) && Files.isExecutable(it))
                .findFirst();
    }
}
