package ai.netrasystems.runner.config.rule;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A pattern for paths below the project's directory: {@code *} and {@code ?} within one name, <code>**</code> across folders,
 * <code>{a,b}</code>. What matches a folder matches all that is in it, and <code>**&#47;x</code> matches {@code x} at the top too.
 *
 * @param text as it is written, parts separated by {@code /}
 */
public record PathGlob(String text, List<PathMatcher> matchers) {
    /** Copies the list. */
    public PathGlob {
        matchers = List.copyOf(matchers);
    }

    /** The pattern; empty where it makes none. */
    public static Optional<PathGlob> of(String text) {
        String path = text.startsWith("./") ? text.substring(2) : text;
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (path.isEmpty() || path.startsWith("/")) {
            return Optional.empty();
        }
        Stream<String> globs = path.startsWith("**/") ? Stream.of(path, path.substring(3)) : Stream.of(path);
        try {
            return Optional.of(new PathGlob(
                    text,
                    globs.map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                            .toList()));
        } catch (PatternSyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Whether the path, or a folder above it, matches. */
    boolean matches(Path relative) {
        return Stream.<Path>iterate(relative, at -> at != null, Path::getParent)
                .anyMatch(at -> matchers.stream().anyMatch(it -> it.matches(at)));
    }
}
