package ai.netrasystems.runner.event;

/**
 * Takes the events of a run in their order: a console, a tally, a stream of lines. Called on one thread, the writer's,
 * after the journal has the event.
 */
@FunctionalInterface
public interface EventConsumer {
    /**
     * Takes the next event. What it throws is told once and stops nothing: the run goes on, and so do the events that
     * this consumer gets.
     */
    void accept(Stamped stamped);

    /** Its name, where it has to be told that it failed. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Whether the person asked for what it makes: then its failure is a defect of the run, else a warning. */
    default boolean required() {
        return false;
    }
}
