package ai.netrasystems.runner.run;

import ai.netrasystems.runner.environment.process.PrivateFile;
import ai.netrasystems.runner.event.Redactor;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the secrets out of the logs of services and builds once their run is over. While it goes on the operating system
 * or an engine writes them, for their owner alone; a run that was killed leaves them like that.
 */
final class RedactedLogs {
    /** Of a run's directory: whatever the programs of its services wrote. */
    private static final String FOLDER = "services";

    private static final int PIECE = 64 * 1024;

    private RedactedLogs() {}

    /** Redacts them; returns what went wrong, in words. A log without secrets is not touched. */
    static List<String> redact(Path runDirectory, Redactor redactor) {
        Path folder = runDirectory.resolve(FOLDER);
        if (redactor.isNothing() || !Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()
                    .forEach(file -> {
                        try {
                            replace(file, redactor);
                        } catch (IOException failed) {
                            problems.add("a secret may still be in " + file + ": " + failed);
                        }
                    });
        } catch (IOException | UncheckedIOException failed) {
            problems.add("a secret may still be in " + folder + ": " + failed);
        }
        return problems;
    }

    private static void replace(Path log, Redactor redactor) throws IOException {
        Path redacted = log.resolveSibling(log.getFileName() + ".redacted");
        Files.deleteIfExists(redacted);
        PrivateFile.create(redacted);
        copy(log, redacted, redactor);
        // A mask is shorter than what it stands for.
        if (Files.size(redacted) < Files.size(log)) {
            Files.move(redacted, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(redacted);
        }
    }

    /** As Latin-1, so that whatever bytes a program wrote stay as they are. */
    private static void copy(Path from, Path to, Redactor redactor) throws IOException {
        try (Reader in = Files.newBufferedReader(from, StandardCharsets.ISO_8859_1);
                Writer out = Files.newBufferedWriter(to, StandardCharsets.ISO_8859_1)) {
            char[] buffer = new char[PIECE];
            Redactor.Open open = Redactor.Open.NOTHING;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Redactor.Piece piece = redactor.piece(open, new String(buffer, 0, count));
                out.write(piece.ready());
                open = piece.open();
            }
            out.write(open.last());
        }
    }
}
