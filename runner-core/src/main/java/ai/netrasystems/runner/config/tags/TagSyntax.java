package ai.netrasystems.runner.config.tags;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A parsed tag expression. Grammar and precedence are those of the JUnit User Guide, "Tag Expressions": {@code !}
 * before {@code &} before {@code |}, parentheses, {@code any()}, {@code none()}. The text of a value is an
 * expression that JUnit reads with the same meaning. Immutable.
 */
public sealed interface TagSyntax {
    /** How deep a person may nest parentheses and {@code !}. */
    int MAX_DEPTH = 200;

    /** A tag by name. */
    record Named(String tag) implements TagSyntax {
        @Override
        public boolean matches(Set<String> tags) {
            return tags.contains(tag);
        }

        @Override
        public String toString() {
            return tag;
        }
    }

    /** {@code any()}: at least one tag. */
    record Any() implements TagSyntax {
        @Override
        public boolean matches(Set<String> tags) {
            return !tags.isEmpty();
        }

        @Override
        public String toString() {
            return "any()";
        }
    }

    /** {@code none()}: no tag at all. */
    record None() implements TagSyntax {
        @Override
        public boolean matches(Set<String> tags) {
            return tags.isEmpty();
        }

        @Override
        public String toString() {
            return "none()";
        }
    }

    /** {@code !inner}. */
    record Not(TagSyntax inner) implements TagSyntax {
        @Override
        public boolean matches(Set<String> tags) {
            return !inner.matches(tags);
        }

        @Override
        public String toString() {
            return "!" + (inner instanceof And || inner instanceof Or ? "(" + inner + ")" : inner);
        }
    }

    /** All of them; never empty. */
    record And(List<TagSyntax> parts) implements TagSyntax {
        /** Copies the list. */
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(Set<String> tags) {
            return parts.stream().allMatch(part -> part.matches(tags));
        }

        @Override
        public String toString() {
            return parts.stream()
                    .map(part -> part instanceof Or ? "(" + part + ")" : part.toString())
                    .collect(Collectors.joining(" & "));
        }
    }

    /** At least one of them; never empty. */
    record Or(List<TagSyntax> parts) implements TagSyntax {
        /** Copies the list. */
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(Set<String> tags) {
            return parts.stream().anyMatch(part -> part.matches(tags));
        }

        @Override
        public String toString() {
            return parts.stream().map(Object::toString).collect(Collectors.joining(" | "));
        }
    }

    /** Whether a test with exactly these tags matches. */
    boolean matches(Set<String> tags);

    /** Parses what a person wrote; a problem names the column, from 1. */
    static Checked<TagSyntax> parse(String expression, Origin where) {
        return new TagParser(expression, where, MAX_DEPTH).parse();
    }

    /** Reads an expression that was checked before or that a value of this type gave; any other is a defect. */
    static TagSyntax reread(String expression) {
        return new TagParser(expression, Origin.builtIn(), 2 * MAX_DEPTH)
                .parse()
                .fold(syntax -> syntax, problems -> {
                    throw new IllegalStateException("unchecked tag expression: " + problems);
                });
    }
}
