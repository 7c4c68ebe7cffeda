package ai.netrasystems.runner.environment;

import java.util.List;
import java.util.Optional;

/** What must be closed: everything that was started for an environment, and nothing that was found. */
public interface EnvironmentLease {
    /**
     * Ends all of it, in an order that loses nothing, within a few seconds. Idempotent, thread-safe.
     *
     * @return what could not be removed, for people; empty when everything is gone
     */
    List<String> close();

    /**
     * Asks whether the environment is still there, within ten seconds; called when a test failed in it. Thread-safe.
     *
     * @return why it is not; empty where it is, and where nobody can lose it
     */
    default Optional<Diagnosis> lost() {
        return Optional.empty();
    }
}
