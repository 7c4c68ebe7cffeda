package ai.netrasystems.runner.discovery.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MavenErrorsTest {
    private static final String RAT = "[ERROR] Failed to execute goal org.apache.rat:apache-rat-plugin:0.15:check"
            + " (rat-check) on project x: Too many files with unapproved license: 4 See RAT report in: /x/target/rat.txt";

    private static final String COMPILER = "[ERROR] Failed to execute goal"
            + " org.apache.maven.plugins:maven-compiler-plugin:3.15.0:compile (default-compile) on project x";
    private static final String RESET = "\u001b[0m";

    @Test
    void what_is_wrong_is_kept_without_colours_and_without_mavens_advice() {
        List<String> output = List.of(
                RESET + RESET + "[ERROR] COMPILATION ERROR :",
                "[WARNING] old",
                "[\u001b[1;31mERROR\u001b[m] A.java:[1,10] reached end of file",
                "[ERROR] -> [Help 1]",
                RESET + RESET);

        assertThat(MavenErrors.of(output))
                .containsExactly("[ERROR] COMPILATION ERROR :", "[ERROR] A.java:[1,10] reached end of file");
    }

    @Test
    void without_an_error_line_the_last_lines_tell() {
        assertThat(MavenErrors.of(List.of("[INFO] building", "", "[INFO] Killed")))
                .containsExactly("[INFO] building", "[INFO] Killed");
    }

    @Test
    void a_check_of_licences_that_fails_may_be_for_files_of_the_runner() {
        assertThat(MavenErrors.advice(List.of("[INFO] x", RAT)))
                .hasValueSatisfying(advice -> assertThat(advice).contains(".runner/", ".gitignore"));
    }

    @Test
    void any_other_failure_is_told_without_advice() {
        assertThat(MavenErrors.advice(List.of(COMPILER))).isEmpty();
    }

    @Test
    void what_maven_adds_to_every_failure_is_left_out() {
        assertThat(MavenErrors.of(List.of("[INFO] x", "[WARNING] y", RAT, "[ERROR] ", "[ERROR] -> [Help 1]")))
                .containsExactly(RAT);
    }
}
