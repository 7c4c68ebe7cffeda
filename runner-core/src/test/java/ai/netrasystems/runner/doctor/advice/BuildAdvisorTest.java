package ai.netrasystems.runner.doctor.advice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class BuildAdvisorTest {
    private static final Path PROJECT = Path.of("/srv/shop");
    private static final Path DOCKERFILE = PROJECT.resolve("docker/web.Dockerfile");
    private static final Finding EXCLUDED = Finding.of(
            Rule.COPY_EXCLUDED,
            Origin.file(DOCKERFILE, 69),
            "`COPY app/config`: `app/config` is excluded by `.dockerignore` line 4 (`app/*`)",
            "take the line out");
    private static final Finding CACHES = Finding.of(
            Rule.CONTEXT_PYTHON_CACHE, Origin.file(PROJECT.resolve(".dockerignore"), 0), "caches", "ignore them");
    private static final Finding UNPINNED =
            Finding.of(Rule.BASE_NOT_ALPINE, Origin.file(DOCKERFILE, 1), "not from alpine", "take alpine");

    @Test
    void a_line_names_place_reason_remedy_and_rule() {
        assertThat(advice(DoctorSettings.standard(), "", EXCLUDED))
                .containsExactly("web.Dockerfile:69: `COPY app/config`: `app/config` is excluded by `.dockerignore`"
                        + " line 4 (`app/*`); take the line out [copy-excluded]");
    }

    @Test
    void what_the_diagnosis_says_already_is_not_said_twice() {
        String cause = "`a` does not exist in the build context;"
                + " `app/config` is excluded by `.dockerignore` line 4 (`app/*`)";

        assertThat(advice(DoctorSettings.standard(), cause, EXCLUDED, CACHES))
                .containsExactly(".dockerignore: caches; ignore them [context-python-cache]");
    }

    @Test
    void what_breaks_the_build_comes_first() {
        assertThat(advice(DoctorSettings.standard(), "", CACHES, EXCLUDED))
                .extracting(line -> line.replaceFirst(".*\\[", "["))
                .containsExactly("[copy-excluded]", "[context-python-cache]");
    }

    @Test
    void rules_count_as_the_project_has_set_them() {
        assertThat(advice(DoctorSettings.standard(), "", UNPINNED)).isEmpty();

        DoctorSettings settings = new DoctorSettings(
                Map.of(Rule.BASE_NOT_ALPINE, Severity.ERROR, Rule.COPY_EXCLUDED, Severity.OFF), List.of(), 1);
        assertThat(advice(settings, "", EXCLUDED, UNPINNED))
                .containsExactly("web.Dockerfile:1: not from alpine; take alpine [base-not-alpine]");
    }

    @Test
    void five_lines_are_shown_and_the_rest_is_counted() {
        assertThat(advice(DoctorSettings.standard(), "", many(5))).hasSize(5);
        assertThat(advice(DoctorSettings.standard(), "", many(9))).hasSize(5).endsWith("5 more: `runner doctor`");
    }

    @Test
    void the_rules_are_those_for_contexts_and_dockerfiles(@TempDir Path project) throws IOException {
        Files.createDirectories(project.resolve("app/config"));
        Files.writeString(project.resolve("app/config/x.yml"), "x");
        Files.writeString(project.resolve(".dockerignore"), "# 1\n# 2\n# 3\napp/*\n");
        Files.writeString(
                project.resolve("Dockerfile"),
                "FROM scratch\nENV API_TOKEN=s3cr3t-s3cr3t\n" + "# more\n".repeat(66) + "COPY app/config /etc/\n");
        Build build = new Build(project, project.resolve("Dockerfile"), Map.of(), Optional.empty(), Origin.builtIn());

        assertThat(new BuildAdvisor(DoctorSettings.standard(), project).of(new ServiceName("web"), build, ""))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Dockerfile:69: `COPY app/config`: ")
                        .contains("excluded by `.dockerignore` line 4")
                        .endsWith("[copy-excluded]"))
                .anyMatch(line -> line.startsWith("Dockerfile:2: ") && line.endsWith("[secret-written]"))
                .noneMatch(line -> line.contains("s3cr3t"));
    }

    private static Finding[] many(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(line -> Finding.of(Rule.COPY_MISSING, Origin.file(DOCKERFILE, line), "w", "f"))
                .toArray(Finding[]::new);
    }

    private static List<String> advice(DoctorSettings settings, String cause, Finding... findings) {
        Build build = new Build(PROJECT, DOCKERFILE, Map.of(), Optional.empty(), Origin.builtIn());
        return new BuildAdvisor(settings, PROJECT, source -> Stream.of(findings))
                .of(new ServiceName("web"), build, cause);
    }
}
