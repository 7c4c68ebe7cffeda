package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.context.Pollution;
import ai.netrasystems.runner.doctor.context.PollutionKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lines are written to ignore files, and which are only proposed. */
@Tag("unit")
class IgnorePlanTest {
    private static final String ALL = "**/*.pyc\n**/__pycache__\n**/.pytest_cache\n";

    @TempDir
    Path folder;

    private FixProject project;

    @BeforeEach
    void a_project() throws Exception {
        project = new FixProject(folder).repository().files("a.pyc");
    }

    @Test
    void where_there_is_no_ignore_file_one_is_made_with_all_three() throws Exception {
        FixResult result = project.context("").fix();

        assertThat(project.read(".dockerignore")).isEqualTo(ALL);
        assertThat(result.additions())
                .singleElement()
                .satisfies(it -> assertThat(it.lines())
                        .containsExactlyElementsOf(ALL.lines().toList()));
    }

    @Test
    void a_context_without_python_caches_gets_no_lines() throws Exception {
        Files.delete(project.path("a.pyc"));

        assertThat(project.context("").plan().isEmpty()).isTrue();
    }

    @Test
    void lines_go_behind_what_is_there_which_stays_byte_for_byte() throws Exception {
        project.context("")
                .file(".dockerignore", "# mine  \n\n z\n**/__pycache__\na\n")
                .fix();

        assertThat(project.read(".dockerignore"))
                .isEqualTo("# mine  \n\n z\n**/__pycache__\na\n**/*.pyc\n**/.pytest_cache\n");
    }

    @Test
    void lines_end_as_the_file_s_lines_do_and_a_last_line_gets_its_end() throws Exception {
        project.context("one").context("two").context("three").files("one/a.pyc", "two/a.pyc", "three/a.pyc");
        project.file("one/.dockerignore", "a\r\nb\r\n")
                .file("two/.dockerignore", "a\r\nb")
                .file("three/.dockerignore", "a");

        project.fix();

        String windows = ALL.replace("\n", "\r\n");
        assertThat(project.read("one/.dockerignore")).isEqualTo("a\r\nb\r\n" + windows);
        assertThat(project.read("two/.dockerignore")).isEqualTo("a\r\nb\r\n" + windows);
        assertThat(project.read("three/.dockerignore")).isEqualTo("a\n" + ALL);
    }

    @Test
    void what_another_line_leaves_out_already_needs_no_line() throws Exception {
        project.context("").file(".dockerignore", "**/*.py[co]\n").files("b/__pycache__/c.txt");

        assertThat(project.plan().additions())
                .singleElement()
                .satisfies(it -> assertThat(it.lines()).containsExactly("**/__pycache__", "**/.pytest_cache"));
    }

    @Test
    void a_line_that_a_later_one_undoes_is_written_again() throws Exception {
        project.context("").file(".dockerignore", "*\n**/*.pyc\n!src\n").files("src/b.pyc");

        project.fix();

        assertThat(project.read(".dockerignore")).isEqualTo("*\n**/*.pyc\n!src\n" + ALL);
        assertThat(project.plan().isEmpty()).isTrue();
    }

    @Test
    void buildkit_s_own_ignore_file_gets_them_too() throws Exception {
        project.context("").file("Dockerfile.dockerignore", "x\n").fix();

        assertThat(project.read("Dockerfile.dockerignore")).isEqualTo("x\n" + ALL);
        assertThat(project.read(".dockerignore")).isEqualTo(ALL);
    }

    @Test
    void a_line_against_what_a_copy_names_is_only_proposed() throws Exception {
        project.context("", "FROM scratch", "RUN [\"x\"]", "COPY lib/app.pyc /").files("lib/app.pyc");

        FixPlan plan = project.plan();

        assertThat(plan.additions().get(0).lines()).containsExactly("**/__pycache__", "**/.pytest_cache");
        assertThat(FixProject.proposed(plan, "**/*.pyc"))
                .isEqualTo("`COPY lib/app.pyc` in line 3 of Dockerfile names what it leaves out");
    }

    @Test
    void a_line_against_what_a_copy_names_is_only_proposed_though_it_is_not_there_yet() throws Exception {
        project.context("", "FROM scratch", "ADD app/__pycache__/ /");

        assertThat(FixProject.proposed(project.plan(), "**/__pycache__")).contains("`ADD app/__pycache__/` in line 2");
    }

