package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.model.TestId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Keeps every event, and answers questions about them. */
final class Events implements EventSink {
    private final Queue<RunEvent> all = new ConcurrentLinkedQueue<>();
    private final List<Consumer<RunEvent>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void publish(RunEvent event) {
        all.add(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    void on(Consumer<RunEvent> listener) {
        listeners.add(listener);
    }

    <T extends RunEvent> List<T> of(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Last word on each test that is no container, by its id without module and package. */
    Map<String, String> outcomes() {
        Map<TestId, DiscoveredTest> tests = new LinkedHashMap<>();
        of(TestsDiscovered.class).forEach(event -> event.tests().forEach(test -> tests.put(test.id(), test)));
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (DiscoveredTest test : tests.values()) {
            if (!test.container()) {
                List<TestFinished> ends = finished(test.id());
                outcomes.put(
                        brief(test.id()),
                        ends.isEmpty()
                                ? "NONE"
                                : ends.get(ends.size() - 1).outcome().label());
            }
        }
        return outcomes;
    }

    List<TestFinished> finished(TestId id) {
        return of(TestFinished.class).stream()
                .filter(event -> event.test().equals(id))
                .toList();
    }

    /** The only end of a test. */
    TestFinished finished(String briefId) {
        List<TestFinished> ends = of(TestFinished.class).stream()
                .filter(event -> brief(event.test()).equals(briefId))
                .toList();
        if (ends.size() != 1) {
            throw new AssertionError(briefId + " ended " + ends.size() + " times; known: " + outcomes());
        }
        return ends.get(0);
    }

    /** What a test wrote to one stream. */
    String output(String briefId, OutputCaptured.Stream stream) {
        return of(OutputCaptured.class).stream()
                .filter(event -> event.stream() == stream)
                .filter(event ->
                        event.test().filter(id -> brief(id).equals(briefId)).isPresent())
                .map(OutputCaptured::text)
                .collect(Collectors.joining());
    }

    /** What a worker wrote to one stream that is no test's. */
    String outputOfWorker(String worker, OutputCaptured.Stream stream) {
        return of(OutputCaptured.class).stream()
                .filter(event -> event.stream() == stream)
                .filter(event -> event.test().isEmpty() && event.worker().equals(worker))
                .map(OutputCaptured::text)
                .collect(Collectors.joining());
    }

    static String brief(TestId id) {
        return id.value().replace("app:fixtures.", "");
    }
}
