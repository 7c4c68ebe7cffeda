package ai.netrasystems.runner.environment.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a context sends, as one number: equal for equal contents, whenever they were written. */
public final class ContextDigest {
    private static final int BUFFER = 64 * 1024;

    private final Path root;

    private ContextDigest(Path root) {
        this.root = root;
    }

    /**
     * A SHA-256 over what is sent, in hexadecimal: paths, kinds, modes, contents; no times. It changes exactly when a build
     * that copies everything can't be taken from the cache. For a Dockerfile within the context.
     */
    public static String of(BuildContext context) throws IOException {
        return new ContextDigest(context.directory()).of(context.entries());
    }

    /** Files that have vanished since are left out, as the tar leaves them out. */
    private String of(List<ContextEntry> entries) throws IOException {
        MessageDigest all = sha256();
        byte[] buffer = new byte[BUFFER];
        for (ContextEntry entry : entries) {
            Optional<byte[]> content = content(entry, buffer);
            if (content.isPresent()) {
                // Names and links hold no NUL, and the digest of a content has one length: two lists can't look alike.
                String head = entry.path()
                        + '\0'
                        + entry.kind()
                        + '\0'
                        + entry.mode()
                        + '\0'
                        + entry.link()
                        + '\0'
                        + entry.device()
                        + '\0';
                all.update(head.getBytes(StandardCharsets.UTF_8));
                all.update(content.get());
            }
        }
        return HexFormat.of().formatHex(all.digest());
    }

    /** The digest of a file's content; nothing for what is no file, and empty for a file that is gone. */
    private Optional<byte[]> content(ContextEntry entry, byte[] buffer) throws IOException {
        if (entry.kind() != ContextEntry.Kind.FILE) {
            return Optional.of(new byte[0]);
        }
        try {
            return Optional.of(content(entry.path(), buffer));
        } catch (NoSuchFileException vanished) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new ContextUnreadable(entry.path(), "can't be read: permission denied");
        }
    }

    private byte[] content(String path, byte[] buffer) throws IOException {
        MessageDigest one = sha256();
        try (InputStream input = Files.newInputStream(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                one.update(buffer, 0, read);
            }
        }
        return one.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
