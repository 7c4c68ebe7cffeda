package ai.netrasystems.runner.environment.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that ARG or ENV sets.
 *
 * @param name the name
 * @param written its value as it is written, quotes too; empty where an ARG has no default
 */
public record Assignment(String name, Optional<String> written) {
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:?-([^${}]*)}");

    /** Reads {@code NAME} or {@code NAME=value}. */
    public static Assignment of(String word) {
        int equals = word.indexOf('=');
        return equals < 0
                ? new Assignment(word, Optional.empty())
                : new Assignment(word.substring(0, equals), Optional.of(word.substring(equals + 1)));
    }

    /**
     * What is really in the file: the value without the quotes around it, or the default in <code>${NAME:-default}</code>;
     * empty where there is none, and where it comes from variables.
     */
    public Optional<String> literal() {
        return written.flatMap(Assignment::literal).filter(text -> !text.isEmpty());
    }

    private static Optional<String> literal(String value) {
        boolean single = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        boolean quoted = single || (value.length() > 1 && value.startsWith("\"") && value.endsWith("\""));
        String text = quoted ? value.substring(1, value.length() - 1) : value;
        if (single || text.indexOf('$') < 0) {
            return Optional.of(text);
        }
        Matcher inner = DEFAULT.matcher(text);
        return inner.matches() ? Optional.of(inner.group(1)) : Optional.empty();
    }
}
