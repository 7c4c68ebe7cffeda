package ai.netrasystems.runner.discovery.maven;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.maven.spy.SpyLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.NotBlank;

@Tag("unit")
class CachedModelTest {
    @Property(tries = 50)
    void is_read_as_it_was_written(@ForAll @NotBlank String name, @ForAll String value) throws IOException {
        Path folder = Files.createTempDirectory("cached-model");
        Path file = folder.resolve("model");
        List<String> answer = Stream.of(
                        List.of(SpyLine.FORMAT),
                        List.of("local-repository", folder.toString()),
                        List.of("maven-directory", folder.toString()),
                        List.of("user-property", name, value),
                        List.of("module", folder.resolve("a").toString()),
                        List.of("name", "group", name, value),
                        List.of("packaging", "jar"),
                        List.of("build-directory", folder.resolve("a/target").toString()),
                        List.of("output", folder.resolve("a/target/classes").toString()),
                        List.of("test-output", folder.resolve("a/target/tests").toString()),
                        List.of("execution", "maven-surefire-plugin", "3.5.3", "default-test"),
                        List.of("parameter", value, name))
                .map(SpyLine::of)
                .toList();
        CachedModel model = new CachedModel(
                folder, "key", Optional.of("digest"), List.of(folder), answer, SpyAnswer.read(folder, answer));
        try {
            model.write(file);

            assertThat(CachedModel.read(file)).contains(model);
            MavenModule module = model.build().modules().get(0);
            assertThat(module.path()).isEqualTo("a");
            assertThat(module.executions().get(0).parameters().leaves())
                    .containsExactly(new Parameters.Leaf(List.of(name), value));
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    @Property(tries = 50)
    void anything_else_in_the_file_counts_as_absent(@ForAll List<String> lines) throws IOException {
        Path file = Files.createTempFile("cached-model", "");
        try {
            Files.write(file, lines);

            assertThat(CachedModel.read(file)).isEmpty();
        } finally {
            Files.delete(file);
        }
    }
}
