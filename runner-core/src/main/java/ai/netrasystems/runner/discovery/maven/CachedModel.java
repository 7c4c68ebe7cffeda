package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.maven.spy.SpyLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Maven's last answer, as it is kept in a file: a few lines of ours, then what the spy wrote, which is read anew each
 * time. Anything in the file that is not understood makes the whole of it absent: then Maven is asked again.
 *
 * @param root of the reactor
 * @param key digest of everything that the answer depends on
 * @param sources digest of the sources that the classes were made from; empty where they changed while Maven ran
 * @param buildFiles the files behind {@code key}
 * @param answer the spy's lines
 * @param build what they say
 */
record CachedModel(
        Path root, String key, Optional<String> sources, List<Path> buildFiles, List<String> answer, MavenBuild build) {
    private static final String FORMAT = "runner-maven-model 3";

    static Optional<CachedModel> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(parse(Files.readAllLines(file, StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException
                | NoSuchElementException
                | IllegalArgumentException
                | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    /** Replaces the file as a whole: a reader sees the old answer or the new one. */
    void write(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory == null ? file : directory);
            Path temporary = Files.createTempFile(directory, "maven-model", ".tmp");
            Files.write(temporary, lines(), StandardCharsets.UTF_8);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        lines.add(SpyLine.of(List.of("root", root.toString())));
        lines.add(SpyLine.of(List.of("key", key)));
        sources.ifPresent(value -> lines.add(SpyLine.of(List.of("sources", value))));
        buildFiles.forEach(file -> lines.add(SpyLine.of(List.of("build-file", file.toString()))));
        lines.addAll(answer);
        return lines;
    }

    private static CachedModel parse(List<String> lines) {
        int answer = lines.indexOf(SpyLine.FORMAT);
        if (!lines.get(0).equals(FORMAT) || answer < 0) {
            throw new NoSuchElementException("another format");
        }
        Section head = new Section(
                lines.subList(1, answer).stream().map(SpyLine::words).toList());
        List<String> rest = List.copyOf(lines.subList(answer, lines.size()));
        Path root = Path.of(head.one("root"));
        return new CachedModel(
                root,
                head.one("key"),
                head.all("sources").findFirst(),
                head.all("build-file").map(Path::of).toList(),
                rest,
                SpyAnswer.read(root, rest));
    }
}
