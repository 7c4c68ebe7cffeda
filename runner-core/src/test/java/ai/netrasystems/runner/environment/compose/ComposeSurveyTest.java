package ai.netrasystems.runner.environment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.compose.ComposeSurvey.Included;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Published;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Unsupported;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Written;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.WrittenBuild;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ComposeSurveyTest {
    @TempDir
    Path directory;

    @Test
    void what_can_be_read_is_read_whatever_else_is_wrong() throws IOException {
        ComposeSurvey survey = survey("""
                servces: {}
                services:
                  a: {imge: x, ports: ["80:x"]}
                  b: {image: y, depends_on: [a]}
                """);

        assertThat(survey.file().orElseThrow().services()).containsOnlyKeys(new ServiceName("a"), new ServiceName("b"));
        assertThat(lines(survey.invalid()))
                .containsExactly(
                        "1: unknown key `servces` in a Compose file",
                        "3: unknown key `imge` in service `a`",
                        "3: `ports` of service `a` must be ports such as `8000` or `8080:80`, not `80:x`");
        assertThat(lines(survey.dangling())).containsExactly("3: service `a` has neither `image` nor `build`");
    }

    @Test
    void what_compose_does_and_the_runner_does_not_is_no_error() throws IOException {
        ComposeSurvey survey = survey("""
                services:
                  a:
                    image: x
                    ipc: host
                    init: "yes"
                    network_mode: host
                    build: {context: "https://example.org/x.git", ssh: [default]}
                    healthcheck: {test: x, tset: y}
                    networks: [outside]
                networks:
                  outside: {external: true}
                """);

        assertThat(lines(survey.invalid())).containsExactly("8: unknown key `tset` in `healthcheck` of service `a`");
        assertThat(survey.unsupported())
                .extracting(Unsupported::what)
                .containsExactlyInAnyOrder(
                        "`ipc`",
                        "`network_mode: host`",
                        "`build: https://example.org/x.git`",
                        "`build.ssh`",
                        "`networks.outside.external`");
    }

    @Test
    void files_that_only_compose_puts_together_are_unsupported() throws IOException {
        assertThat(survey("services: {a: {image: x}}\n---\nservices: {b: {image: x}}\n"))
                .satisfies(survey -> assertThat(survey.invalid()).isEmpty())
                .satisfies(survey -> assertThat(survey.unsupported())
                        .extracting(Unsupported::what)
                        .containsExactly("a second document (`---`)"));
        assertThat(survey("services: {a: {ports: !reset []}}\n"))
                .satisfies(survey -> assertThat(survey.invalid()).isEmpty())
                .satisfies(survey -> assertThat(survey.unsupported())
                        .extracting(Unsupported::what)
                        .containsExactly("`!reset`"));
        ComposeSurvey including = survey("""
                include:
                  - other.yml
                  - {path: [a/b.yml], project_directory: .}
                services:
                  a: {image: x, depends_on: [of-another-file]}
                """);
        assertThat(including.invalid()).isEmpty();
        assertThat(including.dangling()).isEmpty();
        assertThat(including.included())
                .containsExactly(
                        new Included(directory.resolve("other.yml"), false),
                        new Included(directory.resolve("a/b.yml"), true));
    }

    @Test
    void text_that_is_no_yaml_is_one_problem_and_no_file() throws IOException {
        ComposeSurvey survey = survey("services:\n  a: [\n");

        assertThat(survey.file()).isEmpty();
        assertThat(survey.invalid()).hasSize(1);
        assertThat(new ComposeReader(Map.of())
                        .survey(directory.resolve("none.yml"))
                        .invalid())
                .extracting(Problem::message)
                .containsExactly("the file does not exist");
    }

    @Test
    void circles_are_told_apart() throws IOException {
        ComposeSurvey survey = survey("""
                services:
                  a: {image: x, depends_on: [b]}
                  b: {image: x, depends_on: [a], imge: y}
                """);

        assertThat(lines(survey.cycles())).containsExactly("3: services depend on each other: a -> b -> a");
        assertThat(survey.invalid()).hasSize(1);
    }

    @Test
    void a_variable_that_is_not_set_is_told_once_with_its_places() throws IOException {
        Files.writeString(directory.resolve(".env"), "IN_FILE=1\n");
        ComposeSurvey survey = new ComposeReader(Map.of("SET", "1")).survey(write("""
                services:
                  a:
                    image: "x:${TAG}"
                    command: "$TAG $$NO ${SET} ${IN_FILE} ${D:-x} ${E-x} ${F:+x} ${G:-$NESTED}"
                    user: "${NEEDED:?say it}"
                """));

        assertThat(survey.unset())
                .extracting(variable -> variable.name()
                        + variable.places().stream().map(Origin::line).toList())
                .containsExactly("TAG[3, 4]", "NESTED[4]");
        assertThat(lines(survey.invalid())).containsExactly("5: the variable `NEEDED` is not set: say it");
    }

    @Test
    void ports_of_the_host_are_kept_with_their_place() throws IOException {
        ComposeSurvey survey = survey("""
                services:
                  a:
                    image: x
                    profiles: [one]
                    ports:
                      - "80"
                      - "8080:80"
                      - "127.0.0.1:9000-9001:90-91"
                      - "[::1]:53:53/UDP"
                      - {target: 70, published: "7000", host_ip: 0.0.0.0}
                      - "7100-7110:71"
                """);

        assertThat(survey.ports())
                .extracting(port -> port.origin().line() + " " + port.text())
                .containsExactly("7 8080", "8 127.0.0.1:9000-9001", "9 [::1]:53/udp", "10 0.0.0.0:7000");
        assertThat(survey.ports()).extracting(Published::container).containsExactly(80, 90, 53, 70);
        assertThat(survey.profiles()).isEqualTo(Map.of(new ServiceName("a"), Set.of("one")));
    }

    @Test
    void builds_are_kept_as_they_are_written_and_where_in_other_files_too() throws IOException {
        Files.createDirectories(directory.resolve("shared"));
        Path shared = Files.writeString(
                directory.resolve("shared/base.yml"), "services:\n  base:\n    build:\n      context: ${DIR:-here}\n");
        ComposeSurvey survey = survey("""
                version: "3"
                services:
                  a: {extends: {file: shared/base.yml, service: base}, build: {dockerfile: x.Dockerfile}}
                  b: {build: ./b}
                  c: {build: {dockerfile_inline: "FROM scratch"}}
                """);

        WrittenBuild inherited = survey.builds().get(0);
        assertThat(inherited.context()).contains(new Written("${DIR:-here}", Origin.file(shared, 4)));
        assertThat(inherited.context().orElseThrow().variable()).isTrue();
        assertThat(inherited.dockerfile().map(Written::text)).contains("x.Dockerfile");
        assertThat(inherited.build().dockerfile()).isEqualTo(directory.resolve("shared/here/x.Dockerfile"));
        assertThat(survey.builds().get(1).context().map(Written::text)).contains("./b");
        assertThat(survey.builds().get(2).inline()).isTrue();
        assertThat(survey.version()).contains(new Written("3", Origin.file(survey.path(), 1)));
    }

    private ComposeSurvey survey(String text) throws IOException {
        return new ComposeReader(Map.of()).survey(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("docker-compose.yml"), text);
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.where().line() + ": " + problem.message())
                .toList();
    }
}
