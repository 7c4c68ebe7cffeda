package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.SecretPlace;
import java.util.function.Function;

/** What was found where a secret should be. */
public sealed interface SecretReading {
    /** A secret that can be used. */
    record Found(Secret secret) implements SecretReading {
        @Override
        public <R> R fold(
                Function<? super Secret, ? extends R> found,
                Function<? super SecretPlace, ? extends R> missing,
                Function<? super SecretRefused, ? extends R> refused) {
            return found.apply(secret);
        }
    }

    /** Nothing: whoever needs it is not configured. */
    record Missing(SecretPlace place) implements SecretReading {
        @Override
        public <R> R fold(
                Function<? super Secret, ? extends R> found,
                Function<? super SecretPlace, ? extends R> missing,
                Function<? super SecretRefused, ? extends R> refused) {
            return missing.apply(place);
        }
    }

    /** Something that must not be used. */
    record Refused(SecretRefused diagnosis) implements SecretReading {
        @Override
        public <R> R fold(
                Function<? super Secret, ? extends R> found,
                Function<? super SecretPlace, ? extends R> missing,
                Function<? super SecretRefused, ? extends R> refused) {
            return refused.apply(diagnosis);
        }
    }

    /** One function per case. */
    <R> R fold(
            Function<? super Secret, ? extends R> found,
            Function<? super SecretPlace, ? extends R> missing,
            Function<? super SecretRefused, ? extends R> refused);
}
