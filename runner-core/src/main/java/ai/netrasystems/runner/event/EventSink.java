package ai.netrasystems.runner.event;

/** Where events go. Thread-safe: whoever sees something happen publishes it; one writer puts all of it in order. */
@FunctionalInterface
public interface EventSink {
    /** Takes the event; never blocks for long and never throws. */
    void publish(RunEvent event);
}
