package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.process.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What lines would do that are not written yet, and who names what they would leave out. */
@Tag("unit")
class FurtherIgnoreLinesTest {
    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of("*", "a", "!a", "!a/b", "!a/**", "**/x", "!**/x", "b/*", "a/b/x", "!b/x", "**/b")
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> more() {
        return Arbitraries.of("**/x", "**/b", "a", "b/x", "**/y").list().ofMaxSize(3);
    }

    @Property(tries = 150)
    void a_context_with_further_lines_is_the_one_that_is_sent_when_they_are_written(
            @ForAll("lines") List<String> lines, @ForAll("more") List<String> further, @ForAll ContextSender sender)
            throws IOException {
        Path folder = Files.createTempDirectory("netra-ignore");
        try {
            for (String file : List.of("x", "a/x", "a/y", "a/b/x", "a/b/z", "b/x", "b/y", "Dockerfile")) {
                Files.createDirectories(folder.resolve(file).getParent());
                Files.writeString(folder.resolve(file), "FROM scratch");
            }
            Path ignoreFile = Files.writeString(folder.resolve(".dockerignore"), String.join("\n", lines) + "\n");
            BuildContext before = sent(folder, sender);

            List<String> expected = files(before.excluding(further).<BuildContext>fold(it -> it, problems -> before));

            Files.writeString(ignoreFile, String.join("\n", lines) + "\n" + String.join("\n", further) + "\n");
            assertThat(expected).isEqualTo(files(sent(folder, sender)));
        } finally {
            assertThat(FileTree.remove(folder)).isTrue();
        }
    }

    private static BuildContext sent(Path folder, ContextSender sender) {
        return BuildContext.of(folder, folder.resolve("Dockerfile"), sender).<BuildContext>fold(it -> it, problems -> {
            throw new AssertionError(problems);
        });
    }

    /** Folders come along with what a {@code !} brings back in them. */
    private static List<String> files(BuildContext context) {
        return context.entries().stream()
                .filter(it -> it.kind() == ContextEntry.Kind.FILE)
                .map(ContextEntry::path)
                .toList();
    }

    @Example
    void a_line_names_what_its_own_pattern_matches_and_not_what_is_in_a_folder_that_it_brings_back() {
        DockerIgnore ignore = DockerIgnore.parse(
                        Path.of(".dockerignore"),
                        "*\n!src\n!lib/**\n!bin/x*\n! data/m.pyc\n".getBytes(StandardCharsets.UTF_8))
                .<DockerIgnore>fold(it -> it, problems -> {
                    throw new AssertionError(problems);
                });

        assertThat(ignore.inclusions()).extracting(IgnoreLine::number).containsExactly(2, 3, 4, 5);
        assertThat(ignore.inclusionNaming("src/x")).isEmpty();
        assertThat(ignore.inclusionNaming("lib/x")).isEmpty();
        assertThat(ignore.inclusionNaming("src")).contains(new IgnoreLine(2, "!src"));
        assertThat(ignore.inclusionNaming("bin/x")).contains(new IgnoreLine(4, "!bin/x*"));
        assertThat(ignore.inclusionNaming("data/m.pyc")).contains(new IgnoreLine(5, "! data/m.pyc"));
    }

    @Example
    void a_source_takes_what_it_means_and_all_below_it() {
        List<CopySource> sources = Dockerfile.parse(
                        Path.of("Dockerfile"), "FROM scratch\nCOPY ./a /b/../c d/*.pyc . /x/\n")
                .<List<CopySource>>fold(it -> it.contextSources(Map.of()), problems -> {
                    throw new AssertionError(problems);
                });

        assertThat(sources.get(0).takes("a/b/x")).isTrue();
        assertThat(sources.get(0).takes("ab")).isFalse();
        assertThat(sources.get(1).takes("c")).isTrue();
        assertThat(sources.get(2).takes("d/x.pyc/y")).isTrue();
        assertThat(sources.get(2).takes("d/e/x.pyc")).isFalse();
        assertThat(sources.get(3).takes("anything")).isTrue();
    }
}
