package ai.netrasystems.runner.discovery.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MavenErrorsTest {
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
}
