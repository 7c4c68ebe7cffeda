package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.environment.image.ContextEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what is sent of one kind. */
final class Tally {
    /** Paths that are named to people. */
    private static final int NAMED = 5;

    private final PollutionKind kind;
    private final Map<String, Long> bytesByPath = new HashMap<>();
    private long files;
    private long folders;
    private long bytes;

    Tally(PollutionKind kind) {
        this.kind = kind;
    }

    /** Adds something that lies in {@code outermost}, or is it. */
    void add(ContextEntry entry, String outermost) {
        if (entry.kind() == ContextEntry.Kind.DIRECTORY) {
            folders++;
        } else {
            files++;
        }
        bytes += entry.size();
        bytesByPath.merge(outermost, entry.size(), Long::sum);
    }

    /** The paths with the most bytes first, those of one size by name. */
    Pollution pollution() {
        List<String> paths = bytesByPath.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Long>>comparingLong(it -> -it.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(NAMED)
                .map(Map.Entry::getKey)
                .toList();
        return new Pollution(kind, files, folders, bytes, paths);
    }
}
