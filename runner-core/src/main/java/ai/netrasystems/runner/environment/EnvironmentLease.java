package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.environment.evidence.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * What must be closed: everything that was started for an environment, and nothing that was found. And whom to ask, while
 * tests run, whether the environment is still there.
 */
public interface EnvironmentLease {
    /**
     * Ends all of it, in an order that loses nothing, within a few seconds. Idempotent, thread-safe.
     *
     * @return what could not be removed, for people; empty when everything is gone
     */
    List<String> close();

    /**
     * Asks whether the environment as a whole is gone for good, within ten seconds; called whenever a test failed in it,
     * whatever the failure, so it must be cheap and ask this machine alone. Thread-safe.
     *
     * @return why it is gone; empty where it is not, and where only {@link #probe} can tell
     */
    default Optional<Diagnosis> lost() {
        return Optional.empty();
    }

    /**
     * Asks once more, within ten seconds, at what a test failed at; called where there is evidence. What the tests
     * themselves are about, a service of the tree that ends or answers wrongly, is no loss. Thread-safe.
     *
     * @return why it can't be had, which excuses that test; empty where it can
     */
    default Optional<Diagnosis> probe(Evidence evidence) {
        return Optional.empty();
    }

    /**
     * Asks again and again whether the environment comes back, as long as it may take; called after a {@link #probe} that
     * failed, and not while tests run in it. Ends early when the run is stopped or the lease closed. Thread-safe.
     *
     * @return why it is gone for good, so that no test needs to begin in it any more; empty where it is whole again
     */
    default Optional<Diagnosis> gone() {
        return Optional.empty();
    }
}
