package ai.netrasystems.runner.event;

import java.util.BitSet;

/** A text without its line breaks, and the way back to the text. Pure. */
final class Unbroken {
    private Unbroken() {}

    static boolean isBreak(char unit) {
        return unit == '\n' || unit == '\r';
    }

    /** The text itself where it has no line break. */
    static String of(String text) {
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return text;
        }
        int lineEnd = text.length();
        while (lineEnd > 0 && isBreak(text.charAt(lineEnd - 1))) {
            lineEnd--;
        }
        // Most output comes line by line.
        return lineEnd < text.length() ? of(text.substring(0, lineEnd)) : withoutInnerBreaks(text);
    }

    private static String withoutInnerBreaks(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int from = 0; from < text.length(); ) {
            int to = from;
            while (to < text.length() && !isBreak(text.charAt(to))) {
                to++;
            }
            result.append(text, from, to);
            from = to + 1;
        }
        return result.toString();
    }

    /** Where that unit stands in the text of which a part, from {@code from} on, has lost its breaks. */
    static int inOriginal(int index, String text, int from) {
        int at = from;
        for (int left = index; left > 0 || isBreak(text.charAt(at)); at++) {
            left -= isBreak(text.charAt(at)) ? 0 : 1;
        }
        return at;
    }

    /** Those units in the text, with the breaks after those that are {@code bound} to the next one. */
    static BitSet inOriginal(BitSet units, BitSet bound, String text) {
        BitSet result = new BitSet(text.length());
        int unit = 0;
        for (int at = 0; at < text.length(); at++) {
            if (isBreak(text.charAt(at))) {
                result.set(at, unit > 0 && bound.get(unit - 1));
            } else {
                result.set(at, units.get(unit++));
            }
        }
        return result;
    }
}
