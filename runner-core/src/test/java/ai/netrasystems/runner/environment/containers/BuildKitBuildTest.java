package ai.netrasystems.runner.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts as docker CLI 20.10 and 28 and their BuildKits write them. */
@Tag("unit")
class BuildKitBuildTest {
    private static final List<String> RAN = List.of(
            "#1 [internal] load build definition from Dockerfile",
            "#6 [2/2] RUN mytool --bad",
            "#6 0.201 unknown flag: --bad",
            "#6 0.202 write /x: no space left on device",
            "#6 ERROR: process \"/bin/sh -c mytool --bad\" did not complete successfully: exit code: 2",
            "------",
            " > [2/2] RUN mytool --bad:",
            "0.201 unknown flag: --bad",
            "------");

    @Test
    void what_a_command_writes_is_no_word_of_the_cli() {
        assertThat(
                        BuildKitBuild.incapable(
                                RAN,
                                "failed to solve: process \"/bin/sh -c mytool --bad\" did not complete successfully: exit code: 2"))
                .isEmpty();
    }

    @Test
    void a_command_that_quotes_such_words_is_none_either() {
        for (String message : List.of(
                "failed to solve: process \"/bin/sh -c echo unknown flag: no space left on device; exit 2\" did not"
                        + " complete successfully: exit code: 2",
                "executor failed running [/bin/sh -c echo unknown instruction no space left on device]: exit code: 1",
                "The command '/bin/sh -c echo no space left on device' returned a non-zero code: 1")) {
            assertThat(BuildKitBuild.incapable(RAN, message)).isEmpty();
            assertThat(FailedBuild.diskFull(message)).isFalse();
        }
    }

    @Test
    void a_cli_without_its_plugin_says_so_first() {
        String says = "ERROR: BuildKit is enabled but the buildx component is missing or broken.";
        assertThat(BuildKitBuild.incapable(
                        List.of(says, "       Install the buildx component to build images with BuildKit:"),
                        "https://docs.docker.com/go/buildx/"))
                .contains(says);
        assertThat(BuildKitBuild.incapable(List.of("unknown flag: --iidfile", "See 'docker build --help'."), ""))
                .contains("unknown flag: --iidfile");
    }

    @Test
    void a_buildkit_that_is_too_old_says_so_last() {
        String says = "failed to solve with frontend dockerfile.v0: failed to create LLB definition:"
                + " dockerfile parse error line 2: Unknown flag: link";
        assertThat(BuildKitBuild.incapable(List.of("#1 DONE 0.1s", "", says), says))
                .contains(says);
    }

    @Test
    void an_engine_without_space_says_so_last() {
        assertThat(FailedBuild.diskFull("failed to solve: failed to copy files: write /x: no space left on device"))
                .isTrue();
    }
}
