package ai.netrasystems.runner.staging.journal;

import java.util.StringJoiner;

/** One JSON object on one line (RFC 8259), its members in the order in which they are added. Not thread-safe. */
public final class JsonLine {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    /** Adds a text; any character may stand in it. */
    public JsonLine with(String name, String value) {
        members.add(quoted(name) + ":" + quoted(value));
        return this;
    }

    /** Adds a number. */
    public JsonLine with(String name, long value) {
        members.add(quoted(name) + ":" + value);
        return this;
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return members.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                // Surrogates too: half a pair has no form in UTF-8.
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
