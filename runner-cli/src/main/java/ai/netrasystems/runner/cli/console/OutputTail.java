package ai.netrasystems.runner.cli.console;

import java.util.List;

/** The end of what a test wrote: a bounded number of characters, for the lines below its failure. */
final class OutputTail {
    private static final int MOST_CHARACTERS = 4_000;

    private final StringBuilder text = new StringBuilder();

    void add(String piece) {
        text.append(piece);
        if (text.length() > 2 * MOST_CHARACTERS) {
            text.delete(0, text.length() - MOST_CHARACTERS);
        }
    }

    /** Its last lines, at most so many, safe to print. */
    List<String> lines(int most) {
        List<String> lines = SafeText.lines(text.toString());
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }
}
