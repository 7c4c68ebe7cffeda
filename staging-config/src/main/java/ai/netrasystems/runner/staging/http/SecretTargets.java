package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.DomainRule;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestEnvironment;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * Who may see a secret: the environment's own endpoints; and where the run has a staging profile only over {@code https},
 * and only under names that keep its domain rule, whatever a variable or a test says. Immutable.
 */
record SecretTargets(Set<Origin> own, Optional<DomainRule> rule) {

    static SecretTargets of(TestEnvironment environment, EnvironmentVariables variables) {
        return new SecretTargets(
                environment.endpoints().values().stream()
                        .map(ServiceEndpoint::uri)
                        .map(Origin::of)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet()),
                DomainRule.from(variables));
    }

    boolean contains(HttpUrl url) {
        return own.contains(Origin.of(url))
                && rule.map(given -> isKept(given, url)).orElse(true);
    }

    private static boolean isKept(DomainRule rule, HttpUrl url) {
        return url.isHttps() && rule.check(url.host()).fold(allowed -> true, refused -> false);
    }
}
