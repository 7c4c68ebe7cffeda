package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class CheckedOutTest {
    private static final String HASH = "9ab77c0123456789abcdef0123456789abcdef01";
    private static final String OTHER = "1111111123456789abcdef0123456789abcdef01";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void a_branch_is_followed_from_a_folder_below_the_repository() {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", HASH + "\n");
        assertThat(CheckedOut.commit(folder)).contains("9ab77c0");
        assertThat(CheckedOut.commit(folder.resolve("a/b"))).contains("9ab77c0");
    }

    @Test
    void a_commit_may_be_checked_out_without_a_branch() {
        write(".git/HEAD", HASH + "\n");
        assertThat(CheckedOut.commit(folder)).contains("9ab77c0");
    }

    @Test
    void packed_refs_hold_a_branch_that_has_no_file_of_its_own() {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled fully-peeled sorted \n" + OTHER + " refs/heads/not-main\n" + HASH
                        + " refs/heads/main\n^" + OTHER + "\n");
        assertThat(CheckedOut.commit(folder)).contains("9ab77c0");
        write(".git/refs/heads/main", OTHER + "\n");
        assertThat(CheckedOut.commit(folder)).as("the file of its own is newer").contains("1111111");
    }

    @Test
    void a_worktree_has_its_own_head_and_shares_the_refs() {
        write("main/.git/packed-refs", OTHER + " refs/heads/main\n" + HASH + " refs/heads/plan\n");
        write("main/.git/HEAD", "ref: refs/heads/main\n");
        write("main/.git/worktrees/plan/HEAD", "ref: refs/heads/plan\n");
        write("main/.git/worktrees/plan/commondir", "../..\n");
        write("plan/.git", "gitdir: ../main/.git/worktrees/plan\n");
        assertThat(CheckedOut.commit(folder.resolve("plan"))).contains("9ab77c0");
        assertThat(CheckedOut.commit(folder.resolve("main"))).contains("1111111");
    }

    @Test
    void what_cant_be_told_is_left_open() {
        write("none/file", "");
        write("none/.git/HEAD", "ref: refs/heads/unborn\n");
        assertThat(CheckedOut.commit(folder.resolve("none"))).isEmpty();
        write("loop/.git/HEAD", "ref: HEAD\n");
        assertThat(CheckedOut.commit(folder.resolve("loop"))).isEmpty();
        write("broken/.git", "what is this?");
        assertThat(CheckedOut.commit(folder.resolve("broken"))).isEmpty();
        write("reftable/.git/HEAD", "ref: refs/heads/.invalid\n");
        assertThat(CheckedOut.commit(folder.resolve("reftable"))).isEmpty();
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
