package ai.netrasystems.runner.worker.protocol;

import java.util.List;
import java.util.Set;

/**
 * Narrowing by name; each non-empty part must match by one of its entries.
 *
 * @param tests {@code GLOB[#METHOD]}, {@code *} and {@code ?} in both, against simple and full class names
 * @param methods {@code class#method} or {@code class#method(paramTypes)}
 * @param within top-level classes that a test may belong to; empty for any. Needed where tests are selected by unique
 *     id, which could reach beyond the classes of the request
 */
public record NameFilter(List<String> tests, List<String> methods, Set<String> within) {
    /** Copies the collections. */
    public NameFilter {
        tests = List.copyOf(tests);
        methods = List.copyOf(methods);
        within = Set.copyOf(within);
    }

    /** Everything matches. */
    public static NameFilter none() {
        return new NameFilter(List.of(), List.of(), Set.of());
    }

    /** Whether nothing is narrowed. */
    public boolean isEmpty() {
        return tests.isEmpty() && methods.isEmpty() && within.isEmpty();
    }
}
