package ai.netrasystems.runner.discovery.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.NotBlank;

@Tag("unit")
class CachedModelTest {
    @Property(tries = 50)
    void is_read_as_it_was_written(@ForAll @NotBlank String name, @ForAll String value, @ForAll List<String> arguments)
            throws IOException {
        Path folder = Files.createTempDirectory("cached-model");
        Path file = folder.resolve("model");
        MavenModule module = new MavenModule(
                "a/b",
                folder,
                "jar",
                folder.resolve("target/classes"),
                folder.resolve("target/tab\tand\nline"),
                List.of(folder.resolve("src")),
                List.of(folder.resolve("x.jar")),
                new SurefireSettings(
                        folder,
                        arguments,
                        Map.of(name, value),
                        Map.of(value, name),
                        List.of(name),
                        List.of(value, "b"),
                        List.of("groups")));
        CachedModel model =
                new CachedModel(folder, "key", Optional.of("digest"), List.of(folder), List.of(module, module));
        try {
            model.write(file);

            assertThat(CachedModel.read(file)).contains(model);
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
