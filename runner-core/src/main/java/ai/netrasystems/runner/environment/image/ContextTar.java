package ai.netrasystems.runner.environment.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a context as the tar that the docker CLI would send: owned by root, times in whole seconds, nothing buffered. */
final class ContextTar {
    private static final int BUFFER = 64 * 1024;

    private final Path root;
    private final Map<String, byte[]> generated;
    private final Set<String> vanished = new HashSet<>();

    ContextTar(Path root, Map<String, byte[]> generated) {
        this.root = root;
        this.generated = generated;
    }

    /** The stream is flushed and stays open. Files that have vanished are left out, as the CLI does. */
    void write(List<ContextEntry> entries, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (ContextEntry entry : entries) {
            one(entry, tar);
        }
        tar.finish();
        tar.flush();
    }

    private void one(ContextEntry entry, TarArchiveOutputStream tar) throws IOException {
        byte[] content = generated.get(entry.path());
        if (content != null) {
            file(entry, content.length, new ByteArrayInputStream(content), tar);
        } else if (entry.kind() == ContextEntry.Kind.FILE) {
            // Opened before its header is written: a file that is gone by now leaves no half an entry.
            try (SeekableByteChannel channel = Files.newByteChannel(
                            root.resolve(entry.path()), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                    InputStream input = Channels.newInputStream(channel)) {
                file(entry, channel.size(), input, tar);
            } catch (NoSuchFileException e) {
                vanished.add(entry.path());
            } catch (AccessDeniedException e) {
                throw new ContextUnreadable(entry.path(), "can't be read: permission denied");
            }
        } else if (entry.kind() != ContextEntry.Kind.HARD_LINK || !vanished.contains(entry.link())) {
            tar.putArchiveEntry(header(entry));
            tar.closeArchiveEntry();
        } else {
            one(new ContextEntry(entry.path(), ContextEntry.Kind.FILE, entry.mode(), 0, entry.modified(), "", 0), tar);
        }
    }

    private static void file(ContextEntry entry, long size, InputStream input, TarArchiveOutputStream tar)
            throws IOException {
        TarArchiveEntry header = header(entry);
        header.setSize(size);
        tar.putArchiveEntry(header);
        byte[] buffer = new byte[BUFFER];
        long left = size;
        while (left > 0) {
            int read = input.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new ContextUnreadable(entry.path(), "was cut while it was sent");
            }
            tar.write(buffer, 0, read);
            left -= read;
        }
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry header(ContextEntry entry) {
        boolean folder = entry.kind() == ContextEntry.Kind.DIRECTORY;
        TarArchiveEntry header = new TarArchiveEntry(entry.path() + (folder ? "/" : ""), type(entry.kind()), true);
        header.setMode(entry.mode());
        header.setIds(0, 0);
        header.setNames("", "");
        header.setLinkName(entry.link());
        header.setModTime(
                FileTime.from(Instant.ofEpochSecond(entry.modified().toInstant().getEpochSecond())));
        // Linux' encoding of a device number (sysmacros.h): the low bits where they always were, the rest above.
        header.setDevMajor((int) ((entry.device() >> 8) & 0xfff));
        header.setDevMinor((int) ((entry.device() & 0xff) | ((entry.device() >> 12) & 0xfff00)));
        return header;
    }

    private static byte type(ContextEntry.Kind kind) {
        return switch (kind) {
            case FILE -> TarConstants.LF_NORMAL;
            case DIRECTORY -> TarConstants.LF_DIR;
            case SYMBOLIC_LINK -> TarConstants.LF_SYMLINK;
            case HARD_LINK -> TarConstants.LF_LINK;
            case FIFO -> TarConstants.LF_FIFO;
            case CHARACTER_DEVICE -> TarConstants.LF_CHR;
            case BLOCK_DEVICE -> TarConstants.LF_BLK;
        };
    }
}
