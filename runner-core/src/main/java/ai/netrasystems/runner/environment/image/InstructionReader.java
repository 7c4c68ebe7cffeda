package ai.netrasystems.runner.environment.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Splits one joined line into keyword, flags and arguments, as BuildKit's parser does ({@code splitCommand}). */
final class InstructionReader {
    /** Where a JSON list may stand for the words. */
    private static final Set<String> JSON = Set.of("ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME");

    private final char escape;

    InstructionReader(char escape) {
        this.escape = escape;
    }

    Instruction read(String joined, int line, int lastLine) {
        String text = GoText.trim(joined);
        int end = 0;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        String keyword = text.substring(0, end).toUpperCase(Locale.ROOT);
        List<String> flags = new ArrayList<>();
        String rest = GoText.trim(takeFlags(GoText.trimLeft(text.substring(end)), flags));
        Optional<List<String>> json = JSON.contains(keyword) ? JsonStrings.read(rest) : Optional.empty();
        Optional<Instruction> trigger = keyword.equals("ONBUILD") && !rest.isEmpty()
                ? Optional.of(read(rest, line, lastLine))
                : Optional.empty();
        return new Instruction(
                line,
                lastLine,
                keyword,
                text,
                flags,
                rest,
                json.orElseGet(() -> words(keyword, rest)),
                json.isPresent(),
                List.of(),
                trigger);
    }

    private List<String> words(String keyword, String rest) {
        if (rest.isEmpty()) {
            return List.of();
        }
        return switch (keyword) {
            case "ENV", "LABEL", "ARG" -> quotedWords(rest);
            case "FROM", "COPY", "ADD", "EXPOSE", "VOLUME" -> Arrays.asList(rest.split("[\\t\\x0B\\f\\r ]+"));
            default -> List.of(rest);
        };
    }

    /** Takes the flags at the beginning away; {@code --} alone ends them. */
    private String takeFlags(String text, List<String> flags) {
        int at = 0;
        while (true) {
            while (at < text.length() && GoText.isSpace(text.charAt(at))) {
                at++;
            }
            if (!text.startsWith("--", at)) {
                return text.substring(at);
            }
            StringBuilder flag = new StringBuilder();
            char quote = 0;
            while (at < text.length() && (quote != 0 || !GoText.isSpace(text.charAt(at)))) {
                char c = text.charAt(at++);
                if (quote != 0 && c == quote) {
                    quote = 0;
                } else if (quote == 0 && (c == '\'' || c == '"')) {
                    quote = c;
                } else if (c == escape && at < text.length()) {
                    flag.append(text.charAt(at++));
                } else if (c != escape) {
                    flag.append(c);
                }
            }
            if (flag.toString().equals("--")) {
                return text.substring(at);
            }
            flags.add(flag.toString());
        }
    }

    /** Words with their quotes and escapes left in ({@code parseWords}). */
    private List<String> quotedWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quote == 0 && GoText.isSpace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                continue;
            }
            inWord = true;
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == escape && quote != '\'') {
                if (at == text.length()) {
                    break;
                }
                word.append(c);
                c = text.charAt(at++);
            }
            word.append(c);
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return c == '\t' || c == 0x0B || c == '\f' || c == '\r' || c == ' ';
    }
}
