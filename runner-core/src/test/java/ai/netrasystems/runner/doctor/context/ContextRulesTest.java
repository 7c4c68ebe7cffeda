package ai.netrasystems.runner.doctor.context;

import static ai.netrasystems.runner.environment.image.ContextSender.BUILDKIT;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ContextRulesTest {
    private ContextFixture project;

    @BeforeEach
    void project(@TempDir Path root) throws Exception {
        project = new ContextFixture(root)
                .file("Dockerfile", "FROM scratch", "COPY . /app")
                .file("app/x.py", "x");
    }

    @Test
    void a_context_that_sends_what_it_needs_breaks_no_rule() {
        project.file(".dockerignore", "**/*.pyc", "**/__pycache__", "**/.pytest_cache", "**/target", ".git")
                .file("app/__pycache__/x.pyc", "x")
                .file("target/app.jar", "x")
                .file(".git/HEAD", "x");
        assertThat(project.build("app").told()).isEmpty();
    }

    @Test
    void python_s_caches_are_counted_in_one_sentence() {
        for (int i = 0; i < 1200; i++) {
            project.file("app/m" + i % 3 + "/__pycache__/m" + i + ".pyc", "1234567890");
        }
        project.file(".pytest_cache/v/cache/nodeids", "x").file(".dockerignore", "docs");
        assertThat(project.build("app").findings())
                .singleElement()
                .isEqualTo(Finding.of(
                        Rule.CONTEXT_PYTHON_CACHE,
                        Origin.file(project.root.resolve(".dockerignore"), 0),
                        "the build context of `app` sends 1,200 `.pyc` files in 3 `__pycache__` folders and 1 file of"
                                + " `.pytest_cache` (12 KiB)",
                        "add `**/*.pyc`, `**/__pycache__`, `**/.pytest_cache` to `.dockerignore`; `runner doctor --fix`"
                                + " does it, and deletes what is not tracked"));
    }

    @Test
    void one_cached_file_alone_is_told_of_the_build_where_there_is_no_ignore_file() {
        project.file("x.pyc", "1");
        assertThat(project.build("app").findings()).singleElement().satisfies(it -> {
            assertThat(it.where()).contains(Origin.file(project.root.resolve("docker-compose.yml"), 1));
            assertThat(it.why()).isEqualTo("the build context of `app` sends 1 `.pyc` file (1 byte)");
            assertThat(it.fix()).startsWith("add `**/*.pyc` to `.dockerignore`;");
        });
    }

    @Test
    void folders_and_large_files_are_named_with_what_to_write() {
        project.file("service/target/classes/A.class", "12345")
                .file("web/node_modules/m/x.js", "123")
                .file(".git/HEAD", "12")
                .sized("dump.sql", 3 * 1024 * 1024 / 2);
        assertThat(project.build("app").findings())
                .extracting(it -> it.rule().id() + ": " + it.why().replace("the build context of `app` sends ", "")
                        + " -> " + it.fix())
                .containsExactly(
                        "context-build-output: 1 file of a build's output that no COPY names (5 bytes):"
                                + " `service/target` -> add `service/target` to `.dockerignore`",
                        "context-node-modules: 1 file (3 bytes): `web/node_modules` -> add `**/node_modules` to"
                                + " `.dockerignore`",
                        "context-git: 1 file (2 bytes): `.git` -> add `**/.git` to `.dockerignore`",
                        "context-large-file: 1 large file that no COPY names (1.5 MiB): `dump.sql` -> add `dump.sql`"
                                + " to `.dockerignore`");
    }

    @Test
    void what_a_copy_names_is_not_to_be_left_out() {
        project.file("Dockerfile", "FROM scratch", "COPY target/app.jar dump.sql /", "COPY node_modules /n")
                .file("target/app.jar", "x")
                .file("node_modules/m/x.js", "x")
                .sized("dump.sql", ContextFixture.LARGE);
        assertThat(project.build("app").findings()).singleElement().satisfies(it -> {
            assertThat(it.rule()).isEqualTo(Rule.CONTEXT_NODE_MODULES);
            assertThat(it.fix()).startsWith("install the modules in the image instead of copying them, then add");
        });
    }

    @Test
    void an_excluded_source_names_file_line_and_pattern() {
        project.file("Dockerfile", "FROM scratch", "", "COPY app/config /etc/app")
                .file("app/config/x.yml", "x")
                .file(".dockerignore", "# left out", "docs", "", "app/*", "**/*.md");
        assertThat(project.build("app").findings())
                .singleElement()
                .isEqualTo(Finding.of(
                        Rule.COPY_EXCLUDED,
                        Origin.file(project.root.resolve("Dockerfile"), 3),
                        "`COPY app/config`: `app/config` is excluded by `.dockerignore` line 4 (`app/*`)",
                        "add `!app/config` behind that line of `.dockerignore`, or take the line out"));
    }

    @Test
    void a_source_that_a_later_line_brings_back_is_there() {
        project.file("Dockerfile", "FROM scratch", "COPY app/config /etc/app")
                .file("app/config/x.yml", "x")
                .file(".dockerignore", "app/*", "!app/config");
        assertThat(project.build("app").told()).isEmpty();
    }

    @Test
    void a_missing_source_is_told_with_what_is_near_and_one_that_is_there_is_not() {
        project.file("Dockerfile", "FROM scratch", "COPY ap/x.py app/x.py /");
        assertThat(project.build("app").told())
                .containsExactly("copy-missing Dockerfile:2: `COPY ap/x.py`: `ap/x.py` does not exist in the build"
                        + " context; did you mean `app/x.py`?");
    }

    @Test
    void a_source_outside_is_told_and_one_that_only_looks_so_is_not() {
        project.file("Dockerfile", "FROM scratch", "COPY ../other /", "COPY app/../app/x.py /");
        assertThat(project.build("app").told())
                .containsExactly(
                        "copy-outside Dockerfile:2: `COPY ../other`: `../other` leads out of the build context");
    }

    @Test
    void for_buildkit_the_way_out_ends_at_the_context() {
        project.file("Dockerfile", "FROM scratch", "COPY ../app /");
        assertThat(project.build("app").told())
                .containsExactly(
                        "copy-outside Dockerfile:2: `COPY ../app`: `../app` leads out of the build context, with"
                                + " the classic builder, which the runner uses here");
    }

    @Test
    void sources_of_stages_that_are_not_built_break_nothing_for_buildkit() {
        project.file(
                "Dockerfile",
                "FROM scratch AS unused",
                "COPY nothing /",
                "FROM scratch AS base",
                "COPY app /",
                "FROM scratch",
                "COPY --from=base / /");
        assertThat(project.build("app").told()).singleElement().asString().endsWith("which the runner uses here");
    }

    @Test
    void what_only_buildkit_builds_is_judged_as_buildkit_builds_it() {
        project.file("Dockerfile", "FROM scratch AS unused", "COPY nothing /", "FROM scratch", "COPY --link app /");
        assertThat(project.build("app").told()).isEmpty();
    }

    @Test
    void where_the_senders_differ_a_finding_says_which_it_is_about() {
        project.file("Dockerfile", "FROM scratch", "COPY app/x.py /")
                .file("app/y.pyc", "1")
                .file("z.pyc", "1")
                .file(".dockerignore", "app", "!**/x.py");
        assertThat(project.build("app").told())
                .containsExactly(
                        "context-python-cache .dockerignore: the build context of `app` sends 1 `.pyc` file (1 byte)",
                        "copy-excluded Dockerfile:2: `COPY app/x.py`: `app/x.py` is excluded by `.dockerignore` line 1"
                                + " (`app`), with the classic builder, which the runner uses here");
    }

    @Test
    void what_holds_for_several_services_is_told_once() {
        project.file("Dockerfile", "FROM scratch", "COPY nothing /").file("x.pyc", "1");
        for (String service : List.of("a", "b", "c", "d", "e")) {
            project.build(service);
        }
        assertThat(project.told()).hasSize(2).anyMatch(it -> it.contains("of `a`, `b`, `c` and 2 more sends"));
    }

    @ParameterizedTest
    @CsvSource({"a[, 2", "!, 2", "'[]a]', 2"})
    void a_line_that_docker_refuses_is_told_at_its_place(String line, int number) {
        project.file(".dockerignore", "fine", line);
        assertThat(project.build("app").build("again").findings())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.rule()).isEqualTo(Rule.IGNORE_INVALID);
                    assertThat(it.where()).contains(Origin.file(project.root.resolve(".dockerignore"), number));
                });
    }

    @ParameterizedTest
    @CsvSource({"'[a]'", "'\\['", "'!a'", "'#['"})
    void a_line_that_looks_odd_and_docker_takes_is_not_told(String line) {
        project.file(".dockerignore", "fine", line);
        assertThat(project.build("app").told()).isEmpty();
    }

    @Test
    void what_can_not_be_read_is_told_as_the_file_that_it_is() {
        Path file = project.root.resolve("data/private");
        ContextSurvey survey = new ContextSurvey(
                project.root,
                project.root.resolve(".dockerignore"),
                Set.of(BUILDKIT),
                List.of(),
                Optional.empty(),
                List.of(Problem.of("no permission to read this folder", Origin.file(file, 0), "make it readable")),
                0,
                0,
                0,
                List.of());
        assertThat(ContextRules.findings(List.of(survey)))
                .containsExactly(Finding.of(
                        Rule.CONTEXT_UNREADABLE,
                        Origin.file(file, 0),
                        "`data/private`: no permission to read this folder",
                        "make it readable"));
    }

    @Test
    void a_context_or_a_dockerfile_that_does_not_exist_breaks_no_rule_here() {
        assertThat(project.build("a", "nowhere", "Dockerfile")
                        .build("b", "missing.Dockerfile")
                        .told())
                .isEmpty();
    }
}
