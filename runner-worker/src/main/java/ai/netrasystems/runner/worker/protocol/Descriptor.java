package ai.netrasystems.runner.worker.protocol;

import java.util.Optional;
import java.util.Set;

/**
 * A node of JUnit's tree, as text.
 *
 * @param uniqueId JUnit's unique id
 * @param parent unique id of the parent; empty for an engine
 * @param displayName as the engine shows it
 * @param legacyName JUnit's "legacy reporting name", which XML reports use
 * @param test whether it has an outcome of its own
 * @param container whether it has, or may get, children
 * @param tags all tags, inherited ones too
 * @param together whether the tests of this class can only be tried again together: they share an instance, or have an
 *     order of their own
 * @param source where it stands in code
 */
public record Descriptor(
        String uniqueId,
        Optional<String> parent,
        String displayName,
        String legacyName,
        boolean test,
        boolean container,
        Set<String> tags,
        boolean together,
        Source source) {
    /** Copies the tags. */
    public Descriptor {
        tags = Set.copyOf(tags);
    }

    /**
     * Where it stands in code; every part is {@code ""} where unknown.
     *
     * @param className class of a class or method source
     * @param methodName method of a method source
     * @param parameterTypes of a method source, as {@code Class.getName()} gives them, joined by {@code ", "}
     */
    public record Source(String className, String methodName, String parameterTypes) {
        /** Neither class nor method. */
        public static Source none() {
            return new Source("", "", "");
        }

        /** Whether it is a class. */
        public boolean isClass() {
            return !className.isEmpty() && methodName.isEmpty();
        }

        /** Whether it is a method. */
        public boolean isMethod() {
            return !methodName.isEmpty();
        }
    }
}
