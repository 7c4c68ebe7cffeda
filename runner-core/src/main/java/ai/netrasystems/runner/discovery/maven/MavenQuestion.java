package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.maven.spy.SpyLine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one call of Maven: it runs the phases that {@code mvn test} runs before its tests, with our spy inside, which
 * writes what the tests would be told. Siblings are resolved as in {@code mvn test}: to their {@code target/classes}.
 */
final class MavenQuestion {
    private final Path file;

    MavenQuestion(Path cacheDirectory) {
        file = cacheDirectory.resolve("maven-answer");
    }

    /** The spy's jar, or folder: where its classes were found. */
    static Path spy() {
        try {
            return Path.of(SpyLine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The command. {@code users}: what the user has Maven load as extensions, which goes on being loaded. */
    List<String> command(List<String> maven, Optional<String> users) {
        List<String> command = new ArrayList<>(maven);
        command.addAll(List.of("-B", "-q", "process-test-classes", "-D" + SpyLine.FILE_PROPERTY + "=" + file));
        command.add("-D" + UsersExtensions.PROPERTY + "=" + UsersExtensions.joined(spy(), users));
        users.ifPresent(value -> command.add("-D" + SpyLine.USERS_EXTENSIONS_PROPERTY + "=" + value));
        return command;
    }

    /** Before the call: an answer of an earlier one must not be taken for this one's. */
    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * What the call left behind, which is removed.
     *
     * @throws IOException when it did not leave what it was asked for
     */
    List<String> answer() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
