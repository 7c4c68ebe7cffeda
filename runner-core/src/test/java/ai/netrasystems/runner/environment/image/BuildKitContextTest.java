package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What BuildKit sends, by its specification, for machines without one: a real one is asked where it is found. */
@Tag("unit")
class BuildKitContextTest {
    @TempDir
    Path context;

    @BeforeEach
    void tree() throws IOException {
        for (String file : List.of("Dockerfile", "a/b/c.txt", "a/b/d.md", "a/x.txt", "b/c.txt")) {
            Files.createDirectories(context.resolve(file).getParent());
            Files.writeString(context.resolve(file), file);
        }
    }

    private String sent(ContextSender sender) {
        return BuildContext.of(context, context.resolve("Dockerfile"), sender)
                .fold(
                        it -> String.join(
                                " ",
                                it.visibleEntries().stream()
                                        .filter(entry -> entry.kind() == ContextEntry.Kind.FILE)
                                        .map(ContextEntry::path)
                                        .filter(path -> !path.endsWith(".dockerignore"))
                                        .toList()),
                        problems -> {
                            throw new AssertionError(problems.toString());
                        });
    }

    /** The ignore file, what BuildKit sends of it, and what the classic builder is sent where that is less. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a              | Dockerfile b/c.txt                               |",
                "a;!a/b         | Dockerfile a/b/c.txt a/b/d.md b/c.txt            |",
                "a;!**/c.txt    | Dockerfile a/b/c.txt b/c.txt                     | Dockerfile b/c.txt",
                "a;!a/*/c.txt   | Dockerfile a/b/c.txt b/c.txt                     | Dockerfile b/c.txt",
                "*;!**/*.md     | a/b/d.md                                         | ''",
                "*;!a/b/c.txt   | a/b/c.txt                                        |",
                "**;!b          | b/c.txt                                          |",
                "**/*.txt;!a/b  | Dockerfile a/b/d.md                              |",
                "a/**;!a/b/*.md | Dockerfile a/b/d.md b/c.txt                      |",
                "Dockerfile     | a/b/c.txt a/b/d.md a/x.txt b/c.txt               |",
                "/b;!b/d        | Dockerfile a/b/c.txt a/b/d.md a/x.txt            |",
            })
    void a_line_with_an_exclamation_mark_reaches_into_excluded_folders(String ignore, String buildKit, String classic)
            throws IOException {
        Files.writeString(context.resolve(".dockerignore"), ignore.replace(';', '\n'));
        assertThat(sent(ContextSender.BUILDKIT)).isEqualTo(buildKit);
        assertThat(sent(ContextSender.CLASSIC)).isEqualTo(classic == null ? buildKit : classic);
    }

    @Test
    void the_dockerfile_s_own_ignore_file_counts_instead_of_the_context_s() throws IOException {
        Files.writeString(context.resolve(".dockerignore"), "a\n");
        Files.writeString(context.resolve("Dockerfile.dockerignore"), "b\nDockerfile\n");
        assertThat(sent(ContextSender.BUILDKIT)).isEqualTo("a/b/c.txt a/b/d.md a/x.txt");
        assertThat(sent(ContextSender.CLASSIC)).isEqualTo("Dockerfile b/c.txt");
        Files.writeString(context.resolve("Dockerfile.dockerignore"), "");
        assertThat(sent(ContextSender.BUILDKIT)).isEqualTo("Dockerfile a/b/c.txt a/b/d.md a/x.txt b/c.txt");
    }

    @Test
    void an_own_ignore_file_lies_beside_a_dockerfile_outside_of_the_context(@TempDir Path outside) throws IOException {
        Path dockerfile = Files.writeString(outside.resolve("My.Dockerfile"), "FROM scratch\n");
        Path own = Files.writeString(outside.resolve("My.Dockerfile.dockerignore"), "a\n");
        assertThat(BuildContext.ignoreFile(context, dockerfile, ContextSender.BUILDKIT))
                .isEqualTo(own);
        assertThat(BuildContext.ignoreFile(context, dockerfile, ContextSender.CLASSIC))
                .isEqualTo(context.resolve(".dockerignore"));
    }
}
