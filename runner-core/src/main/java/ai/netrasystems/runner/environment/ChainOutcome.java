package ai.netrasystems.runner.environment;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of trying the permitted providers in order. */
public sealed interface ChainOutcome {
    /**
     * A provider could.
     *
     * @param environment its provenance names the fallback's cause where there was one
     * @param left providers tried before, in order; not empty means degraded
     */
    record Provided(RunningEnvironment environment, EnvironmentLease lease, List<FailedAttempt> left)
            implements ChainOutcome {
        /** Copies the list. */
        public Provided {
            left = List.copyOf(left);
        }

        @Override
        public <R> R fold(Function<Provided, R> provided, Function<Unavailable, R> unavailable, Supplier<R> stopped) {
            return provided.apply(this);
        }
    }

    /** No permitted provider could. {@code attempts}: in order, never empty. */
    record Unavailable(List<FailedAttempt> attempts) implements ChainOutcome {
        /** Copies the list. */
        public Unavailable {
            attempts = List.copyOf(attempts);
        }

        /** Whether staging was refused (exit 5), else there is simply none (exit 4). */
        public boolean refused() {
            return attempts.stream().anyMatch(FailedAttempt::refused);
        }

        @Override
        public <R> R fold(Function<Provided, R> provided, Function<Unavailable, R> unavailable, Supplier<R> stopped) {
            return unavailable.apply(this);
        }
    }

    /** The run was told to stop meanwhile; nothing is left. */
    record Stopped() implements ChainOutcome {
        @Override
        public <R> R fold(Function<Provided, R> provided, Function<Unavailable, R> unavailable, Supplier<R> stopped) {
            return stopped.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<Provided, R> provided, Function<Unavailable, R> unavailable, Supplier<R> stopped);
}
