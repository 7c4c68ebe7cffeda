package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Dockerfile or an ignore file: a regular file of a size that a person writes. Whatever else lies there is a problem. */
final class TextFile {
    private static final long MOST_BYTES = 4 << 20;

    private TextFile() {}

    static Checked<byte[]> read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return refused(file, "can't be read: it is a folder");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return refused(file, "can't be read: it is no regular file");
            }
            if (Files.size(file) > MOST_BYTES) {
                return refused(file, "can't be read: it is larger than 4 MiB");
            }
            return Checked.valid(Files.readAllBytes(file));
        } catch (AccessDeniedException denied) {
            return refused(file, "can't be read: no permission");
        } catch (IOException unreadable) {
            return refused(file, "can't be read: " + unreadable);
        }
    }

    private static Checked<byte[]> refused(Path file, String why) {
        return Checked.invalid(Problem.of(why, Origin.file(file, 0)));
    }
}
