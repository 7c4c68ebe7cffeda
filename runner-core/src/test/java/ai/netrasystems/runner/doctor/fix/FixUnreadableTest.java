package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.OtherUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user may not read, or not change, survives: seen as another user where the tests are root. */
@Tag("unit")
class FixUnreadableTest {
    private OtherUser user;
    private Path project;

    @BeforeEach
    void a_place_for_all() throws IOException {
        user = OtherUser.create();
        project = user.project();
    }

    @AfterEach
    void nothing_is_left() throws IOException {
        user.close();
    }

    @Test
    void a_context_with_an_unreadable_folder_is_left_alone_and_another_is_fixed() throws Exception {
        context("closed", "a.pyc", "locked/__pycache__/b.pyc");
        context("other", "a.pyc");
        permit("closed/locked", "---------");

        List<String> said = fixed();

        assertThat(said).contains("files 1 failed 0");
        assertThat(said)
                .anyMatch(it -> it.contains("LeftAlone[path=" + project.resolve("closed") + ",")
                        && it.contains("no permission to read this folder"));
        assertThat(project.resolve("closed/a.pyc")).exists();
        assertThat(project.resolve("other/a.pyc")).doesNotExist();
        permit("closed/locked", "rwxr-xr-x");
        assertThat(project.resolve("closed/locked/__pycache__/b.pyc")).exists();
    }

    @Test
    void what_an_ignore_file_leaves_out_may_be_unreadable_and_a_cache_that_holds_it_stays() throws Exception {
        context("app", "a.pyc", "t/.pytest_cache/locked/x", "t/.pytest_cache/y", "t/__pycache__/locked/z");
        Files.writeString(project.resolve("app/.dockerignore"), "**/locked\n");
        permit("app/t/.pytest_cache/locked", "---------");
        permit("app/t/__pycache__/locked", "---------");

        List<String> said = fixed();

        assertThat(said)
                .contains("files 1 failed 0")
                .anyMatch(it -> it.contains(".pytest_cache, reason=it holds what"));
        assertThat(project.resolve("app/t/.pytest_cache/y")).exists();
        assertThat(project.resolve("app/t/__pycache__/locked")).exists();
    }

    @Test
    void what_may_not_be_changed_is_a_failure_and_the_rest_is_done() throws Exception {
        context("app", "fixed/a.pyc", "free/b.pyc");
        permit("app/fixed", "r-xr-xr-x");

        List<String> said = fixed();

        assertThat(said).contains("files 1 failed 1");
        assertThat(said).anyMatch(it -> it.contains("Failed[path=" + project.resolve("app/fixed/a.pyc")));
        assertThat(project.resolve("app/fixed/a.pyc")).exists();
        assertThat(project.resolve("app/free/b.pyc")).doesNotExist();
        assertThat(project.resolve("app/.dockerignore")).exists();
    }

    private void context(String name, String... files) throws IOException {
        Path context = Files.createDirectories(project.resolve(name));
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
        for (String file : files) {
            Files.createDirectories(context.resolve(file).getParent());
            Files.writeString(context.resolve(file), "x");
        }
    }

    private void permit(String path, String permissions) throws IOException {
        Files.setPosixFilePermissions(project.resolve(path), PosixFilePermissions.fromString(permissions));
    }

    /** What a fix of the project says, of a user who is not root. */
    private List<String> fixed() throws Exception {
        List<String> lines = user.run(FixProgram.class, FixProgram.TYPES);
        assertThat(lines).first().isEqualTo("ready");
        return lines;
    }
}
