package ai.netrasystems.runner.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the runs here reported. */
final class Reports {
    private Reports() {}

    /** The text of all XML reports of a run; empty where it wrote none. */
    static String xml(String runId) {
        return files(Workspace.root().resolve(".runner/reports/" + runId), ".xml", UTF_8);
    }

    /** Every file that a run wrote for people or machines: journal, logs, reports; what is no ASCII is not readable. */
    static String everything(String runId) {
        return files(Workspace.root().resolve(".runner/reports/" + runId), "", ISO_8859_1)
                + files(Workspace.run(runId), "", ISO_8859_1);
    }

    private static String files(Path directory, String ending, Charset charset) {
        if (!Files.isDirectory(directory)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .map(file -> text(file, charset))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file, Charset charset) {
        try {
            return Files.readString(file, charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
