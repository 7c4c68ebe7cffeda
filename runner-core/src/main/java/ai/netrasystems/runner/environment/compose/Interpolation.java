package ai.netrasystems.runner.environment.compose;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compose's variables in a text: {@code $VAR}, {@code ${VAR}}, {@code ${VAR:-default}}, {@code ${VAR-default}},
 * {@code ${VAR:?error}}, {@code ${VAR?error}}, {@code ${VAR:+other}}, {@code ${VAR+other}} and {@code $$} for a dollar;
 * a dollar before anything else stands for itself;
 * defaults may hold variables again (Compose specification, "Interpolation"). An unset variable is an empty text.
 */
final class Interpolation {
    private static final int MAX_DEPTH = 16;

    private final Map<String, String> variables;
    private final Consumer<String> unset;

    Interpolation(Map<String, String> variables) {
        this(variables, name -> {});
    }

    /** @param unset is told each variable that has neither a value nor anything to stand for it */
    Interpolation(Map<String, String> variables, Consumer<String> unset) {
        this.variables = variables;
        this.unset = unset;
    }

    /** A text that can't be interpolated; the message is for the file's author. */
    static final class Unreadable extends Exception {
        final String reason;

        Unreadable(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    String apply(String text) throws Unreadable {
        return apply(text, 0);
    }

    private String apply(String text, int depth) throws Unreadable {
        if (depth > MAX_DEPTH) {
            throw new Unreadable("variables are nested deeper than " + MAX_DEPTH + " levels");
        }
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '$') {
                result.append(c);
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '$') {
                result.append('$');
                at += 2;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '{') {
                int end = closing(text, at + 2);
                result.append(braced(text.substring(at + 2, end), depth));
                at = end + 1;
            } else {
                int end = endOfName(text, at + 1);
                result.append(end == at + 1 ? "$" : plain(text.substring(at + 1, end)));
                at = end;
            }
        }
        return result.toString();
    }

    private String plain(String name) {
        if (!variables.containsKey(name)) {
            unset.accept(name);
        }
        return variables.getOrDefault(name, "");
    }

    private String braced(String inside, int depth) throws Unreadable {
        int end = endOfName(inside, 0);
        String name = inside.substring(0, end);
        String rest = inside.substring(end);
        if (name.isEmpty()) {
            throw new Unreadable("`${" + inside + "}` names no variable");
        }
        boolean emptyCounts = !rest.startsWith(":");
        String operator = emptyCounts ? rest : rest.substring(1);
        Optional<String> value = Optional.ofNullable(variables.get(name)).filter(it -> emptyCounts || !it.isEmpty());
        if (rest.isEmpty()) {
            return plain(name);
        }
        if (operator.isEmpty()) {
            throw new Unreadable("`${" + inside + "}` has no operator after `:`");
        }
        String operand = operator.substring(1);
        return switch (operator.charAt(0)) {
            case '-' -> value.isPresent() ? value.get() : apply(operand, depth + 1);
            case '+' -> value.isPresent() ? apply(operand, depth + 1) : "";
            case '?' -> {
                if (value.isEmpty()) {
                    String reason = apply(operand, depth + 1);
                    throw new Unreadable(
                            "the variable `" + name + "` is not set" + (reason.isEmpty() ? "" : ": " + reason));
                }
                yield value.get();
            }
            default -> throw new Unreadable("`${" + inside + "}` is no interpolation that Compose knows");
        };
    }

    /** Index of the brace that closes what was opened before {@code from}. */
    private static int closing(String text, int from) throws Unreadable {
        int open = 1;
        for (int at = from; at < text.length(); at++) {
            if (text.startsWith("${", at)) {
                open++;
            } else if (text.charAt(at) == '}' && --open == 0) {
                return at;
            }
        }
        throw new Unreadable("`${` is never closed");
    }

    private static int endOfName(String text, int from) {
        int at = from;
        while (at < text.length() && (isLetter(text.charAt(at)) || (at > from && isDigit(text.charAt(at))))) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
