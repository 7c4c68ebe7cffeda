package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.DomainRule;
import ai.netrasystems.runner.staging.EnvironmentName;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestEnvironment;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * Who may see a secret: the environment's own endpoints; and on a staging system only over {@code https}, and only under
 * names that keep its domain rule, whatever a variable or a test says. Immutable.
 */
record SecretTargets(Set<Origin> own, boolean staging) {

    static SecretTargets of(TestEnvironment environment) {
        return new SecretTargets(
                environment.endpoints().values().stream()
                        .map(ServiceEndpoint::uri)
                        .map(Origin::of)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet()),
                environment.name() == EnvironmentName.STAGING);
    }

    boolean contains(HttpUrl url) {
        return own.contains(Origin.of(url)) && (!staging || (url.isHttps() && keepsTheRule(url.host())));
    }

    private static boolean keepsTheRule(String host) {
        return DomainRule.check(host).fold(allowed -> true, refused -> false);
    }
}
