package ai.netrasystems.runner.staging.websocket;

import java.util.Optional;

/**
 * Reads the {@code type} of a JSON message and nothing else, so that test code needs no JSON library for it. Whatever
 * comes, it fails with nothing worse than "none", in time proportional to the text's length and without recursion.
 */
final class EventType {
    private static final String WANTED = "type";
    private static final String WHITESPACE = " \t\r\n";

    private final String text;
    private int at;

    private EventType(String text) {
        this.text = text;
    }

    /**
     * The string that the outermost object has as its {@code type}, the last one where it has several; empty where it
     * has none, where that is no string, or where the text is no JSON object.
     */
    static Optional<String> of(String json) {
        return new EventType(json).ofObject();
    }

    private Optional<String> ofObject() {
        Optional<String> type = Optional.empty();
        if (!took('{')) {
            return type;
        }
        do {
            skipWhitespace();
            Optional<String> name = string();
            if (name.isEmpty() || !took(':')) {
                return Optional.empty();
            }
            skipWhitespace();
            Optional<String> value = string();
            if (value.isEmpty() && !skippedValue()) {
                return Optional.empty();
            }
            if (name.get().equals(WANTED)) {
                type = value;
            }
        } while (took(','));
        return took('}') && isAtEnd() ? type : Optional.empty();
    }

    /** The string that begins here; empty, and nothing read, where none does, or one without an end. */
    private Optional<String> string() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            StringBuilder value = new StringBuilder();
            while (at < text.length()) {
                char next = text.charAt(at++);
                if (next == '"') {
                    return Optional.of(value.toString());
                }
                if (next != '\\') {
                    value.append(next);
                } else if (!unescaped(value)) {
                    break;
                }
            }
        }
        at = start;
        return Optional.empty();
    }

    private boolean unescaped(StringBuilder value) {
        if (at >= text.length()) {
            return false;
        }
        char escape = text.charAt(at++);
        if (escape == 'u') {
            return unescapedUnicode(value);
        }
        int known = "\"\\/bfnrt".indexOf(escape);
        if (known >= 0) {
            value.append("\"\\/\b\f\n\r\t".charAt(known));
        }
        return known >= 0;
    }

    private boolean unescapedUnicode(StringBuilder value) {
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                return false;
            }
            unit = unit * 16 + digit;
        }
        value.append((char) unit);
        return true;
    }

    /** Goes over a number, a literal, an object or a list, whose inside is not judged. */
    private boolean skippedValue() {
        int start = at;
        int depth = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"') {
                if (string().isEmpty()) {
                    return false;
                }
                continue;
            }
            if (depth == 0 && (next == ',' || next == '}' || next == ']')) {
                break;
            }
            if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
            }
            at++;
        }
        return at > start;
    }

    private boolean took(char wanted) {
        skipWhitespace();
        boolean there = at < text.length() && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    private boolean isAtEnd() {
        skipWhitespace();
        return at == text.length();
    }

    private void skipWhitespace() {
        while (at < text.length() && WHITESPACE.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
