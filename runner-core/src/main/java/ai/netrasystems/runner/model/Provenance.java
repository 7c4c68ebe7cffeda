package ai.netrasystems.runner.model;

import java.util.Optional;

/**
 * Where a result came from.
 *
 * @param environment what provided the services
 * @param source what exactly, for people: {@code local processes}, an image digest, a URL; {@code no services} for none
 * @param build which build of the product was tested, where known
 * @param fallbackCause why an earlier permitted provider was left, in one line; empty when it was the first
 */
public record Provenance(
        EnvironmentKind environment, String source, Optional<String> build, Optional<String> fallbackCause) {
    /** Tests that use no service. */
    public static Provenance none() {
        return new Provenance(EnvironmentKind.NONE, "no services", Optional.empty(), Optional.empty());
    }

    /** Whether the run's services came from another provider than the first permitted one. */
    public boolean degraded() {
        return fallbackCause.isPresent();
    }
}
