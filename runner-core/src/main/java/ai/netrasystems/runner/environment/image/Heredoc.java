package ai.netrasystems.runner.environment.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text within a Dockerfile ({@code RUN <<EOF}); only BuildKit has them.
 *
 * @param name what ends it
 * @param stripsTabs whether it was opened by {@code <<-}
 * @param content its lines, each with its line end
 */
public record Heredoc(String name, boolean stripsTabs, String content) {
    private static final Pattern OPENING = Pattern.compile("^(\\d*)<<(-?)(\\s*)([^<]*)$", Pattern.DOTALL);

    /**
     * The beginning of one.
     *
     * @param spaced whether blanks stand before the name: a shell's arithmetic ({@code 1 << 2}) looks so too
     */
    record Opening(String name, boolean stripsTabs, boolean spaced) {}

    /** Whether a word of a line opens one. */
    static Optional<Opening> opening(String word) {
        Matcher matcher = OPENING.matcher(word);
        if (!matcher.matches() || matcher.group(4).isEmpty()) {
            return Optional.empty();
        }
        try {
            String name = ShellWords.expand(matcher.group(4).replace("$", "\\$"), '\\', java.util.Map.of())
                    .text();
            return name.isEmpty() || name.chars().anyMatch(GoText::isSpace)
                    ? Optional.empty()
                    : Optional.of(new Opening(
                            name, !matcher.group(2).isEmpty(), !matcher.group(3).isEmpty()));
        } catch (ShellWords.Unreadable e) {
            return Optional.empty();
        }
    }
}
