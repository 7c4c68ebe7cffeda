package ai.netrasystems.runner.staging;

/**
 * How much the clients of one run ask of one host, all workers together. Immutable.
 *
 * @param concurrency calls under way at once, at least 1
 * @param rate calls begun in a second, at least 1
 */
public record CallLimits(int concurrency, int rate) {
    /** For a system that says nothing of itself: what a handful of people with browsers would ask. */
    public static final CallLimits STANDARD = new CallLimits(8, 50);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException where one is less than 1
     */
    public CallLimits {
        if (concurrency < 1 || rate < 1) {
            throw new IllegalArgumentException("a limit of calls must be at least 1");
        }
    }
}
