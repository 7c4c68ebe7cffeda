package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a context is deleted, and what survives. */
@Tag("unit")
class DeletionPlanTest {
    @TempDir
    Path folder;

    private FixProject project;

    @BeforeEach
    void a_project() throws Exception {
        project = new FixProject(folder);
    }

    @Test
    void bytecode_and_folders_of_nothing_else_and_pytest_caches_go() throws Exception {
        project.context("")
                .repository("Dockerfile")
                .files("a.py", "a/__pycache__/b.cpython-312.pyc", "c.pyc", ".pytest_cache/v/cache/lastfailed")
                .files(".pytest_cache/README.md");

        FixResult result = project.fix();

        assertThat(result.failed()).isEmpty();
        assertThat(result.files()).isEqualTo(4);
        assertThat(result.folders()).isEqualTo(4);
        assertThat(result.freedBytes())
                .isEqualTo(("content of a/__pycache__/b.cpython-312.pyc" + "content of c.pyc"
                                + "content of .pytest_cache/v/cache/lastfailedcontent of .pytest_cache/README.md")
                        .length());
        assertThat(project.exists("a.py")).isTrue();
        assertThat(project.exists("a")).isTrue();
        assertThat(project.exists("a/__pycache__")).isFalse();
        assertThat(project.exists("c.pyc")).isFalse();
        assertThat(project.exists(".pytest_cache")).isFalse();
        assertThat(project.exists(".git/HEAD")).isTrue();
    }

