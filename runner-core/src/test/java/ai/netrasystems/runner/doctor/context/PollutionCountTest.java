package ai.netrasystems.runner.doctor.context;

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
class PollutionCountTest {
    private ContextFixture project;

    @BeforeEach
    void project(@TempDir Path root) throws Exception {
        project = new ContextFixture(root).file("Dockerfile", "FROM scratch", "COPY . /app");
    }

    private List<String> counted() {
        return project.build("app").surveys().get(0).pollution().stream()
                .map(it -> it.kind().label() + " " + it.files() + "/" + it.folders() + " " + it.bytes() + " "
                        + String.join(" ", it.paths()))
                .toList();
    }

    @Test
    void bytecode_counts_wherever_it_lies_and_a_folder_of_that_name_does_not() throws Exception {
        project.file("a/__pycache__/x.pyc", "12")
                .file("old.pyo", "1")
                .file("target/y.pyc", "123")
                .file("folder.pyc/readme", "x");
        Files.createSymbolicLink(project.root.resolve("link.pyc"), Path.of("old.pyo"));
        assertThat(counted())
                .containsExactly(
                        "python-bytecode 3/0 5 target/y.pyc a/__pycache__/x.pyc link.pyc",
                        "python-cache-folder 0/1 0 a/__pycache__",
                        "build-output 0/1 0 target");
    }

    @Test
    void each_thing_is_of_the_first_kind_that_fits() {
        project.file("__pycache__/index.nbi", "1")
                .file(".pytest_cache/v/cache/x", "12")
                .file("web/node_modules/m/target/x.js", "123")
                .file("web/node_modules/m/__pycache__/x", "1234")
                .file("target/classes/.git", "12345")
                .file(".git/refs/heads/target/x", "123456");
        assertThat(counted())
                .containsExactly(
                        "python-cache-folder 2/2 5 web/node_modules/m/__pycache__ __pycache__",
                        "pytest-cache 1/3 2 .pytest_cache",
                        "build-output 1/2 5 target",
                        "node-modules 1/3 3 web/node_modules",
                        "git 1/4 6 .git");
    }

    @Test
    void build_is_output_beside_a_gradle_script_alone() {
        project.file("gradle/build.gradle", "")
                .file("gradle/build/x", "1")
                .file("kotlin/build.gradle.kts", "")
                .file("kotlin/build/x", "12")
                .file("other/build/x", "123");
        assertThat(counted()).containsExactly("build-output 2/2 3 kotlin/build gradle/build");
    }

    @Test
    void a_package_called_target_is_source() {
        project.file("src/main/java/app/target/Target.java", "x")
                .file("a/src/target/x", "x")
                .file("targets/x", "x");
        assertThat(counted()).isEmpty();
    }

    @Test
    void what_a_copy_names_is_no_pollution() {
        project.file("Dockerfile", "FROM scratch", "COPY service/target/*.jar data /app/", "ADD ../*.bin /")
                .file("service/target/app.jar", "x")
                .file("other/target/app.jar", "x")
                .sized("data/large", ContextFixture.LARGE)
                .sized("large.bin", ContextFixture.LARGE)
                .sized("large.txt", ContextFixture.LARGE)
                .sized("small.txt", ContextFixture.LARGE - 1);
        assertThat(counted()).containsExactly("build-output 1/1 1 other/target", "large-file 1/0 1024 large.txt");
    }

    @Test
    void copying_everything_names_nothing() {
        project.file("Dockerfile", "FROM scratch", "COPY . ./", "COPY * /a/", "COPY */* /b/", "ADD / /c/")
                .file("target/app.jar", "x")
                .sized("large.txt", ContextFixture.LARGE);
        assertThat(counted()).containsExactly("build-output 1/1 1 target", "large-file 1/0 1024 large.txt");
    }

    @Test
    void what_is_not_sent_is_not_counted() {
        project.file(".dockerignore", "**/*.pyc", "**/__pycache__", "**/target", "*.txt")
                .file("__pycache__/x.pyc", "x")
                .file("target/x", "x")
                .sized("large.txt", ContextFixture.LARGE);
        assertThat(counted()).isEmpty();
    }

    @Test
    void a_worktree_has_a_file_for_its_git_folder() {
        project.file(".git", "gitdir: /elsewhere").file("a/.gitignore", "x");
        assertThat(counted()).containsExactly("git 1/0 18 .git");
        assertThat(project.surveys().get(0).context().orElseThrow().entries())
                .extracting(ContextEntry::path)
                .contains("a/.gitignore");
    }
}