    @Test
    void a_line_that_leaves_a_pattern_nothing_is_only_proposed() throws Exception {
        project.context("", "FROM scratch", "COPY lib/* /").files("lib/app.pyc");

        FixPlan plan = project.plan();

        assertThat(FixProject.proposed(plan, "**/*.pyc"))
                .isEqualTo("`COPY lib/*` in line 2 of Dockerfile finds nothing else than what it leaves out");
        project.files("lib/app.py");
        assertThat(project.plan().additions().get(0).lines()).contains("**/*.pyc");
    }

    @Test
    void a_copy_of_all_or_of_a_folder_names_nothing_in_it() throws Exception {
        project.context("", "FROM scratch", "COPY . /a", "COPY lib /b").files("lib/app.pyc");

        assertThat(project.plan().additions().get(0).lines()).hasSize(3);
    }

    @Test
    void a_line_against_what_another_build_of_the_context_names_is_only_proposed() throws Exception {
        project.context("").context("", "other/Dockerfile", new String[] {"FROM scratch", "COPY a.pyc /"});

        assertThat(FixProject.proposed(project.plan(), "**/*.pyc")).contains("`COPY a.pyc` in line 2");
    }

    @Test
    void a_line_against_what_an_earlier_line_brings_back_by_name_is_only_proposed() throws Exception {
        project.context("")
                .file(".dockerignore", "data\n!data/model.pyc\n!data/x/__pycache__/keep\n")
                .files("data/model.pyc", "data/x/__pycache__/keep");

        FixPlan plan = project.plan();

        assertThat(plan.additions().get(0).lines()).containsExactly("**/.pytest_cache");
        assertThat(FixProject.proposed(plan, "**/*.pyc"))
                .isEqualTo("line 2 (`!data/model.pyc`) brings back what it leaves out");
        assertThat(FixProject.proposed(plan, "**/__pycache__")).contains("line 3 (`!data/x/__pycache__/keep`)");
    }

    @Test
    void a_line_that_brings_a_whole_folder_back_names_nothing_in_it_a_pattern_for_its_files_does() throws Exception {
        project.context("one")
                .context("two")
                .context("three")
                .files("one/src/a.pyc", "two/src/a.pyc", "three/src/a.pyc");
        project.file("one/.dockerignore", "*\n!src\n")
                .file("two/.dockerignore", "*\n!src/**\n")
                .file("three/.dockerignore", "*\n!src/a.*\n");

        FixPlan plan = project.plan();

        assertThat(plan.additions())
                .filteredOn(it -> it.lines().contains("**/*.pyc"))
                .extracting(IgnoreAddition::file)
                .containsExactly(project.path("one/.dockerignore"), project.path("two/.dockerignore"));
        assertThat(FixProject.proposed(plan, "**/*.pyc")).contains("line 2 (`!src/a.*`)");
    }

    @Test
    void a_line_against_a_module_without_source_is_only_proposed() throws Exception {
        project.context("").files("lib/core.pyc", "lib/__pycache__/x.pyc");
        project.git("add", "-f", "lib");

        FixPlan plan = project.plan();

        assertThat(plan.additions().get(0).lines()).containsExactly("**/__pycache__", "**/.pytest_cache");
        assertThat(FixProject.proposed(plan, "**/*.pyc"))
                .isEqualTo("git tracks `lib/core.pyc`, a module without source");
        project.fix();
        assertThat(project.plan().isEmpty()).isTrue();
        project.files("lib/core.py");
        assertThat(FixProject.proposed(project.plan(), "**/*.pyc"))
                .isEqualTo("git tracks `lib/core.pyc`, which is in no `__pycache__`");
    }

    @Test
    void a_tracked_cache_hinders_no_line() throws Exception {
        project.context("").files("lib/__pycache__/x.pyc", ".pytest_cache/y.pyc");
        project.git("add", "-f", "lib", ".pytest_cache");

        assertThat(project.plan().additions().get(0).lines()).hasSize(3);
    }

    @Test
    void a_line_against_a_module_that_a_repository_above_tracks_is_only_proposed() throws Exception {
        project.context("lib").files("lib/core.pyc");
        project.git("add", "-f", "lib/core.pyc");
        project.git("init", "-q", "lib");

        assertThat(FixProject.proposed(project.plan(), "**/*.pyc")).contains("git tracks `core.pyc`");
    }

