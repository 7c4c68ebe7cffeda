package ai.netrasystems.runner.environment.token;

import java.util.function.Function;

/** What came of asking for a token. */
public sealed interface TokenResult {
    /** A token. */
    record Success(Granted granted) implements TokenResult {
        @Override
        public <R> R fold(
                Function<? super Granted, ? extends R> success, Function<? super TokenDiagnosis, ? extends R> failure) {
            return success.apply(granted);
        }
    }

    /** None. */
    record Failure(TokenDiagnosis diagnosis) implements TokenResult {
        @Override
        public <R> R fold(
                Function<? super Granted, ? extends R> success, Function<? super TokenDiagnosis, ? extends R> failure) {
            return failure.apply(diagnosis);
        }
    }

    /** One function per case. */
    <R> R fold(Function<? super Granted, ? extends R> success, Function<? super TokenDiagnosis, ? extends R> failure);
}
