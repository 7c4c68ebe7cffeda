package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.process.PrivateFile;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class RedactedLogsTest {
    private static final String SECRET = "s3cret-\u00e4-of-the-run";

    @TempDir
    private Path run;

    private Path log;

    @BeforeEach
    void createLog() throws IOException {
        log = Files.createDirectories(run.resolve("services")).resolve("auth.log");
        PrivateFile.create(log);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // it knows no modes of files
    void what_a_service_wrote_of_a_secret_is_replaced_and_every_other_byte_kept() throws IOException {
        byte[] noText = {(byte) 0xff, 0, (byte) 0x80, '\r'};
        Files.write(log, noText);
        String filler = ".".repeat(64 * 1024 - 10) + SECRET + "\n";
        Files.write(log, filler.getBytes(StandardCharsets.UTF_8), java.nio.file.StandardOpenOption.APPEND);

        assertThat(RedactedLogs.redact(run, Redactor.of(List.of(new Secret(SECRET)))))
                .isEmpty();

        assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(noText, StandardCharsets.ISO_8859_1) + filler.replace(SECRET, "***"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
        assertThat(log.getParent()).isDirectoryNotContaining(file -> !file.equals(log));
    }

    @Test
    void a_log_without_a_secret_is_not_touched() throws IOException {
        Files.writeString(log, "ready\n");
        FileTime longAgo = FileTime.from(Instant.ofEpochSecond(1_000_000_000));
        Files.setLastModifiedTime(log, longAgo);

        assertThat(RedactedLogs.redact(run, Redactor.of(List.of(new Secret(SECRET)))))
                .isEmpty();

        assertThat(Files.getLastModifiedTime(log)).isEqualTo(longAgo);
        assertThat(log.getParent()).isDirectoryNotContaining(file -> !file.equals(log));
    }

    @Test
    void a_log_that_cannot_be_read_is_told_and_the_others_are_redacted() throws IOException {
        Files.writeString(log, SECRET);
        // Where the redacted text would go stands a folder with something in it.
        Path other = log.resolveSibling("backend.log");
        Files.writeString(other, SECRET);
        Files.createDirectories(log.resolveSibling("backend.log.redacted").resolve("full"));

        assertThat(RedactedLogs.redact(run, Redactor.of(List.of(new Secret(SECRET)))))
                .singleElement()
                .asString()
                .startsWith("a secret may still be in " + other);
        assertThat(log).hasContent("***");
    }

    @Test
    void a_run_without_services_has_no_logs() {
        assertThat(RedactedLogs.redact(run.resolve("none"), Redactor.of(List.of(new Secret(SECRET)))))
                .isEmpty();
    }
}
