package ai.netrasystems.runner.discovery.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The user's own {@code -Dmaven.ext.class.path}. Maven knows one value of it, and that on the command line wins over
 * the others: so ours has to bring theirs along.
 */
final class UsersExtensions {
    static final String PROPERTY = "maven.ext.class.path";

    private static final Pattern GIVEN =
            Pattern.compile("-D" + Pattern.quote(PROPERTY) + "=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");

    private UsersExtensions() {}

    /** The value that Maven would take: a user property first, then a system property of its JVM. */
    static Optional<String> of(Path root, Map<String, String> environment) throws IOException {
        List<String> places = List.of(
                environment.getOrDefault("MAVEN_ARGS", ""),
                text(root.resolve(".mvn").resolve("maven.config")),
                environment.getOrDefault("MAVEN_OPTS", ""),
                text(root.resolve(".mvn").resolve("jvm.config")));
        return places.stream().flatMap(place -> last(place).stream()).findFirst();
    }

    static String joined(Path spy, Optional<String> users) {
        return users.map(value -> spy + File.pathSeparator + value).orElse(spy.toString());
    }

    private static Optional<String> last(String text) {
        return GIVEN.matcher(text).results().map(UsersExtensions::value).reduce((first, second) -> second);
    }

    private static String value(MatchResult found) {
        return Stream.of(1, 2, 3)
                .map(group -> Optional.ofNullable(found.group(group)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    private static String text(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
