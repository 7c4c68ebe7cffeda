package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads files of variables: {@code .env} and {@code env_file}, as Compose reads them (Docker's documentation, "Env-file
 * syntax"). {@code NAME=value} or {@code NAME: value}, {@code export} before it or not, comments; single quotes keep a
 * value as it is, double quotes resolve escapes, and all but single quotes interpolate variables: those of outside
 * first, then the file's own so far. A name alone takes the value from outside.
 */
final class EnvFile {
    private static final long MAX_BYTES = 1 << 20;
    private static final Pattern ESCAPE = Pattern.compile("\\\\([abfnrtv$\"\\\\]|0[0-7]{0,3})");
    private static final Pattern EXPORT = Pattern.compile("export\\s+");
    private static final char NO_BREAK_SPACE = '\u00a0';

    private final String text;
    private final Path file;
    private final Map<String, String> outside;
    private final Map<String, String> found = new LinkedHashMap<>();
    private int at;

    private EnvFile(String text, Path file, Map<String, String> outside) {
        this.text = text;
        this.file = file;
        this.outside = outside;
    }

    /** Ends the reading; never leaves this class. */
    private static final class Malformed extends Exception {
        final transient Problem problem;

        Malformed(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }
    }

    /**
     * The file's variables, in order; its first error is a problem at its line.
     *
     * @param file must exist
     * @param outside win over the file's own where values are interpolated
     */
    static Checked<Map<String, String>> read(Path file, Map<String, String> outside) {
        return text(file).then(text -> parse(text, file, outside));
    }

    /** As {@link #read}, with every value as it is written ({@code format: raw}). */
    static Checked<Map<String, String>> raw(Path file, Map<String, String> outside) {
        return text(file).then(text -> {
            Map<String, String> found = new LinkedHashMap<>();
            normalized(text)
                    .lines()
                    .map(String::stripLeading)
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        int equals = line.indexOf('=');
                        if (equals >= 0) {
                            found.put(line.substring(0, equals), line.substring(equals + 1));
                        } else if (outside.containsKey(line)) {
                            found.put(line, outside.get(line));
                        }
                    });
            return Checked.valid(found);
        });
    }

    static Checked<Map<String, String>> parse(String text, Path file, Map<String, String> outside) {
        EnvFile reader = new EnvFile(normalized(text), file, outside);
        try {
            while (reader.toStatement()) {
                reader.statement();
            }
            return Checked.valid(reader.found);
        } catch (Malformed malformed) {
            return Checked.invalid(malformed.problem);
        }
    }

    private static Checked<String> text(Path file) {
        Origin where = Origin.file(file, 0);
        try {
            if (Files.size(file) > MAX_BYTES) {
                return Checked.invalid(Problem.of("the file is larger than 1 MiB", where));
            }
            return Checked.valid(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException notText) {
            return Checked.invalid(Problem.of("the file is not UTF-8 text", where));
        } catch (IOException unreadable) {
            return Checked.invalid(Problem.of("the file can't be read: " + unreadable.getMessage(), where));
        }
    }

    private static String normalized(String text) {
        String lines = text.replace("\r\n", "\n");
        return lines.startsWith("\ufeff") ? lines.substring(1) : lines;
    }

    /** Goes to the next name; false at the end. */
    private boolean toStatement() {
        while (at < text.length() && (isSpace(text.charAt(at)) || text.charAt(at) == '\n' || text.charAt(at) == '#')) {
            at = text.charAt(at) == '#' ? endOfLine() : at + 1;
        }
        return at < text.length();
    }

    private void statement() throws Malformed {
        Matcher export = EXPORT.matcher(text).region(at, text.length());
        if (export.lookingAt()) {
            at = export.end();
        }
        int begin = at;
        while (at < text.length() && "=:\n".indexOf(text.charAt(at)) < 0) {
            if (!mayStandInName(text.charAt(at))) {
                throw malformed("`" + text.charAt(at) + "` can't stand in the name of a variable");
            }
            at++;
        }
        String name = text.substring(begin, at).strip();
        if (name.isEmpty() || name.contains(" ")) {
            throw malformed("`" + name + "` is no name of a variable");
        }
        boolean alone = at == text.length() || text.charAt(at) == '\n';
        if (alone) {
            if (outside.containsKey(name)) {
                found.put(name, outside.get(name));
            }
        } else {
            at++;
            found.put(name, value());
        }
    }

    private String value() throws Malformed {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            return quoted(text.charAt(at));
        }
        int end = endOfLine();
        String line = text.substring(at, end);
        int comment = line.indexOf(" #");
        String value = interpolated((comment < 0 ? line : line.substring(0, comment)).stripTrailing());
        at = end;
        return value;
    }

    /** To the closing quote, over lines; a backslash before the quote keeps it. */
    private String quoted(char quote) throws Malformed {
        int open = at;
        StringBuilder inside = new StringBuilder();
        for (int next = at + 1; next < text.length(); next++) {
            char c = text.charAt(next);
            boolean escape = c == '\\' && next + 1 < text.length();
            if (escape && text.charAt(next + 1) == quote) {
                inside.append(quote);
                next++;
            } else if (escape) {
                inside.append(c).append(text.charAt(next + 1));
                next++;
            } else if (c == quote) {
                String value = quote == '"' ? interpolated(escapes(inside.toString())) : inside.toString();
                at = next + 1;
                return value;
            } else {
                inside.append(c);
            }
        }
        at = open;
        throw malformed("the quote is never closed");
    }

    private static String escapes(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(escape(match.group(1))));
    }

    private static String escape(String name) {
        return switch (name.charAt(0)) {
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'v' -> "\u000b";
            case '$' -> "$$"; // a dollar that begins no variable
            case '0' -> name.length() < 4 ? "\\" + name : octal(name);
            default -> name;
        };
    }

    private static String octal(String digits) {
        int code = Integer.parseInt(digits, 8);
        return code > 255 ? "\\" + digits : Character.toString((char) code);
    }

    private String interpolated(String value) throws Malformed {
        Map<String, String> known = new LinkedHashMap<>(found);
        known.putAll(outside);
        try {
            return new Interpolation(known).apply(value);
        } catch (Interpolation.Unreadable unreadable) {
            throw malformed(unreadable.reason);
        }
    }

    private Malformed malformed(String message) {
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return new Malformed(Problem.of(message, Origin.file(file, line)));
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private static boolean mayStandInName(char c) {
        return Character.isLetterOrDigit(c) || "_.-[]".indexOf(c) >= 0 || isSpace(c);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\u000b' || c == '\f' || c == '\r' || c == '\u0085' || c == NO_BREAK_SPACE;
    }
}
