package ai.netrasystems.runner.plan;

import java.util.HashMap;
import java.util.Map;

/**
 * What a class must not share while it runs, as JUnit Jupiter's {@code @ResourceLock} and {@code @Isolated} say.
 *
 * @param resources by key; of a key that is named twice the stronger access counts
 * @param isolated nothing else may run meanwhile
 */
public record ClassLocks(Map<String, Access> resources, boolean isolated) {
    private static final ClassLocks NONE = new ClassLocks(Map.of(), false);

    /** Copies the map. */
    public ClassLocks {
        resources = Map.copyOf(resources);
    }

    /** JUnit's {@code ResourceAccessMode}. */
    public enum Access {
        READ,
        READ_WRITE
    }

    /** Both together. */
    public ClassLocks and(ClassLocks other) {
        if (other.equals(NONE)) {
            return this;
        }
        Map<String, Access> all = new HashMap<>(resources);
        other.resources.forEach(
                (key, access) -> all.merge(key, access, (one, two) -> one == Access.READ_WRITE ? one : two));
        return new ClassLocks(all, isolated || other.isolated);
    }

    /** No lock. */
    public static ClassLocks none() {
        return NONE;
    }
}
