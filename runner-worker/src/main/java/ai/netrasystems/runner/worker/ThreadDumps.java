package ai.netrasystems.runner.worker;

import java.util.Comparator;
import java.util.Map;

/** What every thread does, as text. */
final class ThreadDumps {
    private ThreadDumps() {}

    static String take() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getKey().getId()))
                .forEach(entry -> append(text, entry));
        return text.toString();
    }

    private static void append(StringBuilder text, Map.Entry<Thread, StackTraceElement[]> entry) {
        Thread thread = entry.getKey();
        text.append('"').append(thread.getName()).append("\" #").append(thread.getId());
        text.append(thread.isDaemon() ? " daemon " : " ")
                .append(thread.getState())
                .append('\n');
        for (StackTraceElement frame : entry.getValue()) {
            text.append("\tat ").append(frame).append('\n');
        }
        text.append('\n');
    }
}
