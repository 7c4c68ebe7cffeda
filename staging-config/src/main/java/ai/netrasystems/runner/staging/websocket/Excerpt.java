package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.SubprotocolOffer;
import java.util.Locale;

/** A text from outside, fit to be shown: without a token, on one line, not long, and without a terminal's commands. */
final class Excerpt {
    private static final int LONGEST = 160;

    private Excerpt() {}

    static String of(String text, SubprotocolOffer offer) {
        String start = offer.redactStart(text, LONGEST);
        StringBuilder shown = new StringBuilder(start.length() + 8);
        start.codePoints().forEach(point -> append(shown, point));
        return text.length() > LONGEST ? shown.append("...").toString() : shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (Character.getType(point)) {
            // FORMAT: among others what turns the direction of the text around
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> shown.append(String.format(Locale.ROOT, "\\u%04x", point));
            default -> shown.appendCodePoint(point);
        }
    }
}
