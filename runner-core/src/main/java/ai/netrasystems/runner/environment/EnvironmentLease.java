package ai.netrasystems.runner.environment;

import java.util.List;

/** What must be closed: everything that was started for an environment, and nothing that was found. */
public interface EnvironmentLease {
    /**
     * Ends all of it, in an order that loses nothing, within a few seconds. Idempotent, thread-safe.
     *
     * @return what could not be removed, for people; empty when everything is gone
     */
    List<String> close();
}
