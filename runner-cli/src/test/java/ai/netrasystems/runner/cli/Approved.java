package ai.netrasystems.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with the approved one in {@code src/test/resources}, so that a change of wording is seen in review.
 * {@code ./mvnw test -pl runner-cli -am -Dapprove=true} takes the texts of today as approved.
 */
public final class Approved {
    private static final Path RESOURCES = Path.of("src/test/resources");

    private Approved() {}

    /** Fails unless the file holds this very text. */
    public static void check(String file, String text) {
        Path path = RESOURCES.resolve(file);
        try {
            if (Boolean.getBoolean("approve")) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            }
            assertThat(path)
                    .withFailMessage("nothing approved yet: %s (-Dapprove=true writes it)", path)
                    .exists();
            assertThat(text).as(path.toString()).isEqualTo(Files.readString(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
