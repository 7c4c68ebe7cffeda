package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.tags.TagSyntax;
import java.util.Set;

/** A tag expression that a person wrote. */
record ParsedTagExpression(TagSyntax syntax) implements TagExpression {
    @Override
    public boolean matches(Set<String> tags) {
        return syntax.matches(tags);
    }

    @Override
    public String toString() {
        return syntax.toString();
    }
}
