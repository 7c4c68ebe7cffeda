package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.SelectiveVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins texts that follow each other and come from one place: a test that writes many lines costs few events, where the
 * writer is behind anyway. Nothing waits for it. Confined to a call.
 */
final class JoinedOutputs implements SelectiveVisitor<Optional<OutputCaptured>> {
    private final List<RunEvent> events = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Optional<OutputCaptured> open = Optional.empty();

    private JoinedOutputs() {}

    /** The same events, with fewer that are output. No text becomes longer than {@link OutputPieces#LONGEST}. */
    static List<RunEvent> of(List<RunEvent> events) {
        JoinedOutputs joined = new JoinedOutputs();
        events.forEach(joined::add);
        joined.flush();
        return joined.events;
    }

    private void add(RunEvent event) {
        Optional<OutputCaptured> output = event.accept(this);
        if (output.isEmpty()) {
            flush();
            events.add(event);
        } else {
            if (open.isEmpty() || !fits(open.get(), output.get())) {
                flush();
                open = output;
            }
            text.append(output.get().text());
        }
    }

    private boolean fits(OutputCaptured before, OutputCaptured after) {
        return before.stream() == after.stream()
                && before.worker().equals(after.worker())
                && before.test().equals(after.test())
                && text.length() + after.text().length() <= OutputPieces.LONGEST;
    }

    private void flush() {
        open.ifPresent(output ->
                events.add(new OutputCaptured(output.test(), output.worker(), output.stream(), text.toString())));
        open = Optional.empty();
        text.setLength(0);
    }

    @Override
    public Optional<OutputCaptured> outputCaptured(OutputCaptured event) {
        return Optional.of(event);
    }

    @Override
    public Optional<OutputCaptured> other(RunEvent event) {
        return Optional.empty();
    }
}
