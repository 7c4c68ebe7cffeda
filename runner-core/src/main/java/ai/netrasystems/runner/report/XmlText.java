package ai.netrasystems.runner.report;

/**
 * Text as XML 1.0 takes it. A character that XML forbids becomes the text of its reference (such as &amp;#27;), as in
 * Surefire's reports; a line break in an attribute, and a carriage return anywhere, becomes a real reference, for a
 * parser would make a space or a line feed of it.
 */
final class XmlText {
    private XmlText() {}

    /** As an attribute's value. */
    static String attribute(CharSequence text) {
        return escaped(text, true);
    }

    /** As an element's content. */
    static String content(CharSequence text) {
        return escaped(text, false);
    }

    private static String escaped(CharSequence text, boolean attribute) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); ) {
            int point = Character.codePointAt(text, at);
            at += Character.charCount(point);
            append(result, point, attribute);
        }
        return result.toString();
    }

    private static void append(StringBuilder result, int point, boolean attribute) {
        switch (point) {
            case '&' -> result.append("&amp;");
            case '<' -> result.append("&lt;");
            case '>' -> result.append("&gt;");
            case '"' -> result.append(attribute ? "&quot;" : "\"");
            case '\r' -> result.append("&#13;");
            case '\n' -> result.append(attribute ? "&#10;" : "\n");
            case '\t' -> result.append(attribute ? "&#9;" : "\t");
            default -> {
                if (allowed(point)) {
                    result.appendCodePoint(point);
                } else {
                    result.append("&amp;#").append(point).append(';');
                }
            }
        }
    }

    /** XML 1.0, production 2 (Char), without the three white-space characters handled before. */
    private static boolean allowed(int point) {
        return (point >= 0x20 && point <= 0xD7FF) || (point >= 0xE000 && point <= 0xFFFD) || point >= 0x10000;
    }
}
