package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.history.JournalLines;
import ai.netrasystems.runner.history.JournalReader;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.report.ReportIndex.Suite;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JUnit XML as Surefire writes it, made of a run's journal alone: after the run, after an interruption, or from a
 * journal that a {@code kill -9} cut anywhere. A test without an outcome never looks passed. Texts are read from the
 * journal as they are written, so memory grows with the number of tests only.
 */
public final class JUnitXmlReport {
    private JUnitXmlReport() {}

    /**
     * What was written.
     *
     * @param folder where they are
     * @param files in the order of the classes
     * @param outputs what workers wrote that is no test's: for each of them a text file a stream
     * @param problems why something is missing, a line each, for people; empty when all is there
     */
    public record Written(Path folder, List<Path> files, List<Path> outputs, List<String> problems) {
        /** Copies the lists. */
        public Written {
            files = List.copyOf(files);
            outputs = List.copyOf(outputs);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Writes {@code <folder>/<module path>/TEST-<class>.xml} for each top-level class, and beside them
     * {@code <run>-<worker>.out.txt} and {@code .err.txt} where a worker wrote what is no test's. Files of an earlier
     * writing of the same run are replaced, each at once: a reader never sees half a file.
     */
    public static Written write(Path journal, Path folder) {
        ReportIndex index = new ReportIndex();
        List<String> problems = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        List<Path> outputs = new ArrayList<>();
        try (JournalLines lines = JournalLines.open(journal)) {
            problems.addAll(new JournalReader().read(journal, index::add).problems());
            if (index.run().isEmpty()) {
                problems.add("the journal " + journal + " has no event");
            } else {
                ReportPlaces places = new ReportPlaces(folder);
                writeSuites(index.run().get(), index, lines, places, files);
                writeOutputs(index.run().get(), index, lines, places, outputs);
            }
        } catch (IOException e) {
            problems.add("reports are missing: " + e);
        }
        return new Written(folder, files, outputs, problems);
    }

    private static void writeSuites(
            RunId run, ReportIndex index, JournalLines lines, ReportPlaces places, List<Path> files)
            throws IOException {
        for (Map.Entry<Suite, List<ReportCase>> suite : index.suites().entrySet()) {
            List<ReportCase> cases =
                    suite.getValue().stream().filter(ReportCase::counts).toList();
            long leftOut =
                    suite.getValue().stream().filter(ReportCase::isLeftOut).count();
            if (!cases.isEmpty()) {
                Path file = places.of(suite.getKey());
                write(
                        run,
                        file,
                        out -> new SuiteXml(run, index, lines, out)
                                .write(suite.getKey().className(), cases, leftOut));
                files.add(file);
            }
        }
    }

    private static void writeOutputs(
            RunId run, ReportIndex index, JournalLines lines, ReportPlaces places, List<Path> outputs)
            throws IOException {
        for (Map.Entry<String, OutputPlaces> output : index.workerOutputs().entrySet()) {
            for (OutputCaptured.Stream stream : OutputCaptured.Stream.values()) {
                String text = output.getValue().read(lines, stream);
                if (!text.isEmpty()) {
                    String worker = output.getKey();
                    Path file = places.of(index.moduleOf(worker), run, worker, stream);
                    write(run, file, out -> out.write(text));
                    outputs.add(file);
                }
            }
        }
    }

    private interface Contents {
        void write(Writer out) throws IOException;
    }

    private static void write(RunId run, Path file, Contents contents) throws IOException {
        Files.createDirectories(file.getParent());
        // Of this run's name: another may be writing into the same folder (--reports-dir).
        Path part = file.resolveSibling(file.getFileName() + "." + run + ".part");
        try {
            try (Writer out = Files.newBufferedWriter(part)) {
                contents.write(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
