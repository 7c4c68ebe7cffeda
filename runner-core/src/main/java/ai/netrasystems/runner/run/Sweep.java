package ai.netrasystems.runner.run;

import java.util.List;
import java.util.stream.Stream;

/** One kind of thing that runs may leave behind, and its removal. */
interface Sweep {
    /**
     * Removes what is ours and whose owner is dead, and nothing else; or says what it would remove.
     *
     * @param dryRun whether nothing is to be removed: then {@link Swept#removed} is what would be
     * @param kept whether what {@code --keep-environment} left on purpose counts too
     */
    Swept sweep(boolean dryRun, boolean kept);

    /**
     * What came of it, a line each.
     *
     * @param removed what is gone, or would be
     * @param remaining ours, and could not be removed
     * @param leftAlone what stays on purpose, with the reason: of an owner that can't be judged from here (another boot or
     *     PID namespace), or kept
     */
    record Swept(List<String> removed, List<String> remaining, List<String> leftAlone) {
        /** Copies the lists. */
        public Swept {
            removed = List.copyOf(removed);
            remaining = List.copyOf(remaining);
            leftAlone = List.copyOf(leftAlone);
        }

        /** Nothing there. */
        static Swept nothing() {
            return new Swept(List.of(), List.of(), List.of());
        }

        /** Both. */
        Swept and(Swept other) {
            return new Swept(
                    joined(removed, other.removed),
                    joined(remaining, other.remaining),
                    joined(leftAlone, other.leftAlone));
        }

        private static List<String> joined(List<String> first, List<String> second) {
            return Stream.concat(first.stream(), second.stream()).toList();
        }
    }
}
