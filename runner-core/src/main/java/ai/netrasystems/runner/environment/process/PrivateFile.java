package ai.netrasystems.runner.environment.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that its owner alone can read (0600), where the file system knows of owners. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Creates it empty; one that is there already stays as it is. */
    public static void create(Path file) throws IOException {
        FileAttribute<?>[] mode =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(file, mode);
        } catch (FileAlreadyExistsException begunEarlier) {
            return;
        }
    }
}
