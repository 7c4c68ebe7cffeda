package ai.netrasystems.runner.environment.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a {@code command} or {@code entrypoint} that is one text, as Compose does: at white space, with quotes and
 * backslashes as in a shell, and no shell. Compose drops what follows {@code ;}, {@code &}, {@code |}, {@code <} or
 * {@code >} without quotes; {@link Split#dropped()} tells it, so that a person can be told.
 */
final class CommandWords {
    private static final String ENDS = ";&|<>";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private boolean escaped;
    private char quote;

    private CommandWords(String text) {
        this.text = text;
    }

    /** The words, and what Compose leaves out at the end (empty for nothing). */
    record Split(List<String> words, String dropped) {
        Split {
            words = List.copyOf(words);
        }
    }

    /** Empty where a quote, or a backslash at the end, is never closed, or a parenthesis stands without quotes. */
    static Optional<Split> split(String text) {
        return new CommandWords(text).split();
    }

    private Optional<Split> split() {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (escaped) {
                add(c);
                escaped = false;
            } else if (c == '\\' && quote != '\'') {
                escaped = true;
            } else if (quote != 0) {
                inQuotes(c);
            } else if (c == '\'' || c == '"' || c == '`' || c == '(') {
                if (!opens(c)) {
                    return Optional.empty();
                }
            } else if (c == ')') {
                return Optional.empty();
            } else if (ENDS.indexOf(c) >= 0) {
                int from = at - dropFileNumber(c);
                end();
                return Optional.of(new Split(words, text.substring(from).strip()));
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                end();
            } else {
                add(c);
            }
        }
        end();
        return quote == 0 && !escaped ? Optional.of(new Split(words, "")) : Optional.empty();
    }

    /** Ticks and {@code $(...)} hold their white space together, and are no commands here. */
    private boolean opens(char c) {
        if (c == '(') {
            if (word.length() == 0 || word.charAt(word.length() - 1) != '$') {
                return false;
            }
            quote = ')';
            add(c);
            return true;
        }
        quote = c;
        begun = true;
        if (c == '`') {
            add(c);
        }
        return true;
    }

    private void inQuotes(char c) {
        boolean closes = c == quote;
        if (!closes || c == '`' || c == ')') {
            add(c);
        }
        if (closes) {
            quote = 0;
        }
    }

    /** The {@code 2} of {@code 2>file} belongs to what is dropped. */
    private int dropFileNumber(char c) {
        boolean number = c == '>' && word.length() > 0 && word.charAt(0) >= '0' && word.charAt(0) <= '9';
        int length = word.length();
        if (number) {
            word.setLength(0);
            begun = false;
        }
        return number ? length : 0;
    }

    private void add(char c) {
        word.append(c);
        begun = true;
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}
