package ai.netrasystems.runner.config.tags;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.tagexpression.TagExpression;

@Tag("unit")
class TagSyntaxTest {
    private static final Origin WHERE = Origin.commandLine("--include-tag");

    @Test
    void an_error_names_its_column() {
        Map.of(
                        "", 1,
                        "a &", 4,
                        "(a | b", 1,
                        "a b", 3,
                        "a)", 2,
                        "a & | b", 5,
                        "a | x,y", 6,
                        "()", 2)
                .forEach((text, column) ->
                        assertThat(message(text)).as(text).contains("`" + text + "`, column " + column + ": "));
    }

    @Test
    void deep_nesting_is_refused_without_exhausting_the_stack() {
        assertThat(message("(".repeat(100_000) + "a")).contains("nested deeper than 200 levels");
        assertThat(message("!".repeat(100_000) + "a")).contains("nested deeper than 200 levels");
    }

    @Property(tries = 2000)
    void means_what_it_means_to_junit(@ForAll("expressions") String text, @ForAll("tagSets") Set<String> tags) {
        assertThat(TagSyntax.reread(text).matches(tags)).as(text).isEqualTo(junit(text, tags));
    }

    /** One way only: JUnit's parser also takes misplaced parentheses, such as {@code a()} and {@code a(& b)}. */
    @Property(tries = 5000)
    void whatever_it_accepts_means_the_same_to_junit(
            @ForAll("tokenSoup") String text, @ForAll("tagSets") Set<String> tags) {
        if (TagSyntax.parse(text, WHERE) instanceof Checked.Valid) {
            assertThat(TagSyntax.reread(text).matches(tags)).as(text).isEqualTo(junit(text, tags));
        }
    }

    @Test
    void misplaced_parentheses_are_refused() {
        assertThat(List.of("a()", "a(& b)", "(a)(b)", "a (b)", "any() ()"))
                .allSatisfy(text -> assertThat(TagSyntax.parse(text, WHERE)).isInstanceOf(Checked.Invalid.class));
    }

    @Property(tries = 1000)
    void its_text_is_read_by_junit_with_the_same_meaning(
            @ForAll("expressions") String text, @ForAll("tagSets") Set<String> tags) {
        TagSyntax syntax = TagSyntax.reread(text);
        assertThat(junit(syntax.toString(), tags)).isEqualTo(syntax.matches(tags));
        assertThat(TagSyntax.reread(syntax.toString()).toString()).isEqualTo(syntax.toString());
    }

    @Property(tries = 500)
    void any_text_is_an_expression_or_a_problem(@ForAll String text) {
        assertThat(TagSyntax.parse(text, WHERE)).isNotNull();
    }

    @Provide
    Arbitrary<String> expressions() {
        return nested(3);
    }

    @Provide
    Arbitrary<String> tokenSoup() {
        return Arbitraries.of("a", "b", "a:b", "any", "any()", "None()", "!", "&", "|", "(", ")", " ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(tokens -> String.join("", tokens));
    }

    @Provide
    Arbitrary<Set<String>> tagSets() {
        return Arbitraries.of("a", "b", "c", "a:b").set().ofMaxSize(4);
    }

    private static Arbitrary<String> nested(int depth) {
        Arbitrary<String> atom = Arbitraries.of("a", "b", "c", "a:b", "any()", "none()");
        if (depth == 0) {
            return atom;
        }
        Arbitrary<String> inner = nested(depth - 1);
        return Arbitraries.oneOf(
                atom,
                inner.map(text -> "!" + text),
                inner.map(text -> "( " + text + ")"),
                Combinators.combine(inner, inner).as((left, right) -> left + " & " + right),
                Combinators.combine(inner, inner).as((left, right) -> left + "|" + right));
    }

    private static boolean junit(String text, Set<String> tags) {
        List<TestTag> testTags = tags.stream().map(TestTag::create).collect(Collectors.toList());
        return TagExpression.parseFrom(text)
                .tagExpressionOrThrow(message -> new IllegalStateException(text + ": " + message))
                .evaluate(testTags);
    }

    private static String message(String text) {
        return TagSyntax.parse(text, WHERE)
                .fold(valid -> "valid", problems -> problems.get(0).message());
    }
}