    @Test
    void what_git_tracks_stays_and_so_does_its_folder() throws Exception {
        project.context("")
                .files("__pycache__/kept.pyc", "__pycache__/gone.pyc", "t/.pytest_cache/a", "t/.pytest_cache/b")
                .repository("__pycache__/kept.pyc", "t/.pytest_cache/b");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).containsExactly("__pycache__/gone.pyc");
        assertThat(project.reason(plan, "__pycache__/kept.pyc")).isEqualTo("git tracks it");
        assertThat(project.reason(plan, "t/.pytest_cache/b")).isEqualTo("git tracks it");
    }

    @Test
    void names_with_blanks_line_breaks_and_letters_of_elsewhere_are_told_apart() throws Exception {
        List<String> names = List.of("a b.pyc", "a\nb.pyc", "\"q\".pyc", "-x.pyc");
        for (String name : names) {
            project.files("kept/" + name, "gone/" + name);
        }
        project.context("").repository("kept");

        assertThat(project.deleted())
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> "gone/" + name).toList());
    }

    @Test
    void links_are_never_followed_and_no_link_is_bytecode() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside/__pycache__"));
        Files.writeString(outside.resolve("x.pyc"), "outside");
        project.context("")
                .repository()
                .link("out", "../outside")
                .link("__pycache__", "../outside/__pycache__")
                .link("link.pyc", "../outside/__pycache__/x.pyc")
                .link("dangling.pyc", "nowhere")
                .link("sub/.pytest_cache", "../../outside");

        assertThat(project.deleted()).isEmpty();
        project.fix();
        assertThat(outside.resolve("x.pyc")).exists();
        assertThat(project.exists("link.pyc")).isTrue();
        assertThat(project.exists("__pycache__")).isTrue();
    }

    @Test
    void a_link_in_a_pytest_cache_goes_as_a_link() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("x.pyc"), "outside");
        project.context("").repository().files(".pytest_cache/a").link(".pytest_cache/out", "../../outside");

        project.fix();

        assertThat(project.exists(".pytest_cache")).isFalse();
        assertThat(outside.resolve("x.pyc")).exists();
    }

    @Test
    void a_folder_that_is_called_like_bytecode_stays_with_what_is_in_it() throws Exception {
        project.context("").repository().files("x.pyc/data.txt", "x.pyc/y.pyc");

        assertThat(project.deleted()).containsExactly("x.pyc/y.pyc");
        project.fix();
        assertThat(project.exists("x.pyc/data.txt")).isTrue();
    }

    @Test
    void a_folder_with_something_foreign_stays_and_says_what() throws Exception {
        project.context("").repository().files("__pycache__/a.pyc", "__pycache__/notes.txt");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).containsExactly("__pycache__/a.pyc");
        assertThat(project.reason(plan, "__pycache__")).isEqualTo("it holds `notes.txt` too");
    }

    @Test
    void empty_cache_folders_go_the_inner_one_first() throws Exception {
        Files.createDirectories(project.path("__pycache__/__pycache__"));
        project.context("").repository();

        FixPlan plan = project.plan();

        assertThat(plan.deletions())
                .extracting(it -> project.root().relativize(it.absolute()).toString())
                .containsExactly("__pycache__/__pycache__", "__pycache__");
        assertThat(project.fix().folders()).isEqualTo(2);
    }

    @Test
    void what_the_ignore_file_leaves_out_is_not_touched() throws Exception {
        project.context("")
                .repository()
                .file(".dockerignore", "left\n**/.pytest_cache/v\n")
                .files("left/a.pyc", "sent/a.pyc", "sent/.pytest_cache/v/x", "sent/.pytest_cache/y");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).containsExactly("sent/a.pyc");
        assertThat(project.reason(plan, "sent/.pytest_cache"))
                .isEqualTo("`v/x` in it is left out of the build context already");
    }

    @Test
    void contexts_in_each_other_list_nothing_twice() throws Exception {
        project.context("")
                .context("inner")
                .repository()
                .file(".dockerignore", "inner/only\n")
                .files("inner/a.pyc", "inner/only/b.pyc", "inner/__pycache__/c.pyc");

        assertThat(project.deleted())
                .containsExactly("inner/__pycache__", "inner/__pycache__/c.pyc", "inner/a.pyc", "inner/only/b.pyc");
        assertThat(project.fix().files()).isEqualTo(3);
    }

    @Test
    void git_s_own_files_stay_whatever_they_are_called_and_with_no_git_too() throws Exception {
        project.context("").repository("Dockerfile").noGit();
        project.files(".git/hooks/__pycache__/x.pyc", ".git/refs/heads/y.pyc", ".git/.pytest_cache/z", "gone.pyc");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).containsExactly("gone.pyc");
        assertThat(project.reason(plan, ".git")).isEqualTo("it holds git's own files (3 files)");
    }

    @Test
    void a_bare_repository_in_a_context_stays() throws Exception {
        project.context("").repository("Dockerfile");
        project.git("init", "-q", "--bare", "mirror");
        project.files("mirror/refs/heads/branch.pyc");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).isEmpty();
        assertThat(project.reason(plan, "mirror")).isEqualTo("it holds git's own files (1 file)");
    }

    @Test
    void a_pytest_cache_with_a_repository_in_it_stays() throws Exception {
        project.context("").repository().files(".pytest_cache/a", ".pytest_cache/sub/.git/x", ".pytest_cache/b.pyc");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).isEmpty();
        assertThat(project.reason(plan, ".pytest_cache")).isEqualTo("it holds a `.git`");
    }

    @Test
    void of_a_hard_link_the_name_in_the_context_goes_and_frees_nothing() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "shared");
        Files.createLink(project.path("a.pyc"), other);
        project.context("").repository();

        FixResult result = project.fix();

        assertThat(result.files()).isEqualTo(1);
        assertThat(result.freedBytes()).isZero();
        assertThat(other).hasContent("shared");
    }

    @Test
    void the_last_name_of_a_file_frees_it() throws Exception {
        project.file("a.pyc", "12345").context("").repository();
        Files.createLink(project.path("b.pyc"), project.path("a.pyc"));

        assertThat(project.plan().bytes()).isEqualTo(5);
        assertThat(project.fix().files()).isEqualTo(2);
    }

    @Test
    void a_pipe_that_is_called_like_bytecode_stays() throws Exception {
        project.context("").repository();
        Process made = new ProcessBuilder("mkfifo", project.path("x.pyc").toString()).start();
        assertThat(made.waitFor()).isZero();

        assertThat(project.deleted()).isEmpty();
    }

    @Test
    void what_copy_or_an_ignore_line_names_stays() throws Exception {
        project.context("", "FROM scratch", "COPY lib/app.pyc lib/gen*.pyc /", "COPY . /src")
                .file(".dockerignore", "data\n!data/model.pyc\n")
                .repository()
                .files("lib/app.pyc", "lib/gen1.pyc", "lib/other.pyc", "data/model.pyc");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).containsExactly("lib/other.pyc");
        assertThat(project.reason(plan, "lib/app.pyc"))
                .isEqualTo("`COPY lib/app.pyc` in line 2 of Dockerfile names it");
        assertThat(project.reason(plan, "data/model.pyc")).isEqualTo("line 2 (`!data/model.pyc`) names it");
    }

    @Test
    void what_a_mount_or_a_later_build_takes_stays() throws Exception {
        project.context(
                        "",
                        "FROM scratch AS base",
                        "ARG DIR=lib",
                        "RUN --mount=type=bind,source=$DIR/m.pyc,target=/m --mount=src=lib/n.pyc,target=/n true",
                        "RUN --mount=type=bind,from=base,source=lib/other.pyc,target=/m true",
                        "RUN --mount=type=cache,source=lib/other.pyc,target=/m --mount=target=/all true",
                        "ONBUILD COPY lib/b.pyc /",
                        "ONBUILD ADD [\"lib/c.pyc\", \"/\"]",
                        "ONBUILD RUN --mount=source=lib/d.pyc,target=/d true",
                        "ONBUILD COPY --from=x lib/other.pyc /")
                .repository()
                .files("lib/m.pyc", "lib/n.pyc", "lib/b.pyc", "lib/c.pyc", "lib/d.pyc", "lib/other.pyc");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).containsExactly("lib/other.pyc");
        assertThat(project.reason(plan, "lib/m.pyc"))
                .isEqualTo("`RUN --mount=source=lib/m.pyc` in line 3 of Dockerfile names it");
        assertThat(project.reason(plan, "lib/c.pyc"))
                .isEqualTo("`ONBUILD ADD lib/c.pyc` in line 7 of Dockerfile names it");
        assertThat(project.reason(plan, "lib/d.pyc"))
                .isEqualTo("`ONBUILD RUN --mount=source=lib/d.pyc` in line 8 of Dockerfile names it");
        assertThat(FixProject.proposed(plan, "**/*.pyc")).contains("names what it leaves out");
    }

    @Test
    void of_a_context_whose_dockerfile_docker_can_t_read_nothing_goes() throws Exception {
        project.context("", "FROM scratch", "CUPY a.pyc /")
                .repository()
                .files("a.pyc", "sub/__pycache__/b.pyc", ".pytest_cache/c");

        FixPlan plan = project.plan();

        assertThat(plan.isEmpty()).isTrue();
        assertThat(project.reason(plan, ""))
                .isEqualTo("what `Dockerfile` copies is not known: docker can't read it (3 files)");
        assertThat(plan.leftAlone()).hasSize(1);
    }

    @Test
    void of_a_context_without_its_dockerfile_nothing_goes_though_another_sends_it_too() throws Exception {
        project.context("").context("inner").repository().files("a.pyc", "inner/b.pyc");
        Files.delete(project.path("inner/Dockerfile"));

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).containsExactly("a.pyc");
        assertThat(plan.leftAlone())
                .contains(new LeftAlone(
                        project.path("inner"), "what `Dockerfile` copies is not known: it does not exist (1 file)"));
    }

    @Test
    void of_a_context_that_a_dockerfile_in_a_compose_file_has_nothing_goes_and_no_line_is_written() throws Exception {
        project.context("").context("inner").inline("inner").repository().files("a.pyc", "inner/b.pyc");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).containsExactly("a.pyc");
        assertThat(project.reason(plan, "inner")).contains("`dockerfile_inline`", "(1 file)");
        assertThat(plan.additions()).extracting(IgnoreAddition::file).containsExactly(project.path(".dockerignore"));
    }

    @Test
    void a_dry_run_changes_nothing_not_even_a_time() throws Exception {
        project.context("", "FROM scratch", "COPY x.pyc /")
                .repository("Dockerfile")
                .files("x.pyc", "a/__pycache__/y.pyc", ".pytest_cache/z", "docker-compose.yml");
        project.git("status");
        var before = project.snapshot();

        assertThat(project.plan().deletions()).isNotEmpty();

        assertThat(project.snapshot()).isEqualTo(before);
    }

    @Test
    void a_context_that_can_t_be_told_is_left_alone_with_the_reason() throws Exception {
        project.context("").repository().files("a.pyc").file(".dockerignore", "[\n");

        FixPlan plan = project.plan();

        assertThat(plan.isEmpty()).isTrue();
        assertThat(project.reason(plan, "")).contains("is no pattern that docker can read", ".dockerignore:1");
    }
}
