package ai.netrasystems.goldenpath.service;

import java.util.function.Function;

/**
 * What became of something that came from outside: a usable value, or the reason why it is none.
 *
 * <p>A reason never quotes what it refuses, because that may be a secret. Immutable if the value is.
 *
 * @param <T> the type of the usable value
 */
public sealed interface Checked<T> {

    /** A usable value. */
    record Valid<T>(T value) implements Checked<T> {}

    /** Not usable; {@code reason} is one line for a person to read. */
    record Invalid<T>(String reason) implements Checked<T> {}

    /** The usable {@code value}. */
    static <T> Checked<T> valid(T value) {
        return new Valid<>(value);
    }

    /** No value, because of {@code reason}. */
    static <T> Checked<T> invalid(String reason) {
        return new Invalid<>(reason);
    }

    /** The answer of the function for the case that holds. */
    default <R> R fold(Function<? super T, ? extends R> onValid, Function<? super String, ? extends R> onInvalid) {
        if (this instanceof Valid<T> valid) {
            return onValid.apply(valid.value());
        }
        return onInvalid.apply(((Invalid<T>) this).reason());
    }

    /** Whether there is a usable value. */
    default boolean isValid() {
        return this instanceof Valid;
    }

    /** The next check, made on the value of this one. */
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return fold(next, Checked::invalid);
    }
}
