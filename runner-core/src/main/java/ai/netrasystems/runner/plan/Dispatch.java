package ai.netrasystems.runner.plan;

import java.time.Duration;
import java.util.Map;

/**
 * How the classes of a unit are dealt out to workers.
 *
 * @param workers JVMs side by side at most; with 1 (and {@code reuse}) the unit is one request of one worker
 * @param reuse whether a worker runs class after class
 * @param estimates how long classes took last time, by name; with several workers the longest begin first
 * @param locks of classes that must not run beside some others, by name
 */
public record Dispatch(int workers, boolean reuse, Map<String, Duration> estimates, Map<String, ClassLocks> locks) {
    private static final Dispatch SINGLE = new Dispatch(1, true, Map.of(), Map.of());

    /** Copies the maps. */
    public Dispatch {
        estimates = Map.copyOf(estimates);
        locks = Map.copyOf(locks);
    }

    /** One request of one worker. */
    public static Dispatch single() {
        return SINGLE;
    }

    /** Whether all classes go to one worker in one request. */
    public boolean isSingle() {
        return workers == 1 && reuse;
    }
}
