package ai.netrasystems.runner.environment.staging;

import java.util.Set;
import java.util.function.Function;

/** What came of one request. */
sealed interface Answer {
    /** The statuses of a load balancer whose service is not there yet (RFC 9110 sections 15.6.3 to 15.6.5). */
    Set<Integer> STARTING = Set.of(502, 503, 504);

    /**
     * An answer.
     *
     * @param contentType empty where there was none
     * @param body at most so much as was asked for
     * @param cut whether there was more
     */
    record Came(int status, String contentType, String body, boolean cut) implements Answer {
        @Override
        public <R> R fold(Function<Came, R> came, Function<NetworkFailure, R> failed) {
            return came.apply(this);
        }
    }

    /** None. */
    record Failed(NetworkFailure failure) implements Answer {
        @Override
        public <R> R fold(Function<Came, R> came, Function<NetworkFailure, R> failed) {
            return failed.apply(failure);
        }
    }

    /** One function per case. */
    <R> R fold(Function<Came, R> came, Function<NetworkFailure, R> failed);

    /** Whether it is the answer of a service that may still be starting. */
    default boolean isStarting() {
        return fold(
                came -> STARTING.contains(came.status()), failed -> failed.kind() == NetworkFailure.Kind.BROKEN_OFF);
    }

    /** In a few words, for people. */
    default String describe() {
        return fold(came -> "status " + came.status(), NetworkFailure::text);
    }
}
