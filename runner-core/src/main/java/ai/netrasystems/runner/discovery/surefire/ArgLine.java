package ai.netrasystems.runner.discovery.surefire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Surefire's {@code argLine}: late properties put in, then split as its command line does it. */
final class ArgLine {
    private static final Pattern LATE = Pattern.compile("@\\{([^}]+)}");

    private ArgLine() {}

    /** Words of the line. {@code late}: the project's properties when tests start. */
    static List<String> words(String line, Map<String, String> late) {
        return split(LATE.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(late.getOrDefault(found.group(1), found.group())))
                .replaceAll("\\s", " "));
    }

    /** A late property that nothing has set: the JVM would not start with it. */
    static Optional<String> unset(String line, Map<String, String> late) {
        return LATE.matcher(line)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !late.containsKey(name))
                .findFirst();
    }

    /** As maven-shared-utils does it: both quotes, and a backslash that keeps a quote and itself. */
    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean escaped = false;
        for (int i = 0; i < line.length(); i++) {
            char at = line.charAt(i);
            boolean isQuote = at == '"' || at == '\'';
            if (quote != 0 && at == quote && !escaped) {
                quote = 0;
            } else if (quote == 0 && isQuote && !escaped) {
                quote = at;
            } else if (quote == 0 && at == ' ') {
                if (word.length() > 0) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(at);
            }
            escaped = at == '\\' && !escaped;
        }
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
