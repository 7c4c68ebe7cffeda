package ai.netrasystems.goldenpath.backend;

import java.util.function.Function;
import java.util.function.Supplier;

/** What auth makes of a token. */
sealed interface Identification {

    /** It is valid and belongs to {@code user}. */
    record Known(User user) implements Identification {}

    /** It is not valid, or not any more. */
    record Unknown() implements Identification {}

    /** Auth could not be asked: nobody is let in, and nobody is called a stranger. */
    record Unanswered() implements Identification {}

    /** The answer of the function for the case that holds. */
    default <R> R fold(Function<User, R> onKnown, Supplier<R> onUnknown, Supplier<R> onUnanswered) {
        if (this instanceof Known known) {
            return onKnown.apply(known.user());
        }
        return this instanceof Unknown ? onUnknown.get() : onUnanswered.get();
    }
}
