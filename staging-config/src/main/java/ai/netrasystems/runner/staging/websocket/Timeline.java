package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.SubprotocolOffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What went over one WebSocket and when, for people. Bounded: keeps the first lines and the last ones, and the beginning
 * of each message, redacted. Thread-safe.
 */
final class Timeline {
    private static final int FIRST = 20;
    private static final int LAST = 60;

    private final SubprotocolOffer offer;
    private final long start = System.nanoTime();
    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private long leftOut;
    private boolean over;

    /** Time is counted from here. */
    Timeline(SubprotocolOffer offer) {
        this.offer = offer;
    }

    void opened(String subprotocol) {
        note("open", "", "agreed on " + Excerpt.of(subprotocol, offer));
    }

    void sent(String message) {
        note("sent", size(message), Excerpt.of(message, offer));
    }

    void came(String message) {
        note("came", size(message), Excerpt.of(message, offer));
    }

    void cameBinary(int size) {
        note("came", size + " B", "(binary)");
    }

    synchronized void ended(WebSocketFailure how) {
        note("end", "", how.what());
        over = true;
    }

    /** One line for each, and how the connection stands. */
    synchronized String render() {
        List<String> lines = new ArrayList<>();
        lines.add("timeline, in ms since the client began to connect:");
        lines.addAll(first);
        if (leftOut > 0) {
            lines.add("    ... " + leftOut + " more ...");
        }
        lines.addAll(last);
        if (!over) {
            lines.add(line("now", "", "the connection stands"));
        }
        return String.join("\n", lines);
    }

    private synchronized void note(String what, String size, String text) {
        String line = line(what, size, text);
        if (first.size() < FIRST) {
            first.add(line);
            return;
        }
        last.add(line);
        if (last.size() > LAST) {
            last.remove();
            leftOut++;
        }
    }

    private String line(String what, String size, String text) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        return String.format(Locale.ROOT, "  %7d  %-4s  %10s  %s", millis, what, size, text);
    }

    private static String size(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length + " B";
    }
}
