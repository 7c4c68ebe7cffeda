package ai.netrasystems.runner.plan;

import java.util.Set;

/** A tag expression in JUnit's grammar, parsed. Immutable. */
public interface TagExpression {
    /** Whether a test with these tags matches. */
    boolean matches(Set<String> tags);
}
