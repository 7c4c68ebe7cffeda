package ai.netrasystems.runner.doctor.context;

import static ai.netrasystems.runner.environment.image.ContextSender.BUILDKIT;
import static ai.netrasystems.runner.environment.image.ContextSender.CLASSIC;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.image.ContextEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ContextSurveysTest {
    private static final String[] DOCKERFILE = {"FROM scratch", "COPY . /app"};

    private ContextFixture project;

    @BeforeEach
    void project(@TempDir Path root) throws Exception {
        project = new ContextFixture(root).file("Dockerfile", DOCKERFILE).file("app/x.py", "x");
    }

    private static List<String> paths(ContextSurvey survey) {
        return survey.context().orElseThrow().entries().stream()
                .map(ContextEntry::path)
                .toList();
    }

    @Test
    void builds_that_share_a_folder_and_its_ignore_file_share_a_survey_of_both_senders() {
        project.file("other.Dockerfile", DOCKERFILE)
                .file(".dockerignore", "other.Dockerfile")
                .build("a")
                .build("b", "other.Dockerfile")
                .build("c", "missing.Dockerfile");
        assertThat(project.surveys()).singleElement().satisfies(it -> {
            assertThat(it.builds()).extracting(build -> build.service()).containsExactly("a", "b", "c");
            assertThat(it.senders()).containsExactly(CLASSIC, BUILDKIT);
            assertThat(paths(it)).containsExactly(".dockerignore", "Dockerfile", "app", "app/x.py");
            assertThat(it.ignoreFile()).isEqualTo(project.root.resolve(".dockerignore"));
            assertThat(it.files()).isEqualTo(3);
            assertThat(it.folders()).isEqualTo(1);
            assertThat(it.bytes()).isEqualTo(it.context().orElseThrow().bytes()).isPositive();
        });
    }

    @Test
    void a_folder_by_another_name_is_the_same() throws Exception {
        Files.createSymbolicLink(project.root.resolve("app/link"), project.root);
        project.build("a").build("b", "app/link", "Dockerfile").build("c", "app", "../Dockerfile");
        assertThat(project.surveys())
                .extracting(ContextSurvey::directory)
                .containsExactly(project.root, project.root.resolve("app"));
    }

    @Test
    void a_dockerfile_with_its_own_ignore_file_is_sent_by_buildkit_alone() {
        project.file("own.Dockerfile", DOCKERFILE)
                .file("own.Dockerfile.dockerignore", "app")
                .build("a")
                .build("b", "own.Dockerfile");
        assertThat(project.surveys())
                .satisfiesExactly(
                        a -> {
                            assertThat(a.senders()).containsExactly(CLASSIC, BUILDKIT);
                            assertThat(paths(a)).contains("app/x.py");
                        },
                        b -> {
                            assertThat(b.senders()).containsExactly(BUILDKIT);
                            assertThat(b.ignoreFile()).isEqualTo(project.root.resolve("own.Dockerfile.dockerignore"));
                            assertThat(paths(b)).doesNotContain("app/x.py").contains("Dockerfile");
                        });
    }

    @Test
    void what_needs_buildkit_is_sent_by_buildkit_alone() {
        project.file("Dockerfile", "FROM scratch", "COPY --link . /app")
                .file(".dockerignore", "app", "!**/x.py")
                .build("a");
        assertThat(project.surveys())
                .singleElement()
                .satisfies(it -> assertThat(it.senders()).containsExactly(BUILDKIT));
    }

    @Test
    void a_line_that_reaches_into_an_excluded_folder_for_buildkit_alone_makes_two_surveys() {
        project.file(".dockerignore", "app", "!**/x.py").build("a");
        assertThat(project.surveys())
                .satisfiesExactly(
                        classic -> {
                            assertThat(classic.senders()).containsExactly(CLASSIC);
                            assertThat(paths(classic)).containsExactly(".dockerignore", "Dockerfile");
                        },
                        buildKit -> {
                            assertThat(buildKit.senders()).containsExactly(BUILDKIT);
                            assertThat(paths(buildKit))
                                    .containsExactly(".dockerignore", "Dockerfile", "app", "app/x.py");
                        });
    }

    @Test
    void a_line_that_brings_back_the_same_for_both_makes_one() {
        project.file(".dockerignore", "*", "!app/x.py").build("a");
        assertThat(project.surveys()).singleElement().satisfies(it -> {
            assertThat(it.senders()).containsExactly(CLASSIC, BUILDKIT);
            assertThat(paths(it)).containsExactly("app", "app/x.py");
        });
    }

    @Test
    void a_context_that_can_not_be_sent_says_why() {
        project.file(".dockerignore", "fine", "a[").build("a").build("gone", "nowhere", "Dockerfile");
        assertThat(project.surveys())
                .satisfiesExactly(
                        invalid -> {
                            assertThat(invalid.context()).isEmpty();
                            assertThat(invalid.problems()).hasSize(1);
                            assertThat(invalid.senders()).containsExactly(CLASSIC, BUILDKIT);
                        },
                        gone -> {
                            assertThat(gone.directory()).isEqualTo(project.root.resolve("nowhere"));
                            assertThat(gone.problems()).hasSize(1);
                        });
        assertThat(ContextSurveys.of(List.of(), 1)).isEmpty();
    }
}
