package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.SelectiveVisitor;
import ai.netrasystems.runner.model.TestId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Redacts the output of tests, which comes in pieces cut anywhere, and cuts it into pieces of a bounded size. The end
 * of a piece that may be the beginning of a secret waits for the next one of the same test, worker and stream, at the
 * longest until its test has its outcome. Where a stream goes on as another test's, that one does not show the rest of a
 * secret either. Confined to a thread.
 */
final class OutputPieces {
    /** Longest text of one event, in UTF-16 units. */
    static final int LONGEST = 64 * 1024;

    private record Channel(String worker, OutputCaptured.Stream stream) {}

    private record Source(Channel channel, Optional<TestId> test) {
        static Source of(OutputCaptured output) {
            return new Source(new Channel(output.worker(), output.stream()), output.test());
        }

        /** Output of it, still without a text. */
        OutputCaptured shown(Redactor redactor) {
            return new OutputCaptured(test.map(redactor::redact), channel.worker(), channel.stream(), "");
        }
    }

    /** What a stream ended with, whoever's it was. */
    private record End(Optional<TestId> test, String open) {}

    private final Map<Source, Redactor.Open> open = new LinkedHashMap<>();
    private final Map<Channel, End> ends = new HashMap<>();

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
                release(source -> source.test().equals(Optional.of(finished.test())), redactor, events);
                return other(finished);
            }

            @Override
            public List<RunEvent> workerEnded(WorkerEnded ended) {
                release(source -> source.channel().worker().equals(ended.worker()), redactor, events);
                ends.keySet().removeIf(channel -> channel.worker().equals(ended.worker()));
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
        release(source -> true, redactor, events);
        return events;
    }

    private void add(OutputCaptured output, Redactor redactor, List<RunEvent> events) {
        if (redactor.isNothing()) {
            cut(output, output.text(), events);
            return;
        }
        Source source = Source.of(output);
        End before = ends.getOrDefault(source.channel(), new End(output.test(), ""));
        boolean same = before.test().equals(output.test());
        String text = same ? output.text() : redactor.continued(before.open(), output.text());
        Redactor.Piece piece = redactor.piece(open.getOrDefault(source, Redactor.Open.NOTHING), text);
        cut(source.shown(redactor), piece.ready(), events);
        if (piece.open().text().isEmpty()) {
            open.remove(source);
        } else {
            open.put(source, piece.open());
        }
        ends.put(source.channel(), new End(output.test(), redactor.open(before.open() + output.text())));
    }

    private void release(Predicate<Source> which, Redactor redactor, List<RunEvent> events) {
        for (Iterator<Map.Entry<Source, Redactor.Open>> all = open.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Source, Redactor.Open> one = all.next();
            if (which.test(one.getKey())) {
                all.remove();
                cut(one.getKey().shown(redactor), one.getValue().last(), events);
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
