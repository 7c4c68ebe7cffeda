package ai.netrasystems.runner.discovery.classfile;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of a classpath, looked up in its order as a class loader would. A jar is opened when a look-up first gets
 * to it and stays open until {@link #close()}. An entry that does not exist or is no archive holds nothing, as for the
 * JVM. Not thread-safe.
 */
public final class ClasspathFiles implements Closeable {
    private final List<Path> entries;
    private final Map<Path, Optional<ZipFile>> jars = new HashMap<>();

    /** Over these folders and jars, in this order; nothing is opened yet. */
    public ClasspathFiles(List<Path> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The entries, in order. */
    public List<Path> entries() {
        return entries;
    }

    /** The content of the first file of that name ({@code a/b/C.class}); empty if no entry has it. */
    public Optional<byte[]> first(String name) throws IOException {
        for (Path entry : entries) {
            Optional<byte[]> content = in(entry, name);
            if (content.isPresent()) {
                return content;
            }
        }
        return Optional.empty();
    }

    /** The entries that have a file of that name, in order. */
    public List<Path> having(String name) {
        List<Path> found = new ArrayList<>();
        for (Path entry : entries) {
            if (has(entry, name)) {
                found.add(entry);
            }
        }
        return found;
    }

    /** Whether any entry has a file of that name. */
    public boolean contains(String name) {
        return entries.stream().anyMatch(entry -> has(entry, name));
    }

    /** The content of one entry's file; empty if it has none of that name. */
    public Optional<byte[]> in(Path entry, String name) throws IOException {
        if (Files.isDirectory(entry)) {
            Path file = entry.resolve(name);
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        }
        Optional<ZipFile> jar = jar(entry);
        if (jar.isEmpty()) {
            return Optional.empty();
        }
        ZipEntry file = jar.get().getEntry(name);
        if (file == null) {
            return Optional.empty();
        }
        try (InputStream content = jar.get().getInputStream(file)) {
            return Optional.of(content.readAllBytes());
        }
    }

    /** The names of a jar's files in the order of its directory; none where the entry is no archive. */
    List<String> namesInJar(Path entry) {
        return jar(entry).stream()
                .flatMap(ZipFile::stream)
                .map(ZipEntry::getName)
                .toList();
    }

    private boolean has(Path entry, String name) {
        if (Files.isDirectory(entry)) {
            return Files.isRegularFile(entry.resolve(name));
        }
        return jar(entry).map(jar -> jar.getEntry(name) != null).orElse(false);
    }

    private Optional<ZipFile> jar(Path entry) {
        return jars.computeIfAbsent(entry, ClasspathFiles::open);
    }

    private static Optional<ZipFile> open(Path entry) {
        if (!Files.isRegularFile(entry)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ZipFile(entry.toFile()));
        } catch (IOException notAnArchive) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        for (Optional<ZipFile> jar : jars.values()) {
            if (jar.isPresent()) {
                jar.get().close();
            }
        }
        jars.clear();
    }
}
