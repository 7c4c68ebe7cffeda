package ai.netrasystems.runner.maven.spy;

import java.util.ArrayList;
import java.util.List;

/**
 * The form of the spy's answer: a file of lines, each a word and its values, with tabs between them. The one class that
 * both sides use; it needs nothing of Maven.
 */
public final class SpyLine {
    /** First line of the answer. A reader that finds another one takes the answer for absent. */
    public static final String FORMAT = "runner-maven-spy 1";

    /** User property of Maven: the file that the answer is written to. */
    public static final String FILE_PROPERTY = "runner.spy.file";

    /** User property of Maven: what {@code maven.ext.class.path} was before the spy was added; absent for nothing. */
    public static final String USERS_EXTENSIONS_PROPERTY = "runner.spy.extensions";

    private SpyLine() {}

    /** One line without its end. */
    public static String of(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            line.append(i == 0 ? "" : "\t")
                    .append(words.get(i)
                            .replace("\\", "\\\\")
                            .replace("\t", "\\t")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r"));
        }
        return line.toString();
    }

    /**
     * The words of a line.
     *
     * @throws IllegalArgumentException where it was not made by {@link #of}
     */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char at = line.charAt(i);
            if (at == '\t') {
                words.add(word.toString());
                word.setLength(0);
            } else if (at == '\\') {
                i++;
                word.append(unescaped(i < line.length() ? line.charAt(i) : ' '));
            } else {
                word.append(at);
            }
        }
        words.add(word.toString());
        return List.copyOf(words);
    }

    private static char unescaped(char escape) {
        int at = "tnr\\".indexOf(escape);
        if (at < 0) {
            throw new IllegalArgumentException("no such escape: \\" + escape);
        }
        return "\t\n\r\\".charAt(at);
    }
}
