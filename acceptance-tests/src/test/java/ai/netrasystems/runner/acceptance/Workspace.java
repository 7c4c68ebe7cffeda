package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project that the tests run {@code ./runner} in: the very tree that is being built. What a case needs besides
 * (a Compose file, a configuration) is written next to the real files under a name of its own and removed again.
 */
final class Workspace {
    private Workspace() {}

    /** The repository's root. */
    static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    /** A starter for {@code ./runner} here. */
    static RunnerCommand runner(String... arguments) {
        return new RunnerCommand(root(), List.of(arguments));
    }

    /** A starter for {@code ./runner} here with another configuration than the project's. */
    static RunnerCommand runnerWith(Temporary config, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config.file().getFileName().toString()));
        return new RunnerCommand(root(), all);
    }

    /** The text of a file of the project. */
    static String read(String path) {
        try {
            return Files.readString(root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file beside the project's own ones for as long as the result is open. */
    static Temporary write(String path, String text) {
        Path file = root().resolve(path);
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Temporary(file);
    }

    /** The directory of a run's own files. */
    static Path run(String runId) {
        return root().resolve(".runner/runs").resolve(runId);
    }

    /** The newest run's directory. */
    static Path newestRun() {
        try (Stream<Path> runs = Files.list(root().resolve(".runner/runs"))) {
            return runs.filter(Files::isDirectory)
                    .max(Comparator.comparing(path -> path.getFileName().toString()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that is there only while a case needs it. */
    record Temporary(Path file) implements AutoCloseable {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
