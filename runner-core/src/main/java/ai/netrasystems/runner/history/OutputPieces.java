package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.SelectiveVisitor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Redacts the output of tests, which comes in pieces cut anywhere, and cuts it into pieces of a bounded size. The end
 * of a piece that may be the beginning of a secret waits for the next one of the same worker and stream, at the longest
 * until its test has its outcome. Confined to a thread.
 */
final class OutputPieces {
    /** Longest text of one event, in UTF-16 units. */
    static final int LONGEST = 64 * 1024;

    private record Source(String worker, OutputCaptured.Stream stream) {}

    private final Map<Source, OutputCaptured> held = new LinkedHashMap<>();

    /** The redacted events that take this one's place, in order. */
    List<RunEvent> of(RunEvent event, Redactor redactor) {
        List<RunEvent> events = new ArrayList<>();
        event.accept(new SelectiveVisitor<List<RunEvent>>() {
            @Override
            public List<RunEvent> outputCaptured(OutputCaptured output) {
                add(output, redactor, events);
                return events;
            }

            @Override
            public List<RunEvent> testFinished(TestFinished finished) {
                release(output -> output.test().equals(Optional.of(finished.test())), redactor, events);
                return other(finished);
            }

            @Override
            public List<RunEvent> workerEnded(WorkerEnded ended) {
                release(output -> output.worker().equals(ended.worker()), redactor, events);
                return other(ended);
            }

            @Override
            public List<RunEvent> runFinished(RunFinished finished) {
                events.addAll(releaseAll(redactor));
                return other(finished);
            }

            @Override
            public List<RunEvent> other(RunEvent any) {
                events.add(redactor.redact(any));
                return events;
            }
        });
        return events;
    }

    /** What still waits, for the end of the stream. */
    List<RunEvent> releaseAll(Redactor redactor) {
        List<RunEvent> events = new ArrayList<>();
        release(output -> true, redactor, events);
        return events;
    }

    private void add(OutputCaptured output, Redactor redactor, List<RunEvent> events) {
        Source source = new Source(output.worker(), output.stream());
        OutputCaptured before = held.remove(source);
        String text = output.text();
        if (before != null && before.test().equals(output.test())) {
            text = before.text() + text;
        } else if (before != null) {
            cut(before, redactor.piece(before.text()).last(), events);
        }
        Redactor.Piece piece = redactor.piece(text);
        cut(output, piece.ready(), events);
        if (!piece.held().isEmpty()) {
            held.put(source, withText(output, piece.held()));
        }
    }

    private void release(Predicate<OutputCaptured> which, Redactor redactor, List<RunEvent> events) {
        for (Iterator<OutputCaptured> outputs = held.values().iterator(); outputs.hasNext(); ) {
            OutputCaptured output = outputs.next();
            if (which.test(output)) {
                outputs.remove();
                cut(output, redactor.piece(output.text()).last(), events);
            }
        }
    }

    /** Adds the text in events like that one, each of a bounded size, none ending within a character. */
    static void cut(OutputCaptured output, String text, List<RunEvent> events) {
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + LONGEST);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            events.add(withText(output, text.substring(from, to)));
            from = to;
        }
    }

    private static OutputCaptured withText(OutputCaptured output, String text) {
        return new OutputCaptured(output.test(), output.worker(), output.stream(), text);
    }
}
