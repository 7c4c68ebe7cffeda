package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.TwoClocks;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.SecretPlace;
import ai.netrasystems.runner.staging.TokenRule;
import ai.netrasystems.runner.staging.TokenRule.Cases;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.OkHttpClient;

/**
 * A rule together with the secret that it needs: all but the way to the auth service. Sends nothing by itself.
 *
 * @param secret to be made known to whoever redacts before anything else; empty where the rule needs none
 */
public record TokenSupply(Optional<Secret> secret, Opening opening) {
    /** What came of reading a rule's secret. */
    public sealed interface Reading {
        /** It can be opened. */
        record Ready(TokenSupply supply) implements Reading {
            @Override
            public <R> R fold(
                    Function<? super TokenSupply, ? extends R> ready,
                    Function<? super SecretPlace, ? extends R> missing,
                    Function<? super SecretRefused, ? extends R> refused) {
                return ready.apply(supply);
            }
        }

        /** Its secret is not there: not configured. */
        record Missing(SecretPlace place) implements Reading {
            @Override
            public <R> R fold(
                    Function<? super TokenSupply, ? extends R> ready,
                    Function<? super SecretPlace, ? extends R> missing,
                    Function<? super SecretRefused, ? extends R> refused) {
                return missing.apply(place);
            }
        }

        /** Its secret must not be used. */
        record Refused(SecretRefused diagnosis) implements Reading {
            @Override
            public <R> R fold(
                    Function<? super TokenSupply, ? extends R> ready,
                    Function<? super SecretPlace, ? extends R> missing,
                    Function<? super SecretRefused, ? extends R> refused) {
                return refused.apply(diagnosis);
            }
        }

        /** One function per case. */
        <R> R fold(
                Function<? super TokenSupply, ? extends R> ready,
                Function<? super SecretPlace, ? extends R> missing,
                Function<? super SecretRefused, ? extends R> refused);
    }

    /** Makes the source. */
    @FunctionalInterface
    public interface Opening {
        /** As {@link TokenSupply#open}. */
        TokenSource open(Function<String, URI> auth, RunId run, OkHttpClient client);
    }

    /**
     * Reads the rule's secret.
     *
     * @param environment the runner's own environment variables; a command gets them
     * @param directory where a command works
     */
    public static Reading read(TokenRule rule, Map<String, String> environment, Path directory) {
        Optional<SecretReading> reading = StagingCredential.read(rule, environment);
        InstantSource wall = TwoClocks.ofSystem().wall();
        return rule.fold(new Cases<>(
                e2e -> with(
                        reading,
                        secret -> (auth, run, client) ->
                                TokenLogin.at(auth.apply(e2e.endpoint()), new BypassKey(secret), run, client)),
                hs256 -> with(
                        reading,
                        secret -> (auth, run, client) ->
                                new MintedTokens(secret, hs256.issuer(), hs256.lifetime(), wall)),
                command -> new Reading.Ready(new TokenSupply(
                        Optional.empty(),
                        (auth, run, client) -> new TokenCommand(command, environment, directory, wall))),
                fixed -> with(
                        reading,
                        secret -> (auth, run, client) ->
                                new FixedToken(secret, fixed.secret().toString(), wall))));
    }

    private static Reading with(Optional<SecretReading> reading, Function<Secret, Opening> opening) {
        return reading.orElseThrow()
                .fold(
                        secret -> new Reading.Ready(new TokenSupply(Optional.of(secret), opening.apply(secret))),
                        Reading.Missing::new,
                        Reading.Refused::new);
    }

    /**
     * The source.
     *
     * @param auth the URL of a path at the auth service
     * @param client says how hosts are reached and who is trusted
     */
    public TokenSource open(Function<String, URI> auth, RunId run, OkHttpClient client) {
        return opening.open(auth, run, client);
    }
}
