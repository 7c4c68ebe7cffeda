package ai.netrasystems.runner.doctor.fix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces a file so that whoever reads it, and whoever is killed meanwhile, finds the old or the new one, never a part. */
final class WholeFile {
    private WholeFile() {}

    /** Where the new content stands until it is complete; a next fix knows it by its name. */
    static Path draft(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".runner-doctor.tmp");
    }

    /** Writes the file; an existing one keeps its permissions, and its owner where that may be. */
    static void write(Path file, byte[] content) throws IOException {
        Path folder = file.getParent();
        if (folder == null || !folder.toRealPath().equals(folder)) {
            throw new IOException("its folder has become a link");
        }
        Path draft = draft(file);
        Files.deleteIfExists(draft);
        boolean moved = false;
        try {
            try (FileChannel channel = open(draft, file)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(draft);
            }
        }
        force(folder);
    }

    /** A new draft, which nobody may read who may not read the file: before anything is in it. */
    static FileChannel open(Path draft, Path file) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean replaces = Files.exists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!replaces) {
            return FileChannel.open(draft, options);
        }
        FileChannel channel = FileChannel.open(
                draft, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            keepOwnership(file, draft);
            return channel;
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    private static void keepOwnership(Path from, Path to) throws IOException {
        PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes now = Files.readAttributes(to, PosixFileAttributes.class);
        if (!now.owner().equals(old.owner()) || !now.group().equals(old.group())) {
            give(from, to, "unix:gid");
            give(from, to, "unix:uid");
        }
        Files.setPosixFilePermissions(to, old.permissions());
    }

    private static void give(Path from, Path to, String owner) {
        try {
            Files.setAttribute(to, owner, Files.getAttribute(from, owner));
        } catch (IOException notOurs) {
            // Who may write the file but does not own it can't give the new one away.
            return;
        }
    }

    /** Makes the move itself last; a system that can't open folders does that by itself or not at all. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            return;
        }
    }
}
