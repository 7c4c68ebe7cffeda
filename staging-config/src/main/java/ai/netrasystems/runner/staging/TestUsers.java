package ai.netrasystems.runner.staging;

/** Who the simulated users of a run are. */
public enum TestUsers {
    /** One user for all tests. */
    SHARED,
    /** One for each worker. */
    PER_WORKER,
    /** One for each test that asks for a user of its own; all others share one. */
    PER_TEST
}
