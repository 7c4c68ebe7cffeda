package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is deleted that git does not answer for. */
@Tag("unit")
class GitKnowledgeTest {
    @TempDir
    Path folder;

    private FixProject project;

    @BeforeEach
    void a_project() throws Exception {
        project = new FixProject(folder).context("").files("a.pyc", "sub/__pycache__/b.pyc", "sub/.pytest_cache/c");
    }

    @Test
    void outside_of_a_work_tree_nothing_goes_and_git_says_why() throws Exception {
        FixPlan plan = project.plan();

        assertThat(plan.deletions()).isEmpty();
        assertThat(project.reason(plan, ""))
                .startsWith("whether git tracks what is in it is not known: `git ls-files` says: fatal: not a git"
                        + " repository")
                .endsWith("(3 files)");
        assertThat(plan.additions()).hasSize(1);
    }

    @Test
    void without_git_on_request_all_goes() {
        assertThat(project.noGit().deleted())
                .containsExactly(
                        "a.pyc",
                        "sub/.pytest_cache",
                        "sub/.pytest_cache/c",
                        "sub/__pycache__",
                        "sub/__pycache__/b.pyc");
    }

    @Test
    void without_git_on_request_what_git_tracks_stays_where_it_answers() throws Exception {
        assertThat(project.repository("a.pyc").noGit().deleted())
                .doesNotContain("a.pyc")
                .isNotEmpty();
    }

    @Test
    void a_missing_git_is_a_reason() throws Exception {
        project.repository().environment("PATH", folder.resolve("home").toString());

        FixPlan plan = project.plan();

        assertThat(plan.deletions()).isEmpty();
        assertThat(project.reason(plan, "")).contains("there is no `git` on `PATH`");
    }

    @Test
    void a_git_that_fails_or_hangs_or_is_cut_off_is_a_reason() throws Exception {
        project.repository();

        assertThat(reasonOf("echo 'fatal: index file corrupt' >&2; exit 128")).contains("fatal: index file corrupt");
        assertThat(reasonOf("exit 3")).contains("it ended with 3");
        assertThat(reasonOf("printf 'a.txt\\0a.p'")).contains("broke off");
        assertThat(reasonOf("tail -f /dev/null & wait")).contains("did not answer within 1 s");
        assertThat(reasonOf("kill -9 $$")).contains("it ended with 137");
    }

