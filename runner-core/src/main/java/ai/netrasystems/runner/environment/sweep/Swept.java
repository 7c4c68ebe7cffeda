package ai.netrasystems.runner.environment.sweep;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a sweep, a line each.
 *
 * @param removed what is gone; of a dry run, what would be
 * @param remaining ours, and could not be removed
 * @param leftAlone what stays on purpose, with the reason: of an owner that can't be judged from here (another boot or
 *     PID namespace), or kept
 */
public record Swept(List<String> removed, List<String> remaining, List<String> leftAlone) {
    /** Copies the lists. */
    public Swept {
        removed = List.copyOf(removed);
        remaining = List.copyOf(remaining);
        leftAlone = List.copyOf(leftAlone);
    }

    /** Nothing there. */
    public static Swept nothing() {
        return new Swept(List.of(), List.of(), List.of());
    }

    /** Both. */
    public Swept and(Swept other) {
        return new Swept(
                joined(removed, other.removed), joined(remaining, other.remaining), joined(leftAlone, other.leftAlone));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
