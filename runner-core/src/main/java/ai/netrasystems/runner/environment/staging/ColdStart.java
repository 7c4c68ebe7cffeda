package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.start.Cancellation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Waits for services that were scaled to zero: a first answer may be slow, and while a service starts its load balancer
 * answers in its place. What is asked again is asked later each time. Immutable; thread-safe.
 *
 * @param allowance for one step
 * @param end of the environment's budget, as {@link System#nanoTime()} tells time
 */
record ColdStart(Duration allowance, long end, Cancellation cancellation) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    /** Less than that for an answer, and only the clock would speak. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    /**
     * The last of the answers.
     *
     * @param took from the first question
     * @param cutShort whether this answer had less than the allowance: the environment's budget left no more, or it was
     *     not the first
     */
    record Awaited<T>(T answer, Duration took, boolean cutShort) {}

    /** Whether the environment's time is over. */
    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    /**
     * Asks until the answer is not that of a service that is starting, or the time is over.
     *
     * @param question is told how long its answer may take
     * @return empty where the wait was cancelled
     */
    <T> Optional<Awaited<T>> await(Function<Duration, T> question, Predicate<T> starting) {
        long begun = System.nanoTime();
        long budget = end - begun;
        boolean allowed = budget >= allowance.toNanos();
        long deadline = begun + (allowed ? allowance.toNanos() : budget);
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            T answer = question.apply(atLeastOneMilli(deadline - System.nanoTime()));
            if (cancellation.isCancelled()) {
                return Optional.empty();
            }
            if (!starting.test(answer)
                    || deadline - System.nanoTime() <= pause.plus(SHORTEST_WAIT).toNanos()) {
                return Optional.of(
                        new Awaited<>(answer, Duration.ofNanos(System.nanoTime() - begun), !allowed || attempt > 1));
            }
            if (cancellation.pause(pause)) {
                return Optional.empty();
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    private static Duration atLeastOneMilli(long nanos) {
        return Duration.ofNanos(Math.max(nanos, 1_000_000));
    }
}
