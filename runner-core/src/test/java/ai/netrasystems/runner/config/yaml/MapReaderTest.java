package ai.netrasystems.runner.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MapReaderTest {
    private enum Colour {
        DARK_RED,
        BLUE
    }

    private final Problems problems = new Problems();

    @Test
    void reads_each_type() {
        MapReader reader = MapReader.open(
                map("t: x\nf: true\ni: 3\nd: 0.5\nw: 5 min\nc: dark-red\nl: [a, b]\none: a\nm: {k: v}\n"),
                "it",
                problems);

        assertThat(reader.text("t")).contains("x");
        assertThat(reader.flag("f")).contains(true);
        assertThat(reader.integer("i", 0, 3)).contains(3);
        assertThat(reader.decimal("d", 0, 1)).contains(0.5);
        assertThat(reader.duration("w")).contains(Duration.ofMinutes(5));
        assertThat(reader.choice("c", Colour.class)).contains(Colour.DARK_RED);
        assertThat(reader.texts("l")).containsExactly("a", "b");
        assertThat(reader.texts("one")).containsExactly("a");
        assertThat(reader.map("m")).isPresent();
        assertThat(reader.text("absent")).isEmpty();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void a_value_of_another_type_is_a_problem_at_its_line_and_counts_as_not_given() {
        MapReader reader = MapReader.open(
                map("t: [x]\nf: maybe\ni: 9\nd: NaN\nw: 5\nc: dark-rde\nl: {a: b}\nm: x\n"), "it", problems);

        assertThat(reader.text("t")).isEmpty();
        assertThat(reader.flag("f")).isEmpty();
        assertThat(reader.integer("i", 0, 3)).isEmpty();
        assertThat(reader.decimal("d", 0, 1)).isEmpty();
        assertThat(reader.duration("w")).isEmpty();
        assertThat(reader.choice("c", Colour.class)).isEmpty();
        assertThat(reader.texts("l")).isEmpty();
        assertThat(reader.map("m")).isEmpty();
        assertThat(problems.list())
                .extracting(problem -> problem.where().line())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(problems.list().get(5).hint()).contains("did you mean `dark-red`?");
    }

    @Test
    void a_closed_reader_refuses_unknown_keys_and_keys_without_a_value() {
        MapReader.closed(map("timeuot: 5s\nbudget:\n"), "layer `x`", problems, List.of("timeout", "budget"));

        assertThat(problems.list())
                .containsExactly(
                        Problem.of("unknown key `timeuot` in layer `x`", at(1), "did you mean `timeout`?"),
                        Problem.of("`budget` has no value in layer `x`", at(2)));
    }

    @Test
    void an_open_reader_takes_an_empty_value_as_not_given() {
        MapReader reader = MapReader.open(map("image:\nunknown: 1\n"), "service `x`", problems);

        assertThat(reader.text("image")).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void asking_a_closed_reader_for_an_undeclared_key_is_a_defect() {
        MapReader reader = MapReader.closed(map("a: 1"), "it", problems, List.of("a"));

        assertThatThrownBy(() -> reader.text("b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void named_maps_keep_their_order_and_an_empty_one_is_a_map() {
        MapReader reader = MapReader.open(map("all:\n  b: {x: 1}\n  a:\n  c: text\n"), "it", problems);

        assertThat(reader.namedMaps("all")).extracting(MapReader.Named::name).containsExactly("b", "a");
        assertThat(problems.list())
                .extracting(problem -> problem.where().line())
                .containsExactly(4);
    }

    private static Origin at(int line) {
        return Origin.file(Path.of("some.yml"), line);
    }

    private static YamlMap map(String text) {
        return YamlDocument.parse(text, Path.of("some.yml"), Origin.Source.FILE).fold(YamlDocument::root, found -> {
            throw new AssertionError(found);
        });
    }
}
