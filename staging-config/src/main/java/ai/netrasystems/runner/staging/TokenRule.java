package ai.netrasystems.runner.staging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the tokens of simulated users come from, as a profile says it. Holds no secret. Pure. */
public sealed interface TokenRule {
    /** A token that we sign lives no longer than that: nobody can take it back. */
    Duration LONGEST_MINTED = Duration.ofMinutes(30);

    /**
     * The simulated login of the auth service.
     *
     * @param endpoint path at the {@code auth} service
     * @param secret the bypass key
     */
    record E2e(String endpoint, SecretPlace secret) implements TokenRule {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.e2e().apply(this);
        }
    }

    /**
     * Signed here (HS256).
     *
     * @param issuer the claim {@code iss}
     * @param lifetime more than none, at most {@link #LONGEST_MINTED}
     * @param secret what the auth service signs with, at least 32 bytes (RFC 7518 section 3.2)
     */
    record Hs256(String issuer, Duration lifetime, SecretPlace secret) implements TokenRule {
        /**
         * Checks the lifetime.
         *
         * @throws IllegalArgumentException where it is none or longer than is permitted
         */
        public Hs256 {
            if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST_MINTED) > 0) {
                throw new IllegalArgumentException(
                        "a minted token lives more than 0 and at most " + LONGEST_MINTED + ", not " + lifetime);
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.hs256().apply(this);
        }
    }

    /**
     * What a command prints: a bare token, or JSON with {@code access_token} and {@code expires_in}. No shell takes part.
     *
     * @param argv program and arguments; not empty
     * @param lifetime of a token that does not say its own
     */
    record Command(List<String> argv, Optional<Duration> lifetime) implements TokenRule {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException where it names no program
         */
        public Command {
            argv = List.copyOf(argv);
            if (argv.isEmpty() || argv.get(0).isBlank()) {
                throw new IllegalArgumentException("a command needs a program");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.command().apply(this);
        }
    }

    /**
     * The same token for the whole run.
     *
     * @param secret the token
     */
    record Fixed(SecretPlace secret) implements TokenRule {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.fixed().apply(this);
        }
    }

    /** Where the secret is that tokens are had with; empty for a command, which has its own. */
    default Optional<SecretPlace> secretPlace() {
        return fold(new Cases<Optional<SecretPlace>>(
                e2e -> Optional.of(e2e.secret()),
                minted -> Optional.of(minted.secret()),
                command -> Optional.empty(),
                fixed -> Optional.of(fixed.secret())));
    }

    /** One function per case. */
    record Cases<R>(
            Function<? super E2e, ? extends R> e2e,
            Function<? super Hs256, ? extends R> hs256,
            Function<? super Command, ? extends R> command,
            Function<? super Fixed, ? extends R> fixed) {}

    /** Applies the function of this case. */
    <R> R fold(Cases<R> cases);
}