    @Test
    void where_git_can_t_be_asked_the_lines_are_written() throws Exception {
        project.context("").files("lib/core.pyc").environment("PATH", "");

        assertThat(project.plan().additions().get(0).lines()).hasSize(3);
    }

    @Test
    void a_line_against_a_folder_that_is_called_like_bytecode_is_only_proposed() throws Exception {
        project.context("").files("x.pyc/data.txt");

        assertThat(FixProject.proposed(project.plan(), "**/*.pyc"))
                .isEqualTo("`x.pyc` is a folder, which it leaves out with all that is in it");
        Files.move(
                project.path("x.pyc"),
                Files.createDirectory(project.path("__pycache__")).resolve("x.pyc"));
        assertThat(project.plan().additions().get(0).lines()).hasSize(3);
    }

    @Test
    void a_dockerfile_that_docker_can_t_read_may_need_anything() throws Exception {
        project.context("", "FROM scratch", "CUPY a.pyc /");

        FixPlan plan = project.plan();

        assertThat(plan.additions()).isEmpty();
        assertThat(FixProject.proposed(plan, "**/*.pyc")).contains("what `Dockerfile` copies is not known");
    }

    @Test
    void a_link_stays_and_what_it_leads_to_in_the_project_is_written() throws Exception {
        project.context("app")
                .files("app/a.pyc")
                .file("shared.ignore", "x\n")
                .link("app/.dockerignore", "../shared.ignore");

        project.fix();

        assertThat(project.path("app/.dockerignore")).isSymbolicLink();
        assertThat(project.read("shared.ignore")).isEqualTo("x\n" + ALL);
    }

    @Test
    void a_link_out_of_the_project_is_never_written_through() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.ignore"), "x\n");
        project.context("app").files("app/a.pyc").link("app/.dockerignore", "../../outside.ignore");

        FixPlan plan = project.plan();

        assertThat(plan.additions()).isEmpty();
        assertThat(FixProject.proposed(plan, "**/*.pyc")).isEqualTo(WriteTarget.OUTSIDE);
        project.fix();
        assertThat(outside).hasContent("x\n");
    }

    @Test
    void two_links_to_one_file_write_it_once() throws Exception {
        project.context("one").context("two").files("one/a.pyc", "two/a.pyc").file("shared.ignore", "");
        project.link("one/.dockerignore", "../shared.ignore").link("two/.dockerignore", "../shared.ignore");

        assertThat(project.fix().failed()).isEmpty();

        assertThat(project.read("shared.ignore")).isEqualTo(ALL);
    }

    @Test
    void permissions_stay() throws Exception {
        project.context("").file(".dockerignore", "x\n");
        Files.setPosixFilePermissions(project.path(".dockerignore"), PosixFilePermissions.fromString("rw-rw----"));

        project.fix();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(project.path(".dockerignore"))))
                .isEqualTo("rw-rw----");
    }

    @Test
    void other_waste_is_only_ever_proposed() throws Exception {
        project.context("", "FROM scratch", "COPY server/target/app.jar /")
                .files("target/x", "server/target/app.jar", "web/node_modules/y", "big [1].bin", "build/z")
                .pollution(
                        waste(PollutionKind.BUILD_OUTPUT, "target", "build", "server/target"),
                        waste(PollutionKind.NODE_MODULES, "web/node_modules"),
                        waste(PollutionKind.GIT, ".git"),
                        waste(PollutionKind.LARGE_FILE, "big [1].bin"));

        FixPlan plan = project.plan();

        assertThat(plan.proposals())
                .extracting(Proposal::text)
                .containsExactly("target", "build", "**/node_modules", "**/.git", "big \\[1\\].bin");
        assertThat(FixProject.proposed(plan, "**/node_modules"))
                .isEqualTo("node-modules, 3 files, 30 bytes: whether an image needs it only a person knows");
        project.fix();
        assertThat(project.read(".dockerignore")).isEqualTo(ALL);
        assertThat(project.exists("web/node_modules/y")).isTrue();
    }

    @Test
    void build_output_that_no_copy_names_is_proposed_for_every_folder() throws Exception {
        project.context("").files("server/target/x").pollution(waste(PollutionKind.BUILD_OUTPUT, "server/target"));

        assertThat(project.plan().proposals()).extracting(Proposal::text).containsExactly("**/target");
    }

    private static Pollution waste(PollutionKind kind, String... paths) {
        return new Pollution(kind, 3, 1, 30, List.of(paths));
    }
}
