package ai.netrasystems.runner.doctor.compose;

import static org.assertj.core.api.Assertions.assertThat;

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
class ReferencesTest {
    @TempDir
    Path project;

    @Test
    void one_file_of_that_name_is_the_answer_whatever_its_case() throws IOException {
        touch("dockerfiles/API.Dockerfile");

        assertThat(of("docker/compose.yml", "{context: .., dockerfile: docker/api.Dockerfile}"))
                .containsExactly(new Reference(
                        project.resolve("docker/compose.yml"),
                        3,
                        "build.dockerfile",
                        "docker/api.Dockerfile",
                        Optional.of("dockerfiles/API.Dockerfile"),
                        List.of("dockerfiles/API.Dockerfile")));
    }

    @Test
    void two_files_of_that_name_are_no_sure_answer() throws IOException {
        touch("a/api.Dockerfile");
        touch("b/api.Dockerfile");

        Reference reference =
                of("compose.yml", "{context: ., dockerfile: ./api.Dockerfile}").get(0);
        assertThat(reference.sure()).isEmpty();
        assertThat(reference.near()).containsExactly("./a/api.Dockerfile", "./b/api.Dockerfile");
    }

    @Test
    void a_path_that_was_taken_from_the_projects_top_is_the_answer() throws IOException {
        touch("services/api/docker/Dockerfile");
        touch("services/web/Dockerfile");

        assertThat(of("compose.yml", "{context: services/api, dockerfile: services/api/docker/Dockerfile}"))
                .singleElement()
                .satisfies(reference -> assertThat(reference.sure()).contains("docker/Dockerfile"));
    }

    @Test
    void the_dockerfile_of_another_context_is_never_sure() throws IOException {
        touch("web/Dockerfile");
        Files.createDirectories(project.resolve("api"));

        Reference reference =
                of("compose.yml", "{context: api, dockerfile: Dockerfile}").get(0);
        assertThat(reference.sure()).isEmpty();
        assertThat(reference.near()).containsExactly("../web/Dockerfile");
    }

    @Test
    void what_nobody_wrote_and_what_holds_a_variable_is_never_sure() throws IOException {
        touch("app/docker/Dockerfile");
        touch("app/docker/x.Dockerfile");

        assertThat(of("compose.yml", "app").get(0))
                .satisfies(reference -> assertThat(reference.sure()).isEmpty())
                .satisfies(reference -> assertThat(reference.near()).containsExactly("docker/Dockerfile"));
        assertThat(of("compose.yml", "{context: app, dockerfile: \"${D:-x}.Dockerfile\"}")
                        .get(0))
                .satisfies(reference -> assertThat(reference.written()).isEqualTo("${D:-x}.Dockerfile"))
                .satisfies(reference -> assertThat(reference.sure()).isEmpty());
    }

    @Test
    void a_context_that_was_taken_from_the_projects_top_is_the_answer() throws IOException {
        touch("services/api/Dockerfile");

        Reference reference = of("docker/compose.yml", "./services/api").get(0);
        assertThat(reference.key()).isEqualTo("build.context");
        assertThat(reference.sure()).contains("../services/api");
    }

    @Test
    void a_folder_without_the_named_dockerfile_and_one_spelled_alike_are_no_sure_answer() throws IOException {
        touch("services/api/Dockerfile");

        assertThat(of("docker/compose.yml", "{context: services/api, dockerfile: x.Dockerfile}")
                        .get(0))
                .satisfies(reference -> assertThat(reference.sure()).isEmpty())
                .satisfies(reference -> assertThat(reference.near()).isEmpty());
        assertThat(of("compose.yml", "services/apii").get(0))
                .satisfies(reference -> assertThat(reference.sure()).isEmpty())
                .satisfies(reference -> assertThat(reference.near()).containsExactly("services/api"));
    }

    @Test
    void what_is_there_or_stands_in_the_file_itself_is_no_reference() throws IOException {
        touch("docker/Dockerfile");

        assertThat(of("docker/compose.yml", ".")).isEmpty();
        assertThat(of("docker/compose.yml", "{dockerfile_inline: FROM scratch}"))
                .isEmpty();
        assertThat(of("docker/compose.yml", "\"${NEEDED:?say it}\"")).isEmpty();
    }

    @Test
    void what_lies_in_folders_that_are_made_is_not_looked_for() throws IOException {
        touch("node_modules/x/api.Dockerfile");
        touch(".hidden/api.Dockerfile");
        touch("target/api.Dockerfile");

        assertThat(of("compose.yml", "{context: ., dockerfile: api.Dockerfile}")
                        .get(0)
                        .near())
                .isEmpty();
    }

    private void touch(String path) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "FROM scratch\n");
    }

    private List<Reference> of(String compose, String build) throws IOException {
        Path file = project.resolve(compose);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "services:\n  app:\n    build: " + build + "\n");
        return new References(project)
                .of(new SurveyedCompose(new ComposeReader(Map.of()).survey(file), ComposeRole.ALONE));
    }
}
