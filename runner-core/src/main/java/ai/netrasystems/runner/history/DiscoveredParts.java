package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.SelectiveVisitor;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what one request of the engines found into events of a bounded size: tens of thousands of tests in one line
 * would take the memory of the whole controller several times over. Stateless.
 */
final class DiscoveredParts implements SelectiveVisitor<List<RunEvent>> {
    /** Most tests of one event. */
    static final int MOST = 500;

    /** The events that take this one's place, in order. */
    static List<RunEvent> of(RunEvent event) {
        return event.accept(new DiscoveredParts());
    }

    @Override
    public List<RunEvent> testsDiscovered(TestsDiscovered event) {
        List<RunEvent> parts = new ArrayList<>();
        for (int from = 0; from == 0 || from < event.tests().size(); from += MOST) {
            parts.add(new TestsDiscovered(
                    event.layer(),
                    event.module(),
                    event.provenance(),
                    event.tests()
                            .subList(from, Math.min(from + MOST, event.tests().size()))));
        }
        return parts;
    }

    @Override
    public List<RunEvent> other(RunEvent event) {
        return List.of(event);
    }
}
