package ai.netrasystems.runner.discovery.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of source folders: name, size and time of every file in one digest, so that files that were added, removed
 * or put back with an old time are noticed as well as edited ones.
 *
 * @param digest SHA-256, hexadecimal
 * @param newest the latest modification of any file; the epoch where there is none
 */
record SourceState(String digest, FileTime newest) {
    static SourceState of(List<Path> folders) throws IOException {
        Collector collector = new Collector();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                Files.walkFileTree(folder, collector);
            }
        }
        collector.lines.sort(null);
        byte[] content = String.join("\n", collector.lines).getBytes(StandardCharsets.UTF_8);
        return new SourceState(Digests.hex(Digests.sha256().digest(content)), collector.newest);
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final List<String> lines = new ArrayList<>();
        private FileTime newest = FileTime.fromMillis(0);

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            // A front end's downloads: no compiler reads them, and there can be 100,000.
            return directory.endsWith("node_modules") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            FileTime time = attributes.lastModifiedTime();
            lines.add(file + "|" + attributes.size() + "|" + time);
            if (time.compareTo(newest) > 0) {
                newest = time;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException vanished) {
            // An editor's temporary file may go between the listing and the look at it.
            return FileVisitResult.CONTINUE;
        }
    }
}
