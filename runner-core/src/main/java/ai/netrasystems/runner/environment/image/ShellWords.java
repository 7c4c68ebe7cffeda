package ai.netrasystems.runner.environment.image;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Quotes, escapes and variables in a Dockerfile's words, as BuildKit's {@code shell.Lex} reads them: {@code $a},
 * {@code ${a}}, {@code ${a:-b}}, {@code ${a:+b}}, {@code ${a:?b}} and the forms without colon. For one text, one thread.
 */
final class ShellWords {
    private final String text;
    private final int escape;
    private final Map<String, String> variables;
    private final boolean raw;
    private final Set<String> unset = new LinkedHashSet<>();
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int at;

    private ShellWords(String text, int escape, Map<String, String> variables, boolean raw) {
        this.text = text;
        this.escape = escape;
        this.variables = variables;
        this.raw = raw;
    }

    /** A text that can't be read so. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason);
        }
    }

    /**
     * A text with its variables replaced and its quotes taken away.
     *
     * @param text the result
     * @param unset variables that had no value and no default, in order
     */
    record Expanded(String text, Set<String> unset) {}

    static Expanded expand(String text, char escape, Map<String, String> variables) throws Unreadable {
        ShellWords reader = new ShellWords(text, escape, variables, false);
        String result = reader.until(-1);
        return new Expanded(result, reader.unset);
    }

    /** The words of a line, quotes and escapes left in, for finding heredocs; what can't be read ends the list. */
    static List<String> rawWords(String line) {
        ShellWords reader = new ShellWords(line, '\\', Map.of(), true);
        try {
            reader.until(-1);
        } catch (Unreadable e) {
            return List.of();
        }
        reader.endWord();
        return reader.words;
    }

    private String until(int stop) throws Unreadable {
        StringBuilder result = new StringBuilder();
        while (at < text.length()) {
            int c = peek();
            if (c == stop) {
                next();
                return result.toString();
            }
            if (c == '\'' || c == '"') {
                String quoted = c == '"' ? doubleQuoted() : singleQuoted();
                result.append(quoted);
                word.append(quoted);
            } else if (c == '$') {
                String value = dollar();
                result.append(value);
                value.codePoints().forEach(this::addToWord);
            } else if (c == '<' && raw) {
                String opened = possibleHeredoc();
                result.append(opened);
                word.append(opened);
            } else {
                next();
                if (c != escape) {
                    result.appendCodePoint(c);
                    addToWord(c);
                    continue;
                }
                if (raw) {
                    result.appendCodePoint(c);
                    word.appendCodePoint(c);
                }
                if (at < text.length()) {
                    int escaped = next();
                    result.appendCodePoint(escaped);
                    word.appendCodePoint(escaped);
                }
            }
        }
        if (stop >= 0) {
            throw new Unreadable("`}` is missing");
        }
        return result.toString();
    }

    private void addToWord(int c) {
        if (GoText.isSpace(c)) {
            endWord();
        } else {
            word.appendCodePoint(c);
        }
    }

    private void endWord() {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private String possibleHeredoc() {
        next();
        if (at >= text.length() || peek() != '<') {
            return "<";
        }
        next();
        StringBuilder result = new StringBuilder("<<");
        while (at < text.length() && "\t\r ".indexOf(peek()) >= 0) {
            result.appendCodePoint(next());
        }
        return result.toString();
    }

    private String singleQuoted() throws Unreadable {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new Unreadable("a single quote is never closed");
        }
        String inside = text.substring(at + 1, end);
        at = end + 1;
        return raw ? "'" + inside + "'" : inside;
    }

    private String doubleQuoted() throws Unreadable {
        StringBuilder result = new StringBuilder(raw ? "\"" : "");
        next();
        while (at < text.length()) {
            int c = peek();
            if (c == '"') {
                next();
                return result.append(raw ? "\"" : "").toString();
            }
            if (c == '$') {
                result.append(dollar());
                continue;
            }
            next();
            if (c == escape) {
                if (raw) {
                    result.appendCodePoint(c);
                }
                if (at >= text.length()) {
                    break;
                }
                // Only these can be escaped between double quotes; any other escape stays as it is.
                if (peek() == '"' || peek() == '$' || peek() == escape) {
                    c = next();
                } else if (raw) {
                    continue;
                }
            }
            result.appendCodePoint(c);
        }
        throw new Unreadable("a double quote is never closed");
    }

    private String dollar() throws Unreadable {
        int from = at;
        next();
        if (at >= text.length()) {
            return "$";
        }
        if (peek() != '{') {
            String name = name();
            return name.isEmpty() ? "$" : raw ? "$" + name : value(name);
        }
        next();
        String name = name();
        if (at >= text.length() || name.isEmpty()) {
            throw new Unreadable("`${` begins no variable");
        }
        int operator = next();
        if (operator == '}') {
            return raw ? text.substring(from, at) : value(name);
        }
        boolean emptyCounts = operator != ':';
        if (!emptyCounts) {
            if (at >= text.length()) {
                throw new Unreadable("`}` is missing");
            }
            operator = next();
        }
        String operand = until('}');
        if (raw) {
            return text.substring(from, at);
        }
        String value = variables.get(name);
        boolean given = value != null && (emptyCounts || !value.isEmpty());
        return switch (operator) {
            case '-' -> given ? String.valueOf(value) : operand;
            case '+' -> given ? operand : "";
            case '?' -> {
                if (!given) {
                    throw new Unreadable("`" + name + "` is not set" + (operand.isEmpty() ? "" : ": " + operand));
                }
                yield String.valueOf(value);
            }
            case '#', '%' -> value == null ? value(name) : trimmed(value, operator, operand);
            default ->
                throw new Unreadable("`${" + name + Character.toString(operator) + "` is no substitution known here");
        };
    }

    /** {@code ${a#p}} and {@code ${a##p}} take a beginning away, {@code ${a%p}} and {@code ${a%%p}} an end. */
    private static String trimmed(String value, int operator, String operand) {
        boolean longest = operand.startsWith(Character.toString(operator));
        String pattern = longest ? operand.substring(1) : operand;
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
        for (int i = 0; i <= value.length(); i++) {
            int cut = longest ? value.length() - i : i;
            String removed = operator == '#' ? value.substring(0, cut) : value.substring(value.length() - cut);
            if (compiled.matcher(removed).matches()) {
                return operator == '#' ? value.substring(cut) : value.substring(0, value.length() - cut);
            }
        }
        return value;
    }

    private String value(String name) {
        String value = variables.get(name);
        if (value == null) {
            unset.add(name);
            return "";
        }
        return value;
    }

    private String name() {
        int from = at;
        if (at < text.length() && "@*#?-$!".indexOf(peek()) >= 0) {
            next();
            return text.substring(from, at);
        }
        boolean number = at < text.length() && Character.isDigit(peek());
        while (at < text.length()
                && (Character.isDigit(peek()) || (!number && (Character.isLetter(peek()) || peek() == '_')))) {
            next();
        }
        return text.substring(from, at);
    }

    private int peek() {
        return text.codePointAt(at);
    }

    private int next() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }
}
