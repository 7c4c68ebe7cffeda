package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.doctor.output.Sarif;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file of {@code --sarif}. */
final class SarifFile {
    private SarifFile() {}

    /** What forbids to write it, as far as that can be known before. */
    static Optional<Problem> check(Path file) {
        Path folder = file.getParent();
        boolean fits = folder != null && Files.isDirectory(folder) && !Files.isDirectory(file);
        return fits ? Optional.empty() : Optional.of(unwritable(file, "there is no such folder, or it is one"));
    }

    /** Writes it, over an earlier one; what forbids that. */
    static Optional<Problem> write(Path file, Examination examination, String version) {
        try {
            Files.writeString(file, Sarif.of(examination, version) + "\n");
            return Optional.empty();
        } catch (IOException unwritable) {
            return Optional.of(unwritable(file, String.valueOf(unwritable.getMessage())));
        }
    }

    private static Problem unwritable(Path file, String why) {
        return Problem.of(
                "--sarif: the file can't be written: " + why,
                Origin.file(file, 0),
                "name a file in a folder that exists and is writable");
    }
}
