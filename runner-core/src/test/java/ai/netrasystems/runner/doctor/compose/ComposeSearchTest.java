package ai.netrasystems.runner.doctor.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ComposeSearchTest {
    private static final String WHOLE = "services: {app: {image: x}}\n";

    @TempDir
    Path project;

    @Test
    void finds_files_near_the_top_and_nothing_in_folders_that_are_made() throws IOException {
        write("docker-compose.yml", WHOLE);
        write("a/b/c/compose.prod.yaml", WHOLE);
        write("a/b/c/d/compose.yaml", WHOLE);
        write("node_modules/compose.yaml", WHOLE);
        write("target/compose.yaml", WHOLE);
        write(".git/compose.yaml", WHOLE);
        write("composer.yaml", WHOLE);
        Files.createSymbolicLink(project.resolve("link"), project.resolve("a"));

        assertThat(found(Optional.empty()))
                .containsExactly("a/b/c/compose.prod.yaml ALONE", "docker-compose.yml ALONE");
    }

    @Test
    void a_file_that_is_given_is_the_only_one_and_one_that_is_chosen_comes_too() throws IOException {
        write("docker-compose.yml", WHOLE);
        Path services = write("services.yml", WHOLE);

        assertThat(found(Optional.of(services))).containsExactly("docker-compose.yml ALONE", "services.yml ALONE");
        assertThat(ComposeSearch.survey(project, Optional.empty(), Optional.of(services), reader()))
                .singleElement()
                .satisfies(file -> assertThat(file.survey().path()).isEqualTo(services));
    }

    @Test
    void files_that_complete_another_are_told_from_whole_ones() throws IOException {
        write("docker-compose.yml", WHOLE);
        write("docker-compose.override.yml", "services: {app: {ports: [\"80:80\"]}}\n");
        write("docker-compose.dev.yml", WHOLE);
        write("ci/compose.yaml", "services: {app: {command: x}}\n");
        write("alternatives/compose.one.yml", WHOLE);
        write("alternatives/compose.two.yml", WHOLE);

        assertThat(found(Optional.empty()))
                .containsExactly(
                        "alternatives/compose.one.yml ALONE",
                        "alternatives/compose.two.yml ALONE",
                        "ci/compose.yaml ELSEWHERE",
                        "docker-compose.dev.yml BESIDE",
                        "docker-compose.override.yml BESIDE",
                        "docker-compose.yml ALONE");
    }

    @Test
    void an_included_file_is_read_where_the_including_one_says() throws IOException {
        write("compose.yaml", "include: [one/compose.yaml, {path: two/compose.yaml, project_directory: .}]\n");
        write("one/compose.yaml", WHOLE);
        write("two/compose.yaml", WHOLE);

        assertThat(found(Optional.empty()))
                .containsExactly("compose.yaml ALONE", "one/compose.yaml BESIDE", "two/compose.yaml ELSEWHERE");
    }

    @Test
    void what_several_services_build_is_built_once() throws IOException {
        write("Dockerfile", "FROM scratch\n");
        write("compose.yaml", """
                services:
                  a: {build: .}
                  b: {build: {context: ., dockerfile: Dockerfile}}
                  c: {build: {context: ., target: other}}
                  d: {build: {dockerfile_inline: FROM scratch}}
                """);

        assertThat(ComposeBuilds.builds(ComposeSearch.survey(project, Optional.empty(), Optional.empty(), reader())))
                .extracting(BuildSource::service)
                .containsExactly("a, b", "c");
        assertThat(ComposeBuilds.inlineContexts(
                        ComposeSearch.survey(project, Optional.empty(), Optional.empty(), reader())))
                .containsExactly(project);
        assertThat(ComposeBuilds.atTheTop(project, List.of())
                        .orElseThrow()
                        .build()
                        .context())
                .isEqualTo(project);
        assertThat(ComposeBuilds.atTheTop(project.resolve("none"), List.of())).isEmpty();
    }

    private List<String> found(Optional<Path> chosen) {
        return ComposeSearch.survey(project, chosen, Optional.empty(), reader()).stream()
                .map(file -> project.relativize(file.survey().path()) + " " + file.role())
                .toList();
    }

    private static ComposeReader reader() {
        return new ComposeReader(Map.of());
    }

    private Path write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }
}
