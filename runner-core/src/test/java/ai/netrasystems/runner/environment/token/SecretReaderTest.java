package ai.netrasystems.runner.environment.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.SecretPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReaderTest {
    private static final SecretPlace ENV = new SecretPlace.Env("THE_SECRET");

    @TempDir
    private Path folder;

    @Test
    void reads_a_variable_and_a_file_without_the_white_space_around() throws IOException {
        assertThat(read(" s3cret-value \n")).isEqualTo("found s3cret-value");
        assertThat(readFile("s3cret-value\n", "rw-------")).isEqualTo("found s3cret-value");
        assertThat(readFile("s3cret-value\n", "r--------")).isEqualTo("found s3cret-value");
    }

    @Test
    void what_is_not_set_or_blank_or_no_file_is_missing_and_nothing_stands_in_for_it() throws IOException {
        assertThat(describe(new SecretReader(Map.of()).read(ENV))).isEqualTo("missing environment variable THE_SECRET");
        assertThat(read("  \n")).startsWith("missing");
        Path none = folder.resolve("none");
        assertThat(describe(new SecretReader(Map.of()).read(new SecretPlace.File(none))))
                .isEqualTo("missing file " + none);
        assertThat(readFile("\n", "rw-------")).startsWith("missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxr-xr-x"})
    void a_file_that_others_have_access_to_is_refused_with_the_command_that_helps(String mode) throws IOException {
        SecretRefused refused = refused(write("s3cret-value", mode));

        assertThat(refused.summary()).contains(mode).doesNotContain("s3cret");
        assertThat(refused.remedy()).startsWith("chmod 600 ");
        assertThat(refused.stage()).isEqualTo(Diagnosis.Stage.REFUSED);
    }

    @Test
    void a_short_one_and_one_that_no_header_may_hold_are_refused_and_not_shown() throws IOException {
        assertThat(read("1234567"))
                .startsWith("refused")
                .contains("less than 8")
                .doesNotContain("1234567");
        assertThat(read("12345678")).isEqualTo("found 12345678");
        assertThat(read("first-line\nsecond-line")).startsWith("refused").doesNotContain("line-");
        assertThat(read("schlüssel-geheim")).startsWith("refused").doesNotContain("geheim");
        assertThat(readFile("x".repeat(70_000), "rw-------")).startsWith("refused");
        assertThat(describe(new SecretReader(Map.of()).read(new SecretPlace.File(folder))))
                .startsWith("refused");
    }

    @Test
    void a_file_that_holds_no_text_is_refused() throws IOException {
        Path file = write("", "rw-------");
        Files.write(file, new byte[] {(byte) 0xc3, 0x28, (byte) 0xff, 1, 2, 3, 4, 5, 6});

        assertThat(refused(file).summary()).contains("no text");
    }

    private String read(String value) {
        return describe(new SecretReader(Map.of("THE_SECRET", value)).read(ENV));
    }

    private String readFile(String content, String mode) throws IOException {
        return describe(new SecretReader(Map.of()).read(new SecretPlace.File(write(content, mode))));
    }

    private SecretRefused refused(Path file) {
        return new SecretReader(Map.of())
                .read(new SecretPlace.File(file))
                .fold(
                        found -> {
                            throw new AssertionError("was read");
                        },
                        missing -> {
                            throw new AssertionError("missing");
                        },
                        refused -> refused);
    }

    private Path write(String content, String mode) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "secret", ""), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String describe(SecretReading reading) {
        return reading.fold(
                (Secret secret) -> "found " + secret.reveal(),
                place -> "missing " + place,
                refused -> "refused " + refused.summary());
    }
}
