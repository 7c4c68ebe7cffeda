package ai.netrasystems.runner.environment.token;

import java.time.Duration;

/** When to ask for the next token, and for how long to wait for it. Pure. */
final class RenewalPace {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private RenewalPace() {}

    /** From a token's beginning to asking for the next: two thirds of its life. */
    static Duration afterSuccess(Duration lifetime) {
        return between(SHORTEST, lifetime.multipliedBy(2).dividedBy(3), lifetime);
    }

    /**
     * From a failure to the next attempt. While the token lives, an eighth of what is left of it, so that a service that
     * comes back is met before the end; afterwards ever later.
     *
     * @param left of the token's life; negative once it has ended
     * @param late failures since then
     */
    static Duration afterFailure(Duration left, int late) {
        return left.isNegative()
                ? between(SHORTEST, SHORTEST.multipliedBy(1L << Math.min(late, 10)), LONGEST)
                : between(SHORTEST, left.dividedBy(8), LONGEST);
    }

    /** How long one attempt may take: while the token lives there is to be time for another one. */
    static Duration wait(Duration left) {
        return left.isNegative() ? LONGEST_WAIT : between(SHORTEST_WAIT, left.dividedBy(2), LONGEST_WAIT);
    }

    /** Not above the last, else not below the first. */
    private static Duration between(Duration least, Duration wanted, Duration most) {
        Duration raised = wanted.compareTo(least) < 0 ? least : wanted;
        return raised.compareTo(most) > 0 ? most : raised;
    }
}
