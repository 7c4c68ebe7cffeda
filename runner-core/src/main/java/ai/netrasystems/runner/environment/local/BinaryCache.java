package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Directories that are made once and then only read, shared by all runs of a person. A directory appears complete or
 * not at all; of two runs that make the same one, the second takes the first's. What a killed run half made is removed
 * by the next that makes something.
 */
final class BinaryCache {
    private static final Pattern DRAFT = Pattern.compile(".*\\.draft-(\\d+)-(\\d+)-\\d+");
    private static final AtomicLong DRAFTS = new AtomicLong();

    private final Path root;
    private final HostProcesses host;

    BinaryCache(Path root, HostProcesses host) {
        this.root = root;
        this.host = host;
    }

    /** Makes the content of an empty directory that already exists. */
    interface Maker {
        /** Returns whether it could; {@code false} and an exception both leave nothing in the cache. */
        boolean make(Path directory) throws IOException;
    }

    /** The directory of that key. Where it isn't complete after this, the maker could not. */
    Path directory(String key, Maker maker) throws IOException {
        Path wanted = root.resolve(key);
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        Files.createDirectories(root);
        removeAbandoned();
        ProcessIdentity self = host.self();
        Path draft = root.resolve(key + ".draft-" + self.pid() + "-" + self.start() + "-" + DRAFTS.incrementAndGet());
        try {
            Files.createDirectory(draft);
            if (maker.make(draft)) {
                publish(draft, wanted);
            }
        } finally {
            FileTree.remove(draft);
        }
        return wanted;
    }

    private static void publish(Path draft, Path wanted) throws IOException {
        try {
            Files.move(draft, wanted, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unexpected) {
            throw unexpected;
        } catch (IOException anotherRunWasFirst) {
            if (!Files.isDirectory(wanted)) {
                throw anotherRunWasFirst;
            }
        }
    }

    private void removeAbandoned() throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(root)) {
            entries = listed.toList();
        }
        for (Path entry : entries) {
            Matcher draft = DRAFT.matcher(entry.getFileName().toString());
            if (draft.matches()
                    && !host.isAlive(
                            new ProcessIdentity(Long.parseLong(draft.group(1)), Long.parseLong(draft.group(2))))) {
                FileTree.remove(entry);
            }
        }
    }
}
