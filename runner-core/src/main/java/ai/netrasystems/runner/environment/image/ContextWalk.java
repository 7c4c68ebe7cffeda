package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks a context as the docker CLI does (moby/go-archive, {@code Tarballer.Do}): by name, links not followed, excluded
 * folders not read unless a {@code !} may bring something back. What vanishes meanwhile is left out. Used once.
 */
final class ContextWalk {
    private static final int TYPE = 0170000;

    private final Path root;
    private final DockerIgnore ignore;
    private final boolean prunes;
    private final Problems problems;
    private final List<ContextEntry> entries = new ArrayList<>();
    private final Map<Object, String> hardLinks = new HashMap<>();
    private boolean beyondPruned;

    ContextWalk(Path root, DockerIgnore ignore, ContextSender sender, Problems problems) {
        this.root = root;
        this.ignore = ignore;
        this.prunes = sender == ContextSender.CLASSIC;
        this.problems = problems;
    }

    List<ContextEntry> entries() {
        below(root, "", null);
        return entries;
    }

    /** Whether something was sent of a folder that the classic builder's sender leaves out unread. */
    boolean beyondPruned() {
        return beyondPruned;
    }

    /** Whether anything below was sent. */
    private boolean below(Path folder, String prefix, DockerIgnore.@Nullable State state) {
        List<Child> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path child : stream) {
                children.add(Child.of(child));
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            unreadable(folder, "no permission to read this folder");
            return false;
        }
        Collections.sort(children);
        int before = entries.size();
        for (Child child : children) {
            child(child.file(), prefix.concat(child.name()), state);
        }
        return entries.size() > before;
    }

    private void child(Path child, String path, DockerIgnore.@Nullable State state) {
        DockerIgnore.State own = ignore.step(state, path);
        if (!own.excluded()) {
            if (send(child, path)) {
                below(child, path.concat("/"), own);
            }
            return;
        }
        boolean pruned = ignore.prunes(path);
        boolean closed = prunes ? pruned : !ignore.bringsBack();
        if (closed || !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int at = entries.size();
        if (below(child, path.concat("/"), own) && !prunes) {
            beyondPruned |= pruned;
            // BuildKit sends the folders above what a `!` brought back.
            List<ContextEntry> inside = new ArrayList<>(entries.subList(at, entries.size()));
            entries.subList(at, entries.size()).clear();
            send(child, path);
            entries.addAll(inside);
        }
    }

    /** Whether it is a folder; one call asks the file system for all of it, since a context may hold very many files. */
    private boolean send(Path file, String path) {
        try {
            Attributes attributes = Attributes.of(file);
            ContextEntry.Kind kind = attributes.kind();
            if (kind == null) {
                return false;
            }
            String link = kind == ContextEntry.Kind.SYMBOLIC_LINK
                    ? Files.readSymbolicLink(file).toString()
                    : "";
            if (kind == ContextEntry.Kind.FILE && !Files.isReadable(file) && Files.exists(file)) {
                unreadable(file, "no permission to read this file");
                return false;
            }
            if (kind != ContextEntry.Kind.DIRECTORY && attributes.links() > 1) {
                String first = hardLinks.putIfAbsent(attributes.key(), path);
                if (first != null) {
                    kind = ContextEntry.Kind.HARD_LINK;
                    link = first;
                }
            }
            entries.add(new ContextEntry(
                    path,
                    kind,
                    attributes.mode() & 07777,
                    kind == ContextEntry.Kind.FILE ? attributes.size() : 0,
                    attributes.modified(),
                    link,
                    attributes.device()));
            return kind == ContextEntry.Kind.DIRECTORY;
        } catch (NoSuchFileException e) {
            // Gone since its folder was read: the CLI leaves it out as well.
            return false;
        } catch (IOException e) {
            unreadable(file, reason(e));
            return false;
        }
    }

    private void unreadable(Path file, String what) {
        problems.add(
                "the build context can't be sent: " + what,
                Origin.file(file, 0),
                "make it readable, or leave it out in `.dockerignore`");
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? String.valueOf(failure.getReason())
                : e.toString();
    }

    /** Something in a folder; in Go's order, which is that of the bytes of the name. */
    private record Child(Path file, String name, byte[] bytes) implements Comparable<Child> {
        static Child of(Path file) {
            String name = String.valueOf(file.getFileName());
            return new Child(file, name, name.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int compareTo(Child other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    /** What a Unix file system says of a file. */
    record Attributes(int type, int mode, long size, FileTime modified, int links, Object key, long device) {
        static Attributes of(Path file) throws IOException {
            Map<String, Object> unix = Files.readAttributes(
                    file, "unix:mode,size,lastModifiedTime,nlink,ino,dev,rdev", LinkOption.NOFOLLOW_LINKS);
            int mode = number(unix, "mode").intValue();
            return new Attributes(
                    mode & TYPE,
                    mode & 07777,
                    number(unix, "size").longValue(),
                    (FileTime) unix.getOrDefault("lastModifiedTime", FileTime.fromMillis(0)),
                    number(unix, "nlink").intValue(),
                    List.of(number(unix, "dev"), number(unix, "ino")),
                    number(unix, "rdev").longValue());
        }

        private static Number number(Map<String, Object> attributes, String name) {
            return attributes.get(name) instanceof Number value ? value : 0;
        }

        /** Null for a socket: tar has none, and the CLI leaves it out. */
        ContextEntry.@Nullable Kind kind() {
            return switch (type) {
                case 0100000 -> ContextEntry.Kind.FILE;
                case 0040000 -> ContextEntry.Kind.DIRECTORY;
                case 0120000 -> ContextEntry.Kind.SYMBOLIC_LINK;
                case 0010000 -> ContextEntry.Kind.FIFO;
                case 0020000 -> ContextEntry.Kind.CHARACTER_DEVICE;
                case 0060000 -> ContextEntry.Kind.BLOCK_DEVICE;
                default -> null;
            };
        }
    }
}
