package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.environment.image.ContextEntry;
import ai.netrasystems.runner.environment.image.CopyNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sorts what a context sends into kinds of pollution, each thing into the first that fits. Used once. */
final class PollutionCount {
    private final Path root;
    private final CopyNames copied;
    private final long largeFile;
    private final Map<String, Optional<PollutionKind>> folders = new HashMap<>();
    private final Map<PollutionKind, Tally> tallies = new EnumMap<>(PollutionKind.class);

    PollutionCount(Path root, CopyNames copied, long largeFile) {
        this.root = root;
        this.copied = copied;
        this.largeFile = largeFile;
        folders.put("", Optional.empty());
    }

    List<Pollution> of(List<ContextEntry> entries) {
        for (ContextEntry entry : entries) {
            boolean folder = entry.kind() == ContextEntry.Kind.DIRECTORY;
            PollutionKind kind = (folder ? folder(entry.path()) : file(entry)).orElse(null);
            if (kind != null) {
                tallies.computeIfAbsent(kind, Tally::new).add(entry, outermost(entry.path(), kind));
            }
        }
        return tallies.values().stream().map(Tally::pollution).toList();
    }

    private Optional<PollutionKind> file(ContextEntry file) {
        String path = file.path();
        if (path.endsWith(".pyc") || path.endsWith(".pyo")) {
            return Optional.of(PollutionKind.PYTHON_BYTECODE);
        }
        Optional<PollutionKind> around = folder(above(path));
        if (around.isPresent()) {
            return around;
        }
        if (name(path).equals(".git")) {
            return Optional.of(PollutionKind.GIT);
        }
        return file.size() >= largeFile && !copied.takeFile(path)
                ? Optional.of(PollutionKind.LARGE_FILE)
                : Optional.empty();
    }

    private Optional<PollutionKind> folder(String path) {
        Optional<PollutionKind> known = folders.get(path);
        if (known == null) {
            known = first(folder(above(path)).orElse(null), own(path));
            folders.put(path, known);
        }
        return known;
    }

    /** The first kind of the two; what looks like a build's output in an installed module or in Git's store is none. */
    private static Optional<PollutionKind> first(@Nullable PollutionKind around, @Nullable PollutionKind own) {
        if (own == null) {
            return Optional.ofNullable(around);
        }
        if (around == null) {
            return Optional.of(own);
        }
        boolean foreign = around == PollutionKind.NODE_MODULES || around == PollutionKind.GIT;
        boolean outer = around.compareTo(own) < 0 || (foreign && own == PollutionKind.BUILD_OUTPUT);
        return Optional.of(outer ? around : own);
    }

    private @Nullable PollutionKind own(String path) {
        return switch (name(path)) {
            case "__pycache__" -> PollutionKind.PYTHON_CACHE_FOLDER;
            case ".pytest_cache" -> PollutionKind.PYTEST_CACHE;
            case "node_modules" -> PollutionKind.NODE_MODULES;
            case ".git" -> PollutionKind.GIT;
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

    /** The outermost folder of that kind that the path lies in; the path itself where there is none. */
    private String outermost(String path, PollutionKind kind) {
        for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
            String folder = path.substring(0, end);
            if (folder(folder).orElse(null) == kind) {
                return folder;
            }
        }
        return path;
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
