package ai.netrasystems.runner.execution;

/**
 * How one request of a worker came to its end.
 *
 * @param how what kind of end
 * @param detail in words, with the exit code; for people
 * @param alive whether the worker is still there
 */
record RoundEnd(How how, String detail, boolean alive) {
    /** Kinds of end. */
    enum How {
        /** The engines said that they were done. */
        COMPLETED,
        /** A test was past its deadline; it has its outcome. */
        DEADLINE,
        /** The process ended by itself while tests were running or about to. */
        DIED,
        /** The process ended before it had told what it found. */
        DIED_IN_DISCOVERY,
        /** No process, or none that ever spoke. */
        NEVER_UP,
        /** The layer's deadline. */
        BUDGET,
        /** A signal. */
        STOPPED
    }
}
