package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import java.util.Set;

/** A tag expression in JUnit's grammar, parsed. Immutable. */
public interface TagExpression {
    /** Whether a test with these tags matches. */
    boolean matches(Set<String> tags);

    /** Parses an expression; equal expressions give equal values, and their text is one that JUnit reads. */
    static Checked<TagExpression> parse(String expression, Origin where) {
        return TagSyntax.parse(expression, where).then(syntax -> Checked.valid(new ParsedTagExpression(syntax)));
    }
}
