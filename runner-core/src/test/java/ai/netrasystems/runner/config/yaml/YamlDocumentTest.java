package ai.netrasystems.runner.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class YamlDocumentTest {
    private static final Path FILE = Path.of("some.yml");

    @Test
    void every_node_knows_its_line() {
        YamlMap root = valid("a: 1\nb:\n  c: x\n  d:\n    - y\n    - z\n");

        YamlMap b = (YamlMap) root.get("b").orElseThrow();
        assertThat(b.entry("c").orElseThrow().keyOrigin()).isEqualTo(Origin.file(FILE, 3));
        YamlList d = (YamlList) b.get("d").orElseThrow();
        assertThat(d.items()).extracting(YamlNode::origin).containsExactly(Origin.file(FILE, 5), Origin.file(FILE, 6));
    }

    @Test
    void a_key_that_stands_twice_is_a_problem_with_both_lines() {
        assertThat(problems("a: 1\nb: 2\na: 3\n"))
                .containsExactly(
                        Problem.of("`a` stands here a second time", Origin.file(FILE, 3), "the first is in line 1"));
    }

    @Test
    void all_problems_are_collected() {
        assertThat(problems("a: 1\na: 2\nb: !x 1\nc: {<<: 3}\n"))
                .extracting(problem -> problem.where().line())
                .containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void syntax_errors_name_the_line() {
        assertThat(problems("a: 1\nb: [1, 2\nc: 3\n")).singleElement().satisfies(problem -> {
            assertThat(problem.where().line()).isEqualTo(3);
            assertThat(problem.message()).startsWith("not valid YAML: ");
        });
    }

    @Test
    void aliases_and_merge_keys_are_resolved_and_own_keys_win() {
        YamlMap root = valid("base: &base {x: 1, y: 2}\nuse: {<<: *base, y: 3}\nmany: {<<: [{z: 4}, *base]}\n");

        assertThat(((YamlMap) root.get("use").orElseThrow()).entries().keySet()).containsExactly("y", "x");
        assertThat(text(root, "use", "y")).isEqualTo("3");
        assertThat(text(root, "use", "x")).isEqualTo("1");
        assertThat(text(root, "many", "z")).isEqualTo("4");
        assertThat(text(root, "many", "y")).isEqualTo("2");
    }

    @Test
    void an_alias_bomb_is_refused() {
        String levels = IntStream.range(1, 20)
                .mapToObj(i -> "l" + i + ": &l" + i + " [*l" + (i - 1) + ", *l" + (i - 1) + "]\n")
                .collect(Collectors.joining());
        assertThat(problems("l0: &l0 [x, x]\n" + levels))
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("more than 100000 nodes, aliases followed");
    }

    @Test
    void an_alias_inside_its_own_anchor_is_refused() {
        assertThat(problems("a: &a [1, *a]\n"))
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("`*a` stands inside its own anchor");
    }

    @Test
    void deep_nesting_is_refused_without_exhausting_the_stack() {
        assertThat(problems("a: " + "[".repeat(100_000)))
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("nested deeper than 64 levels");
    }

    @Test
    void a_second_document_and_a_top_that_is_no_map_are_refused() {
        assertThat(problems("a: 1\n---\nb: 2\n"))
                .singleElement()
                .extracting(p -> p.where().line())
                .isEqualTo(2);
        assertThat(problems("- a\n"))
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("expected `key: value` lines, found a list");
    }

    @Test
    void an_empty_file_is_an_empty_map() {
        assertThat(valid("").entries()).isEmpty();
        assertThat(valid("# only a comment\n").entries()).isEmpty();
    }

    @Test
    void a_file_that_is_missing_too_large_or_no_text_is_a_problem(@TempDir Path folder) throws IOException {
        Path large = Files.writeString(folder.resolve("large.yml"), "a: " + "x".repeat(YamlDocument.MAX_BYTES));
        Path binary = Files.write(folder.resolve("binary.yml"), new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0});

        assertThat(List.of(
                        YamlDocument.read(folder.resolve("no.yml")),
                        YamlDocument.read(large),
                        YamlDocument.read(binary)))
                .allSatisfy(checked -> assertThat(checked).isInstanceOf(Checked.Invalid.class));
    }

    @Test
    void quotes_tell_a_text_from_nothing() {
        YamlMap root = valid("a: ~\nb: \"~\"\nc:\nd: !!str null\n");

        assertThat(root.get("a").orElseThrow().isNull()).isTrue();
        assertThat(root.get("b").orElseThrow().isNull()).isFalse();
        assertThat(root.get("c").orElseThrow().isNull()).isTrue();
        assertThat(root.get("d").orElseThrow().isNull()).isFalse();
    }

    @Test
    void scalars_can_be_replaced_throughout_the_tree() {
        YamlNode changed =
                valid("a: [$x, {b: $x}]\n").mapScalars(s -> s.withText(s.text().replace("$x", "1")));

        assertThat(changed.toString()).doesNotContain("$x");
    }

    private static String text(YamlMap root, String map, String key) {
        YamlMap inner = (YamlMap) root.get(map).orElseThrow();
        return ((YamlScalar) inner.get(key).orElseThrow()).text();
    }

    private static YamlMap valid(String text) {
        return YamlDocument.parse(text, FILE, Origin.Source.FILE).fold(YamlDocument::root, problems -> {
            throw new AssertionError(problems);
        });
    }

    private static List<Problem> problems(String text) {
        return YamlDocument.parse(text, FILE, Origin.Source.FILE).fold(document -> List.of(), List::copyOf);
    }
}
