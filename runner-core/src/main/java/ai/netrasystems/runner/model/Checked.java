package ai.netrasystems.runner.model;

import java.util.List;
import java.util.function.Function;

/**
 * A value read from input, or the problems that forbid it. Every problem is listed, not the first alone.
 *
 * @param <T> the value's type
 */
public sealed interface Checked<T> {
    /** Input that holds. */
    record Valid<T>(T value) implements Checked<T> {
        @Override
        public <R> R fold(
                Function<? super T, ? extends R> valid, Function<? super List<Problem>, ? extends R> invalid) {
            return valid.apply(value);
        }
    }

    /** Input that does not; {@code problems} is never empty. */
    record Invalid<T>(List<Problem> problems) implements Checked<T> {
        /** Copies the list and refuses an empty one. */
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("invalid without a problem");
            }
        }

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> valid, Function<? super List<Problem>, ? extends R> invalid) {
            return invalid.apply(problems);
        }
    }

    /** One function per case. */
    <R> R fold(Function<? super T, ? extends R> valid, Function<? super List<Problem>, ? extends R> invalid);

    /** Goes on with the value, or keeps the problems. */
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return fold(next, Invalid::new);
    }

    /** A valid value. */
    static <T> Checked<T> valid(T value) {
        return new Valid<>(value);
    }

    /** One problem. */
    static <T> Checked<T> invalid(Problem problem) {
        return new Invalid<>(List.of(problem));
    }
}
