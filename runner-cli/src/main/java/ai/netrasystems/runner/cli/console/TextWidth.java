package ai.netrasystems.runner.cli.console;

/** How many columns of a terminal a text takes: a line that is too long wraps, and can't be erased any more. */
final class TextWidth {
    private static final String ELLIPSIS = "…";

    private TextWidth() {}

    /** The text, cut to at most so many columns; the cut is shown. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int codePoint : text.codePoints().toArray()) {
            used += of(codePoint);
            if (used > columns - 1) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return cut.append(ELLIPSIS).toString();
    }

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** Two for what terminals draw wide (Unicode's East Asian Width W and F, and emoji), in coarse ranges. */
    private static int of(int codePoint) {
        boolean wide = (codePoint >= 0x1100 && codePoint <= 0x115f)
                || (codePoint >= 0x2e80 && codePoint <= 0xa4cf)
                || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
                || (codePoint >= 0xf900 && codePoint <= 0xfaff)
                || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
                || (codePoint >= 0xff00 && codePoint <= 0xff60)
                || (codePoint >= 0xffe0 && codePoint <= 0xffe6)
                || codePoint >= 0x1f300;
        return wide ? 2 : 1;
    }
}
