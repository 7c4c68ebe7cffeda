package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentReady;
import ai.netrasystems.runner.event.RunEvent.EnvironmentStarting;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The permitted providers in order: the first that can, does; after a failure the policy says whether the next is
 * tried. Each attempt has the whole budget of the environment. Publishes what happens.
 */
public final class ProviderChain {
    private final List<EnvironmentProvider> providers;
    private final FallbackPolicy policy;
    private final LongSupplier nanoTime;

    /**
     * A chain.
     *
     * @param providers in order, never empty
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    public ProviderChain(List<EnvironmentProvider> providers, FallbackPolicy policy, LongSupplier nanoTime) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("no provider is permitted");
        }
        this.providers = List.copyOf(providers);
        this.policy = policy;
        this.nanoTime = nanoTime;
    }

    /** Tries them. */
    public ChainOutcome provision(Request request) {
        List<FailedAttempt> left = new ArrayList<>();
        for (int i = 0; i < providers.size(); i++) {
            EnvironmentProvider provider = providers.get(i);
            Optional<EnvironmentKind> following =
                    i + 1 < providers.size() ? Optional.of(providers.get(i + 1).kind()) : Optional.empty();
            Optional<ChainOutcome> end = attempt(provider, following, request, left);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return new ChainOutcome.Unavailable(left);
    }

    /** One provider; empty where the next is to be tried. */
    private Optional<ChainOutcome> attempt(
            EnvironmentProvider provider,
            Optional<EnvironmentKind> following,
            Request request,
            List<FailedAttempt> left) {
        request.events().publish(new EnvironmentStarting(provider.kind(), request.services()));
        long begun = nanoTime.getAsLong();
        return provider.provision(request)
                .fold(
                        ready -> Optional.of(provided(ready, request, left, begun)),
                        failed -> failed(
                                new FailedAttempt(provider.kind(), failed.diagnoses()), following, request, left),
                        () -> Optional.of(new ChainOutcome.Stopped()));
    }

    private ChainOutcome provided(ProvisionOutcome.Ready ready, Request request, List<FailedAttempt> left, long begun) {
        RunningEnvironment environment = withCause(ready.environment(), left);
        Map<String, String> endpoints = new TreeMap<>(environment.variables());
        endpoints.values().removeIf(value -> !value.contains("://"));
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
        request.events()
                .publish(new EnvironmentReady(environment.provenance(), endpoints, environment.missing(), took));
        return new ChainOutcome.Provided(environment, ready.lease(), left);
    }

    private Optional<ChainOutcome> failed(
            FailedAttempt attempt, Optional<EnvironmentKind> following, Request request, List<FailedAttempt> left) {
        left.add(attempt);
        Optional<EnvironmentKind> next =
                following.filter(kind -> !request.stop().isRequested() && policy.permits(attempt.diagnoses()));
        request.events()
                .publish(new EnvironmentFailed(
                        attempt.environment(),
                        attempt.diagnoses().stream().map(Diagnosis::text).toList(),
                        next));
        return next.isPresent() ? Optional.empty() : Optional.of(new ChainOutcome.Unavailable(left));
    }

    private static RunningEnvironment withCause(RunningEnvironment environment, List<FailedAttempt> left) {
        if (left.isEmpty()) {
            return environment;
        }
        Provenance from = environment.provenance();
        String cause = left.get(0).cause().text().summaryWithPlace();
        return new RunningEnvironment(
                new Provenance(from.environment(), from.source(), from.build(), Optional.of(cause)),
                environment.variables(),
                environment.secrets(),
                environment.missing(),
                environment.refusedTags(),
                environment.jvmArguments());
    }
}
