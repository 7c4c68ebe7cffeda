package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.environment.image.ContextEntry;
import java.util.ArrayList;
import java.util.List;

/** Adds up what is sent of one kind, in the order of sending, in which all that lies in one folder comes together. */
final class Tally {
    /** Paths that are named to people. */
    private static final int NAMED = 5;

    private final PollutionKind kind;
    private final List<Root> largest = new ArrayList<>();
    private long files;
    private long folders;
    private long bytes;
    private Root last = new Root("", 0);

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
        boolean same = last.path().equals(outermost);
        if (!same) {
            rank(last);
        }
        last = new Root(outermost, same ? last.bytes() + entry.size() : entry.size());
    }

    private void rank(Root root) {
        int at = largest.size();
        while (at > 0 && largest.get(at - 1).bytes() < root.bytes()) {
            at--;
        }
        if (!root.path().isEmpty() && at < NAMED) {
            largest.add(at, root);
            if (largest.size() > NAMED) {
                largest.remove(NAMED);
            }
        }
    }

    /** To be asked once, at the end. */
    Pollution pollution() {
        rank(last);
        return new Pollution(
                kind, files, folders, bytes, largest.stream().map(Root::path).toList());
    }

    private record Root(String path, long bytes) {}
}
