package ai.netrasystems.runner.doctor.fix;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder to delete from. It is opened step by step from a root, no step through a link, and held open: whoever swaps it,
 * or a folder above it, for a link meanwhile leads nobody anywhere. Where the platform can't hold folders, its path is
 * checked instead.
 */
final class OpenFolder implements Closeable {
    private final Path path;
    private final Optional<SecureDirectoryStream<Path>> held;

    private OpenFolder(Path path, Optional<SecureDirectoryStream<Path>> held) {
        this.path = path;
        this.held = held;
    }

    /** The folder at a path below the root; an empty path is the root. */
    @SuppressWarnings("StreamResourceLeak") // what is opened last is held, and closed with this
    static OpenFolder of(Path root, Path relative) throws IOException {
        DirectoryStream<Path> opened = Files.newDirectoryStream(root);
        if (!(opened instanceof SecureDirectoryStream)) {
            opened.close();
            return checked(root, relative);
        }
        SecureDirectoryStream<Path> at = (SecureDirectoryStream<Path>) opened;
        List<Path> steps = new ArrayList<>();
        relative.forEach(steps::add);
        steps.removeIf(step -> step.toString().isEmpty());
        for (Path step : steps) {
            try (SecureDirectoryStream<Path> above = at) {
                at = above.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return new OpenFolder(root.resolve(relative), Optional.of(at));
    }

    /** The same without holding it. */
    static OpenFolder checked(Path root, Path relative) throws IOException {
        Path path = root.resolve(relative);
        if (!path.toRealPath().equals(path)) {
            throw new NotDirectoryException(path.toString());
        }
        return new OpenFolder(path, Optional.empty());
    }

    /** Whether a link has a part in where the path leads. */
    static boolean isReachedByLink(Path path) {
        try {
            return !path.toRealPath().equals(path);
        } catch (IOException unreachable) {
            return false;
        }
    }

    /** What stands there under the name. */
    FileFacts facts(Path name) throws IOException {
        return held.isPresent()
                ? FileFacts.of(held.get()
                        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes())
                : FileFacts.of(path.resolve(name));
    }

    /** Deletes it; a folder only where it is empty. */
    void delete(Path name, Deletion.Kind kind) throws IOException {
        if (held.isEmpty()) {
            Files.delete(path.resolve(name));
        } else if (kind == Deletion.Kind.FOLDER) {
            held.get().deleteDirectory(name);
        } else {
            held.get().deleteFile(name);
        }
    }

    @Override
    public void close() throws IOException {
        if (held.isPresent()) {
            held.get().close();
        }
    }
}