    private String reasonOf(String script) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("home/bin"));
        Path git = Files.writeString(bin.resolve("git"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(git, PosixFilePermissions.fromString("rwxr-xr-x"));
        FixPlan plan = new FixPlanner(
                        project.root(), false, Map.of("PATH", bin + ":/usr/bin:/bin"), Duration.ofSeconds(1))
                .plan(project.surveys(), List.of(), Set.of());
        assertThat(plan.deletions()).isEmpty();
        return project.reason(plan, "");
    }

    @Test
    void variables_that_point_git_elsewhere_do_not_reach_it() throws Exception {
        project.repository("a.pyc");
        Path other = Files.createDirectories(folder.resolve("other"));
        project.gitIn("../other", "init", "-q");

        project.environment("GIT_DIR", other.resolve(".git").toString())
                .environment("GIT_WORK_TREE", project.root().toString())
                .environment("GIT_INDEX_FILE", other.resolve("index").toString())
                .environment("GIT_LITERAL_PATHSPECS", "1");

        assertThat(project.deleted()).doesNotContain("a.pyc").contains("sub/__pycache__/b.pyc");
    }

    @Test
    void a_monitor_that_the_repository_asks_for_is_not_started() throws Exception {
        project.repository("Dockerfile");
        Path witness = folder.resolve("witness");
        Path hook = Files.writeString(folder.resolve("hook"), "#!/bin/sh\ntouch '" + witness + "'\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        project.git("config", "core.fsmonitor", hook.toString());

        assertThat(project.deleted()).isNotEmpty();

        assertThat(witness).doesNotExist();
    }

    @Test
    void a_broken_index_is_a_reason() throws Exception {
        project.repository("a.pyc");
        Files.writeString(project.path(".git/index"), "no index at all, but long enough to be read as one");

        assertThat(project.plan().deletions()).isEmpty();
    }

    @Test
    void a_nested_repository_answers_for_what_is_in_it() throws Exception {
        project.repository("Dockerfile").files("nested/kept.pyc", "nested/gone.pyc");
        project.git("init", "-q", "nested");
        project.gitIn("nested", "add", "-f", "kept.pyc");

        assertThat(project.deleted()).contains("nested/gone.pyc", "a.pyc").doesNotContain("nested/kept.pyc");
    }

    @Test
    void a_repository_in_another_s_work_tree_does_not_hide_what_that_one_tracks() throws Exception {
        project.repository("Dockerfile").files("inner/tracked.pyc", "inner/deep/tracked.pyc", "inner/deep/gone.pyc");
        project.git("add", "-f", "inner");
        project.git("rm", "-q", "--cached", "inner/deep/gone.pyc");
        project.git("init", "-q", "inner");
        project.git("init", "-q", "inner/deep");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan))
                .contains("a.pyc", "inner/deep/gone.pyc")
                .doesNotContain("inner/tracked.pyc", "inner/deep/tracked.pyc");
        assertThat(project.reason(plan, "inner/tracked.pyc")).isEqualTo("git tracks it");
        assertThat(project.noGit().deleted()).doesNotContain("inner/tracked.pyc", "inner/deep/tracked.pyc");
    }

    @Test
    void a_repository_above_that_can_t_answer_keeps_what_an_inner_one_knows_nothing_of() throws Exception {
        project.repository("Dockerfile").files("nested/x.pyc", "nested/kept.pyc");
        project.git("init", "-q", "nested");
        project.gitIn("nested", "add", "-f", "kept.pyc");
        Files.writeString(project.path(".git/index"), "no index at all, but long enough to be read as one");

        assertThat(project.plan().deletions()).isEmpty();
        assertThat(project.noGit().deleted()).contains("nested/x.pyc").doesNotContain("nested/kept.pyc");
    }

    @Test
    void a_repository_that_has_its_files_elsewhere_is_no_answer() throws Exception {
        project.repository("sub/__pycache__/b.pyc");
        project.git(
                "config",
                "core.worktree",
                folder.resolve("project/sub").toRealPath().toString());
        project.gitIn("sub", "--git-dir=../.git", "rm", "-rq", "--cached", ".");
        project.gitIn("sub", "--git-dir=../.git", "add", "-f", "__pycache__/b.pyc");

        FixPlan plan = project.plan();

        assertThat(plan.deletions()).isEmpty();
        assertThat(project.reason(plan, ""))
                .startsWith("whether git tracks what is in it is not known: the files of its repository are in `")
                .contains("/sub`");
    }

    @Test
    void a_nested_repository_that_can_t_answer_keeps_what_is_in_it_alone() throws Exception {
        project.repository("Dockerfile").files("nested/x.pyc").file("nested/.git", "gitdir: ../gone/away\n");

        FixPlan plan = project.plan();

        assertThat(project.deleted(plan)).contains("a.pyc").doesNotContain("nested/x.pyc");
        assertThat(project.reason(plan, "nested")).contains("not a git repository", "gone/away");
    }

    @Test
    void a_submodule_answers_for_itself_and_without_its_files_nobody_does() throws Exception {
        Path library = Files.createDirectories(folder.resolve("library"));
        Files.writeString(library.resolve("kept.pyc"), "tracked");
        project.gitIn("../library", "init", "-q");
        project.gitIn("../library", "add", "-f", ".");
        project.gitIn("../library", "commit", "-qm", "one");
        project.repository("Dockerfile");
        project.git("submodule", "--quiet", "add", library.toString(), "module");
        project.files("module/gone.pyc");

        assertThat(project.deleted()).contains("module/gone.pyc").doesNotContain("module/kept.pyc");

        Files.delete(project.path("module/.git"));
        FixPlan plan = project.plan();
        assertThat(project.deleted(plan)).doesNotContain("module/gone.pyc", "module/kept.pyc");
        assertThat(project.reason(plan, "module/gone.pyc"))
                .isEqualTo("it lies in `module`, which git tracks as a whole");
    }

    @Test
    void a_second_work_tree_answers_for_itself() throws Exception {
        project.repository("a.pyc");
        project.git("commit", "-qm", "one");
        project.git("worktree", "add", "-q", "tree");
        project.files("tree/gone.pyc");

        assertThat(project.deleted()).contains("tree/gone.pyc").doesNotContain("tree/a.pyc", "a.pyc");
    }

    @Test
    void a_context_in_the_folder_of_a_bare_repository_loses_nothing() throws Exception {
        project.git("init", "-q", "--bare", ".");

        FixPlan plan = project.plan();

        assertThat(plan.deletions()).isEmpty();
        assertThat(project.reason(plan, "")).startsWith("it holds git's own files");
    }

    @Test
    void a_context_below_the_top_is_asked_of_the_top() throws Exception {
        FixProject below = new FixProject(folder.resolve("second"))
                .context("app")
                .files("app/kept.pyc", "app/gone.pyc")
                .repository("app/kept.pyc");

        assertThat(below.deleted()).containsExactly("app/gone.pyc");
    }

    @Test
    void a_repository_of_somebody_else_is_refused_by_git_and_so_by_us() throws Exception {
        Requirement.of("root".equals(System.getProperty("user.name")), "needs root, to give a folder away");
        project.repository("Dockerfile");
        Files.setAttribute(project.path(".git"), "unix:uid", 65534);
        Files.setAttribute(project.root(), "unix:uid", 65534);

        FixPlan plan = project.plan();

        assertThat(plan.deletions()).isEmpty();
        assertThat(project.reason(plan, "")).contains("dubious ownership");
    }
}
