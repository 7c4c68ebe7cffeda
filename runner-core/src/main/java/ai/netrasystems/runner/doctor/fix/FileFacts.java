package ai.netrasystems.runner.doctor.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What stands at a path, links not followed.
 *
 * @param kind empty for what is neither file, link nor folder
 * @param identity what the file system knows it by
 */
record FileFacts(Optional<Deletion.Kind> kind, String identity, long size) {
    static FileFacts of(Path path) throws IOException {
        return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    static FileFacts of(BasicFileAttributes attributes) {
        Optional<Deletion.Kind> kind = attributes.isRegularFile()
                ? Optional.of(Deletion.Kind.FILE)
                : attributes.isSymbolicLink()
                        ? Optional.of(Deletion.Kind.LINK)
                        : attributes.isDirectory() ? Optional.of(Deletion.Kind.FOLDER) : Optional.empty();
        return new FileFacts(kind, String.valueOf(attributes.fileKey()), attributes.size());
    }

    boolean is(Deletion.Kind expected) {
        return kind.filter(expected::equals).isPresent();
    }
}
