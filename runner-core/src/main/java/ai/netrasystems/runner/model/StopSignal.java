package ai.netrasystems.runner.model;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says once, to everybody who waits, that the run must stop. Thread-safe. The one mutable type of this package: a
 * signal from outside has to reach work that is under way.
 */
public final class StopSignal {
    /** Why the run must stop. */
    public enum Reason {
        /** SIGINT. */
        INTERRUPTED,
        /** SIGTERM. */
        TERMINATED
    }

    private volatile Optional<Reason> reason = Optional.empty();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Asks for the stop; the first reason stands. Runs the listeners on the caller's thread. */
    public void request(Reason why) {
        synchronized (this) {
            if (reason.isPresent()) {
                return;
            }
            reason = Optional.of(why);
        }
        listeners.forEach(Runnable::run);
    }

    /** Why the run must stop; empty while it need not. */
    public Optional<Reason> requested() {
        return reason;
    }

    /** Whether the run must stop. */
    public boolean isRequested() {
        return reason.isPresent();
    }

    /**
     * Calls the listener once when the stop is requested, or at once if it was. The listener may be called twice when
     * both happen together, so it must be idempotent; it must not block.
     *
     * @return a handle that takes the listener out again
     */
    public Runnable onRequest(Runnable listener) {
        listeners.add(listener);
        if (isRequested()) {
            listener.run();
        }
        return () -> listeners.remove(listener);
    }
}
