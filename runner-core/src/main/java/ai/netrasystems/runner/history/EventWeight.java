package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.SelectiveVisitor;

/** About how much an event holds, in characters: enough to bound what is on its way to the writer. */
final class EventWeight implements SelectiveVisitor<Integer> {
    /** Most that may be on its way. No single event weighs more. */
    static final int CAPACITY = 8 * 1024 * 1024;

    private static final int SMALL = 256;
    private static final int DISCOVERED = 512;
    private static final EventWeight WEIGHT = new EventWeight();

    private EventWeight() {}

    static int of(RunEvent event) {
        return event.accept(WEIGHT);
    }

    @Override
    public Integer outputCaptured(OutputCaptured event) {
        return bounded(event.text().length());
    }

    @Override
    public Integer testFinished(TestFinished event) {
        return bounded(event.failure()
                .map(failure ->
                        failure.message().length() + failure.stackTrace().length())
                .orElse(0));
    }

    @Override
    public Integer testsDiscovered(TestsDiscovered event) {
        return bounded((long) event.tests().size() * DISCOVERED);
    }

    @Override
    public Integer other(RunEvent event) {
        return SMALL;
    }

    private static int bounded(long characters) {
        return (int) Math.min(CAPACITY, SMALL + characters);
    }
}
