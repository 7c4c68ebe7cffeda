package ai.netrasystems.runner.run;

import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.model.Secret;
import java.util.Map;
import java.util.Optional;

/** Secrets that are there before any environment is asked for: the project's build could print them already. */
final class KnownSecrets {
    private KnownSecrets() {}

    /** Those in the runner's own environment variables. One that is too short is refused where it is used. */
    static Optional<Secret> in(Map<String, String> variables) {
        return Optional.ofNullable(variables.get(TestVariables.BYPASS_KEY))
                .map(String::strip)
                .map(Secret::new)
                .filter(secret -> !secret.isTooShort());
    }
}
