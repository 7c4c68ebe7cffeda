package ai.netrasystems.runner.event;

/** Where events go. Thread-safe: whoever sees something happen publishes it; one writer puts all of it in order. */
@FunctionalInterface
public interface EventSink {
    /**
     * Takes the event; never blocks for long and never throws. The event's collections must not change afterwards: it
     * is written later, on another thread.
     */
    void publish(RunEvent event);
}
