package ai.netrasystems.runner.environment.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON form of an instruction, {@code ["a", "b"]}: a list of texts and nothing else. */
final class JsonStrings {
    private final String text;
    private int at;

    private JsonStrings(String text) {
        this.text = text;
    }

    /** The list; empty where the text is none, which then counts as the shell form. */
    static Optional<List<String>> read(String text) {
        JsonStrings reader = new JsonStrings(text);
        List<String> result = new ArrayList<>();
        if (!reader.takes('[')) {
            return Optional.empty();
        }
        if (!reader.takes(']')) {
            do {
                Optional<String> element = reader.string();
                if (element.isEmpty()) {
                    return Optional.empty();
                }
                result.add(element.get());
            } while (reader.takes(','));
            if (!reader.takes(']')) {
                return Optional.empty();
            }
        }
        reader.blanks();
        return reader.at == text.length() ? Optional.of(result) : Optional.empty();
    }

    private Optional<String> string() {
        if (!takes('"')) {
            return Optional.empty();
        }
        StringBuilder result = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return Optional.of(result.toString());
            }
            if (c < ' ') {
                return Optional.empty();
            }
            if (c != '\\') {
                result.append(c);
                continue;
            }
            if (at >= text.length()) {
                return Optional.empty();
            }
            char escaped = text.charAt(at++);
            int plain = "\"\\/bfnrt".indexOf(escaped);
            if (plain >= 0) {
                result.append("\"\\/\b\f\n\r\t".charAt(plain));
            } else if (escaped == 'u' && text.substring(at).matches("(?s)[0-9a-fA-F]{4}.*")) {
                result.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                at += 4;
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean takes(char c) {
        blanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
