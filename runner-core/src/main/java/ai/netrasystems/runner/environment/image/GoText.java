package ai.netrasystems.runner.environment.image;

import java.util.ArrayDeque;
import java.util.Deque;

/** Text as the docker CLI (a Go program) trims and cleans it; Java's own methods differ in details that decide. */
final class GoText {
    private GoText() {}

    /** Go's {@code unicode.IsSpace}: unlike {@link Character#isWhitespace}, a no-break space is one. */
    static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r')
                || c == ' '
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /** Go's {@code strings.TrimSpace}. */
    static String trim(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return trimLeft(text.substring(0, end));
    }

    /** The text without the blanks before it. */
    static String trimLeft(String text) {
        int from = 0;
        while (from < text.length() && isSpace(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }

    /** Go's {@code filepath.Clean} with {@code /} as separator: no {@code .}, no {@code //}, {@code ..} resolved. */
    static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> kept = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!part.equals("..")) {
                kept.addLast(part);
            } else if (!kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!rooted) {
                kept.addLast(part);
            }
        }
        String joined = String.join("/", kept);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
