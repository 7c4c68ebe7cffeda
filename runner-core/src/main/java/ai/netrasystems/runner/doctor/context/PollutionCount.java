package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.environment.image.ContextEntry;
import ai.netrasystems.runner.environment.image.CopyNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sorts what a context sends into kinds of pollution, each thing into the first that fits. Used once. */
final class PollutionCount {
    private final Path root;
    private final CopyNames copied;
    private final long largeFile;
    private final Map<String, Folder> folders = new HashMap<>();
    private final Map<PollutionKind, Tally> tallies = new EnumMap<>(PollutionKind.class);

    PollutionCount(Path root, CopyNames copied, long largeFile) {
        this.root = root;
        this.copied = copied;
        this.largeFile = largeFile;
        folders.put("", new Folder(null, ""));
    }

    List<Pollution> of(List<ContextEntry> entries) {
        for (ContextEntry entry : entries) {
            String path = entry.path();
            if (entry.kind() == ContextEntry.Kind.DIRECTORY) {
                Folder folder = folder(path);
                add(folder.kind(), entry, folder.outermost());
            } else if (path.endsWith(".pyc")) {
                add(PollutionKind.PYTHON_BYTECODE, entry, path);
            } else {
                Folder around = folder(above(path));
                boolean inside = around.kind() != null;
                add(inside ? around.kind() : ownKind(entry), entry, inside ? around.outermost() : path);
            }
        }
        return tallies.values().stream().map(Tally::pollution).toList();
    }

    private void add(@Nullable PollutionKind kind, ContextEntry entry, String outermost) {
        if (kind != null) {
            tallies.computeIfAbsent(kind, Tally::new).add(entry, outermost);
        }
    }

    /** Of a file in a folder of no kind. */
    private @Nullable PollutionKind ownKind(ContextEntry file) {
        if (name(file.path()).equals(".git")) {
            return PollutionKind.GIT;
        }
        return file.size() >= largeFile && !copied.takeFile(file.path()) ? PollutionKind.LARGE_FILE : null;
    }

    private Folder folder(String path) {
        Folder known = folders.get(path);
        if (known == null) {
            Folder around = folder(above(path));
            PollutionKind kind = first(around.kind(), own(path));
            known = new Folder(kind, kind == around.kind() ? around.outermost() : path);
            folders.put(path, known);
        }
        return known;
    }

    /** A folder's kind, and the outermost folder of that kind around it, or it. */
    private record Folder(@Nullable PollutionKind kind, String outermost) {}

    /** The first kind of the two; what looks like a build's output in an installed module or in Git's store is none. */
    private static @Nullable PollutionKind first(@Nullable PollutionKind around, @Nullable PollutionKind own) {
        if (own == null || around == null) {
            return own == null ? around : own;
        }
        boolean foreign = around == PollutionKind.NODE_MODULES || around == PollutionKind.GIT;
        boolean outer = around.compareTo(own) < 0 || (foreign && own == PollutionKind.BUILD_OUTPUT);
        return outer ? around : own;
    }

    private @Nullable PollutionKind own(String path) {
        return switch (name(path)) {
            case "__pycache__" -> PollutionKind.PYTHON_CACHE_FOLDER;
            case ".pytest_cache" -> PollutionKind.PYTEST_CACHE;
            case "node_modules" -> PollutionKind.NODE_MODULES;
            case ".git" -> PollutionKind.GIT;
            case ".runner" -> PollutionKind.RUNNER_FILES;
            case "target" -> isOutput(path) ? PollutionKind.BUILD_OUTPUT : null;
            case "build" -> besideGradle(path) && isOutput(path) ? PollutionKind.BUILD_OUTPUT : null;
            default -> null;
        };
    }

    /** Not where a COPY names something of it, and not a package of that name among sources. */
    private boolean isOutput(String path) {
        return !path.startsWith("src/") && !path.contains("/src/") && !copied.nameFolder(path);
    }

    private boolean besideGradle(String path) {
        Path folder = root.resolve(above(path));
        return Files.exists(folder.resolve("build.gradle")) || Files.exists(folder.resolve("build.gradle.kts"));
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
