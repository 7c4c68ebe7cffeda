package ai.netrasystems.runner.environment.image;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One pattern of a {@code .dockerignore}, matched as the docker CLI does (moby/patternmatcher, {@code Pattern.compile}):
 * by the text itself, by a prefix ({@code a/**}), by a suffix ({@code **}{@code /a}), or by a regular expression.
 *
 * @param line where it stands
 * @param text the cleaned pattern, without {@code !}
 * @param inclusion whether it began with {@code !}
 * @param matcher whether a path itself (not its parents) matches
 */
record IgnorePattern(IgnoreLine line, String text, boolean inclusion, Predicate<String> matcher) {
    private static final String CLASS_NAMES =
            "alnum alpha ascii blank cntrl digit graph lower print punct space upper xdigit";

    /** The pattern; empty where Go says "syntax error in pattern". */
    static Optional<IgnorePattern> of(IgnoreLine line, String text, boolean inclusion) {
        if (GlobPattern.of(text).isEmpty()) {
            return Optional.empty();
        }
        return compile(text).map(matcher -> new IgnorePattern(line, text, inclusion, matcher));
    }

    /** How many parts the path pattern has: the CLI's older matcher looks at one parent of that depth alone. */
    int depth() {
        return (int) text.chars().filter(c -> c == '/').count() + 1;
    }

    boolean matches(String path) {
        return matcher.test(path);
    }

    private enum Kind {
        EXACT,
        PREFIX,
        SUFFIX,
        REGEX
    }

    private static Optional<Predicate<String>> compile(String text) {
        StringBuilder regex = new StringBuilder();
        Kind kind = Kind.EXACT;
        int at = 0;
        while (at < text.length()) {
            boolean first = at == 0;
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '*' && text.startsWith("*", at)) {
                at++;
                if (text.startsWith("/", at)) {
                    at++;
                }
                if (at < text.length()) {
                    regex.append("(.*/)?");
                    kind = Kind.REGEX;
                } else if (kind == Kind.EXACT) {
                    kind = Kind.PREFIX;
                } else {
                    regex.append(".*");
                    kind = Kind.REGEX;
                }
                if (first) {
                    kind = Kind.SUFFIX;
                }
            } else if (c == '*') {
                regex.append("[^/]*");
                kind = Kind.REGEX;
            } else if (c == '?') {
                regex.append("[^/]");
                kind = Kind.REGEX;
            } else if (".+()|{}$".indexOf(c) >= 0) {
                regex.append('\\').appendCodePoint(c);
            } else if (c == '\\' && at < text.length()) {
                int escaped = text.codePointAt(at);
                at += Character.charCount(escaped);
                regex.append('\\').appendCodePoint(escaped);
                kind = Kind.REGEX;
            } else {
                regex.appendCodePoint(c);
                kind = c == '[' || c == ']' ? Kind.REGEX : kind;
            }
        }
        return switch (kind) {
            case EXACT -> Optional.of(text::equals);
            case PREFIX -> {
                String prefix = text.substring(0, text.length() - 2);
                yield Optional.of(path -> path.startsWith(prefix));
            }
            case SUFFIX -> {
                String suffix = text.substring(2);
                yield Optional.of(
                        path -> path.endsWith(suffix) || (suffix.startsWith("/") && path.equals(suffix.substring(1))));
            }
            case REGEX -> {
                // Most paths of a large context end otherwise, and need no regular expression to say so.
                String tail = literalTail(text);
                yield javaRegex(regex.toString())
                        .map(compiled -> path ->
                                path.endsWith(tail) && compiled.matcher(path).matches());
            }
        };
    }

    /** What every path that matches ends with: the last letters, digits, dots and the like that can't mean anything else. */
    private static String literalTail(String text) {
        int from = text.length();
        while (from > 0 && isPlain(text.charAt(from - 1))) {
            from--;
        }
        boolean escaped = from > 0 && text.charAt(from - 1) == '\\';
        return text.substring(Math.min(escaped ? from + 1 : from, text.length()));
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._- ".indexOf(c) >= 0;
    }

    /** Go's expression as Java reads it: inside a class, {@code [} and {@code &} mean themselves; escapes differ. */
    private static Optional<Pattern> javaRegex(String go) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        boolean classBegins = false;
        int at = 0;
        while (at < go.length()) {
            int c = go.codePointAt(at);
            at += Character.charCount(c);
            boolean begins = classBegins;
            classBegins = false;
            if (c == '\\') {
                if (at >= go.length()) {
                    return Optional.empty();
                }
                int escaped = go.codePointAt(at);
                at += Character.charCount(escaped);
                Optional<String> translated = escape(escaped);
                if (translated.isEmpty()) {
                    return Optional.empty();
                }
                java.append(translated.get());
            } else if (!inClass) {
                java.appendCodePoint(c);
                if (c == '[') {
                    inClass = true;
                    classBegins = true;
                    if (go.startsWith("^", at)) {
                        java.append('^');
                        at++;
                    }
                }
            } else if (c == ']' && !begins) {
                java.append(']');
                inClass = false;
            } else if (c == '[' && go.startsWith(":", at) && go.indexOf(":]", at + 1) > 0) {
                int end = go.indexOf(":]", at + 1);
                String name = go.substring(at + 1, end);
                if (name.equals("word")) {
                    java.append("\\w");
                } else if (List.of(CLASS_NAMES.split(" ")).contains(name)) {
                    String javaName = name.equals("xdigit")
                            ? "XDigit"
                            : name.equals("ascii")
                                    ? "ASCII"
                                    : Character.toUpperCase(name.charAt(0)) + name.substring(1);
                    java.append("\\p{").append(javaName).append('}');
                } else {
                    return Optional.empty();
                }
                at = end + 2;
            } else {
                java.append("[]&^".indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        }
        try {
            return Optional.of(Pattern.compile(java.toString(), Pattern.UNIX_LINES));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> escape(int c) {
        if (c == 'v') {
            return Optional.of("\\x0B");
        }
        boolean letterOrDigit = Character.isLetterOrDigit(c);
        if ((c < 128 && !letterOrDigit) || "dswDSWbBAzafnrtpPx".indexOf(c) >= 0) {
            return Optional.of("\\" + Character.toString(c));
        }
        // Go: "invalid escape sequence".
        return Optional.empty();
    }
}
