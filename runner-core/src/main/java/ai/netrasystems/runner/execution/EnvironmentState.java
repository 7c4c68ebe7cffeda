package ai.netrasystems.runner.execution;

import java.util.Optional;

/** What is known, while tests run, of the environment that they run in. Thread-safe, and answers at once. */
public interface EnvironmentState {
    /** Why no test should begin in it now: it may be gone, which will be known before long; or it is. */
    Optional<String> doubt();

    /** Why no test will ever begin in it again. */
    Optional<String> gone();
}
