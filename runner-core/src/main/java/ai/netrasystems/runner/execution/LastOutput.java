package ai.netrasystems.runner.execution;

import java.util.List;

/** Keeps the end of what a worker wrote, as evidence for its death. Not thread-safe. */
final class LastOutput {
    private static final int CHARACTERS = 8 * 1024;
    private static final int LINES = 40;

    private final StringBuilder text = new StringBuilder();

    void add(String more) {
        text.append(more);
        if (text.length() > 2 * CHARACTERS) {
            text.delete(0, text.length() - CHARACTERS);
            // The rest of a line that lost its beginning could be the rest of a secret, which nobody would know.
            int line = text.indexOf("\n");
            text.delete(0, line < 0 ? text.length() : line + 1);
        }
    }

    /** The last lines, oldest first. */
    List<String> lines() {
        List<String> all = text.toString().lines().toList();
        return all.subList(Math.max(0, all.size() - LINES), all.size());
    }
}
