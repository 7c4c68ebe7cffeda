package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class AccessTokenTest {
    @TempDir
    Path folder;

    @Test
    void follows_the_file_when_it_is_replaced() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first.a.b\n");
        AccessToken token = AccessToken.from(
                        Variables.of("E2E_AUTH_TOKEN_FILE", file.toString(), "E2E_AUTH_TOKEN", "stale"))
                .orElseThrow();
        assertThat(token.value()).isEqualTo("first.a.b");

        Path renewed = Files.writeString(folder.resolve("renewed"), "second.a.b");
        Files.move(renewed, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(token.value()).isEqualTo("second.a.b");
    }

    @Test
    void is_the_variable_without_a_file_and_empty_without_both() {
        assertThat(AccessToken.from(Variables.of("E2E_AUTH_TOKEN", "abc")))
                .map(AccessToken::value)
                .contains("abc");
        assertThat(AccessToken.from(Variables.of())).isEmpty();
        assertThat(AccessToken.from(Variables.of("E2E_AUTH_TOKEN", " "))).isEmpty();
    }

    @Test
    void a_lost_file_is_an_error_and_not_the_stale_variable() {
        AccessToken token = AccessToken.from(Variables.of(
                        "E2E_AUTH_TOKEN_FILE", folder.resolve("gone").toString(), "E2E_AUTH_TOKEN", "stale"))
                .orElseThrow();

        assertThatThrownBy(token::value)
                .isInstanceOf(AccessTokenUnavailableException.class)
                .hasMessageContaining("E2E_AUTH_TOKEN_FILE");
    }

    @Test
    void shows_itself_nowhere() {
        assertThat(AccessToken.fixed("s3cret")).hasToString("AccessToken[given by the test]");
        assertThat(AccessToken.from(Variables.of("E2E_AUTH_TOKEN", "s3cret"))
                        .orElseThrow()
                        .toString())
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> AccessToken.fixed("s3cret\r\nX-Evil: 1"))
                .isInstanceOf(AccessTokenUnavailableException.class)
                .hasMessageNotContaining("s3cret");
    }
}
