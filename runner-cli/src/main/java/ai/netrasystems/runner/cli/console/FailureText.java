package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.cli.console.Palette.Tone;
import ai.netrasystems.runner.event.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was thrown, as labelled lines: message, expected and actual, root cause, the frames that matter. */
final class FailureText {
    private static final int LABEL_WIDTH = 10;
    private static final int MOST_LINES = 20;

    private final Palette palette;
    private final boolean verbose;
    private final List<String> lines = new ArrayList<>();

    FailureText(Palette palette, boolean verbose) {
        this.palette = palette;
        this.verbose = verbose;
    }

    /** Adds a value under its label; further lines of the value stand below the first. */
    FailureText field(String label, String value) {
        return field(label, SafeText.lines(value));
    }

    /** Adds lines under a label; nothing where there are none. */
    FailureText field(String label, List<String> values) {
        int shown = verbose ? values.size() : Math.min(values.size(), MOST_LINES);
        for (int i = 0; i < shown; i++) {
            String start = i == 0 ? label : "";
            String padded = start + " ".repeat(Math.max(1, LABEL_WIDTH - start.length()));
            lines.add(("  " + palette.paint(Tone.FAINT, padded) + values.get(i)).stripTrailing());
        }
        if (shown < values.size()) {
            lines.add("  " + " ".repeat(LABEL_WIDTH) + "... " + Counted.of(values.size() - shown, "more line"));
        }
        return this;
    }

    /** Adds a throwable. {@code className}: the test's. */
    FailureText thrown(Failure failure, String className) {
        String type = failure.type().substring(failure.type().lastIndexOf('.') + 1);
        String message = failure.message();
        field("error", type.isEmpty() ? message : message.isEmpty() ? type : type + ": " + message);
        unlessIn(message, failure.expected(), "expected");
        unlessIn(message, failure.actual(), "actual");
        StackFrames frames = StackFrames.of(failure.stackTrace(), className);
        frames.rootCause().ifPresent(cause -> field("caused by", cause));
        frames.thrownAt().ifPresent(frame -> field("at", frame));
        frames.inTest().ifPresent(frame -> field("in", frame));
        if (verbose) {
            field("trace", failure.stackTrace());
        }
        return this;
    }

    /** A short value that the message shows anyway is not shown twice. */
    private void unlessIn(String message, Optional<String> value, String label) {
        value.filter(text -> text.isBlank() || text.contains("\n") || !message.contains(text))
                .ifPresent(text -> field(label, text.isBlank() ? "\"" + text + "\"" : text));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
