package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.event.EventConsumer;

/** Shows a run to a person or a program. Thread-safe; {@link #accept} takes the events in their order. */
public interface Console extends EventConsumer, AutoCloseable {
    /** Shows a line that is no event, such as that a signal was seen; on standard error where output is for programs. */
    void notice(String line);

    /** Leaves the terminal as it was. Idempotent. */
    @Override
    void close();
}
