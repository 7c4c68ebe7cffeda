package ai.netrasystems.runner.staging.jupiter;

import java.util.function.Function;

/** What became of a parameter that a test asked for. */
sealed interface ResolvedParameter {

    /** The environment has it. */
    record Found(Object value) implements ResolvedParameter {}

    /** The environment does not have it: aborts a test in an IDE, fails it under the runner, where the remedy helps. */
    record Missing(String reason, String remedy) implements ResolvedParameter {}

    /** It is there but cannot be used, or the test asks for it in a wrong way: always fails the test. */
    record Broken(String reason) implements ResolvedParameter {}

    default <T> T fold(Function<Found, T> found, Function<Missing, T> missing, Function<Broken, T> broken) {
        if (this instanceof Found value) {
            return found.apply(value);
        }
        return this instanceof Missing reason ? missing.apply(reason) : broken.apply((Broken) this);
    }
}
