package ai.netrasystems.runner.run;

import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.SecretPlace;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.TokenRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Secrets that are there before any environment is asked for: the project's build could print them already. */
final class KnownSecrets {
    private KnownSecrets() {}

    /**
     * Those in the runner's own environment variables: the bypass key, and what the staging profile names. One that is
     * too short is refused where it is used.
     */
    static List<Secret> in(Map<String, String> variables, Optional<StagingProfile> system) {
        Stream<String> ofProfile = system
                .map(profile -> place(profile.login().rule()))
                .flatMap(place ->
                        place.flatMap(it -> it.fold(env -> Optional.of(env.name()), file -> Optional.empty())))
                .stream();
        return Stream.concat(Stream.of(TestVariables.BYPASS_KEY), ofProfile)
                .distinct()
                .flatMap(name -> Optional.ofNullable(variables.get(name)).stream())
                .map(String::strip)
                .map(Secret::new)
                .filter(secret -> !secret.isTooShort())
                .toList();
    }

    private static Optional<SecretPlace> place(TokenRule rule) {
        return rule.fold(new TokenRule.Cases<>(
                e2e -> Optional.of(e2e.secret()),
                minted -> Optional.of(minted.secret()),
                command -> Optional.empty(),
                fixed -> Optional.of(fixed.secret())));
    }
}
