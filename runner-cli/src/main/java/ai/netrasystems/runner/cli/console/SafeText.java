package ai.netrasystems.runner.cli.console;

import java.util.List;
import java.util.Locale;

/**
 * Text of tests made harmless: names, messages and output are anybody's, and a terminal obeys what it is sent. Control
 * characters (ECMA-48, C0 and C1) and those that reorder text (Unicode's bidirectional controls) are shown as escapes.
 */
public final class SafeText {
    private SafeText() {}

    /** One line: line breaks are shown as escapes too. */
    public static String line(String text) {
        if (text.codePoints().noneMatch(SafeText::isUnsafe)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> append(codePoint, safe));
        return safe.toString();
    }

    /** Several lines, each safe. Blanks at the end are left out. */
    public static List<String> lines(String text) {
        return text.stripTrailing()
                .lines()
                .map(line -> line(line.stripTrailing().replace("\t", "    ")))
                .toList();
    }

    private static void append(int codePoint, StringBuilder safe) {
        if (!isUnsafe(codePoint)) {
            safe.appendCodePoint(codePoint);
            return;
        }
        safe.append(
                switch (codePoint) {
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\t' -> "\\t";
                    case 0x1b -> "\\e";
                    default -> String.format(Locale.ROOT, codePoint < 0x100 ? "\\x%02x" : "\\u%04x", codePoint);
                });
    }

    private static boolean isUnsafe(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= 0x200e && codePoint <= 0x200f)
                || (codePoint >= 0x2028 && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069)
                || (codePoint >= 0xd800 && codePoint <= 0xdfff);
    }
}
