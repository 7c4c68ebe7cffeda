package ai.netrasystems.runner.environment.image;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of Go's {@code filepath.Match}, which COPY and ADD use: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]} and
 * a backslash before a character that is meant itself. A star does not cross a {@code /}; a class may.
 */
final class GlobPattern {
    private final Pattern compiled;

    private GlobPattern(Pattern compiled) {
        this.compiled = compiled;
    }

    /** The pattern; empty where Go says "syntax error in pattern". */
    static Optional<GlobPattern> of(String text) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[') {
                at = appendClass(text, at, regex);
                if (at < 0) {
                    return Optional.empty();
                }
            } else {
                if (c == '\\') {
                    if (at == text.length()) {
                        return Optional.empty();
                    }
                    c = text.codePointAt(at);
                    at += Character.charCount(c);
                }
                regex.append(Pattern.quote(Character.toString(c)));
            }
        }
        try {
            return Optional.of(new GlobPattern(Pattern.compile(regex.toString(), Pattern.DOTALL)));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether COPY would treat the text as a pattern (the engine's {@code containsWildcards}). */
    static boolean hasWildcards(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '*' || c == '?' || c == '[') {
                return true;
            }
        }
        return false;
    }

    boolean matches(String path) {
        return compiled.matcher(path).matches();
    }

    /** Appends the class that begins at {@code at}; the index behind it, or -1 where it is none. */
    private static int appendClass(String text, int at, StringBuilder regex) {
        StringBuilder ranges = new StringBuilder();
        boolean negated = at < text.length() && text.charAt(at) == '^';
        if (negated) {
            at++;
        }
        int read = 0;
        while (true) {
            if (at < text.length() && text.charAt(at) == ']' && read > 0) {
                // A range that runs backwards matches nothing in Go, and so may be alone in its class.
                String members = ranges.length() == 0 ? (negated ? "[\\x{0}-\\x{10FFFF}]" : "(?!)") : "";
                regex.append(members.isEmpty() ? (negated ? "[^" : "[") + ranges + "]" : members);
                return at + 1;
            }
            int[] low = member(text, at);
            if (low.length == 0) {
                return -1;
            }
            at = low[1];
            int high = low[0];
            if (at < text.length() && text.charAt(at) == '-') {
                int[] end = member(text, at + 1);
                if (end.length == 0) {
                    return -1;
                }
                high = end[0];
                at = end[1];
            }
            if (low[0] <= high) {
                ranges.append(String.format("\\x{%x}-\\x{%x}", low[0], high));
            }
            read++;
        }
    }

    /** A character of a class and the index behind it; empty where Go's {@code getEsc} says "bad pattern". */
    private static int[] member(String text, int at) {
        if (at >= text.length() || text.charAt(at) == '-' || text.charAt(at) == ']') {
            return new int[0];
        }
        if (text.charAt(at) == '\\') {
            at++;
        }
        if (at >= text.length()) {
            return new int[0];
        }
        int c = text.codePointAt(at);
        int next = at + Character.charCount(c);
        return next >= text.length() ? new int[0] : new int[] {c, next};
    }
}
