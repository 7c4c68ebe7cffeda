package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the runs here reported. */
final class Reports {
    private Reports() {}

    /** The text of all XML reports of a run; empty where it wrote none. */
    static String xml(String runId) {
        return files(Workspace.root().resolve(".runner/reports/" + runId), ".xml");
    }

    /** Every file that a run wrote for people or machines: journal, logs, reports. */
    static String everything(String runId) {
        return files(Workspace.root().resolve(".runner/reports/" + runId), "") + files(Workspace.run(runId), "");
    }

    private static String files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .map(Journals::text)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
