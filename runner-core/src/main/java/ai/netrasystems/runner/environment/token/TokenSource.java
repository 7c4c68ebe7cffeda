package ai.netrasystems.runner.environment.token;

import java.time.Duration;

/** Where tokens of simulated users come from. None makes one up when it can't get one. Thread-safe. */
public sealed interface TokenSource permits TokenLogin, MintedTokens, TokenCommand, FixedToken {
    /** A token of that user, within that time; one that was cancelled ends as a failure. */
    TokenResult take(TestUser user, Duration within);

    /** Whether there is one token, which nobody can renew. */
    default boolean isFixed() {
        return false;
    }

    /** Whether its tokens are of one user, whoever is asked for. */
    default boolean hasOneUser() {
        return isFixed();
    }

    /** Ends what is under way and lets nothing begin. Idempotent, and does not block. */
    void cancel();

    /** Likewise, and lets go of what it holds. */
    default void close() {
        cancel();
    }
}
