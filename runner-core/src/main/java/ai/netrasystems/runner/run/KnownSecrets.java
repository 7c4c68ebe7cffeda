package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.EnvironmentProxy;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.TokenRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Secrets that are there before any environment is asked for: the project's build could print them already. */
final class KnownSecrets {
    private KnownSecrets() {}

    /**
     * The runner's own environment variables that hold a credential: the bypass key, and what a staging profile names.
     * No test and no service may have one: with it, it could be any user.
     */
    static Set<String> names(StagingSettings settings) {
        Stream<StagingProfile> profiles =
                Stream.concat(settings.profiles().values().stream(), settings.system().stream());
        return Stream.concat(
                        Stream.of(TestVariables.BYPASS_KEY),
                        profiles.flatMap(profile -> variable(profile.login().rule()).stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** These variables without the credentials. */
    static Map<String, String> without(Map<String, String> variables, StagingSettings settings) {
        Map<String, String> rest = new HashMap<>(variables);
        rest.keySet().removeAll(names(settings));
        return rest;
    }

    /** Their values, and the password of the proxy. One that is too short is refused where it is used. */
    static List<Secret> in(Map<String, String> variables, StagingSettings settings) {
        return Stream.concat(
                        names(settings).stream().flatMap(name -> Optional.ofNullable(variables.get(name)).stream()),
                        EnvironmentProxy.from(variables::get).secrets().stream())
                .map(String::strip)
                .map(Secret::new)
                .filter(secret -> !secret.isTooShort())
                .toList();
    }

    private static Optional<String> variable(TokenRule rule) {
        return rule.secretPlace()
                .flatMap(place -> place.fold(env -> Optional.of(env.name()), file -> Optional.empty()));
    }
}
