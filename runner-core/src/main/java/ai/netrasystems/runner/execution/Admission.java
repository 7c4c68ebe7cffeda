package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.ServiceName;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether a test may run where its unit runs, as far as services and tags go. Pure.
 *
 * @param servicesForbidden {@code --no-docker}
 * @param planned services that the plan knew of
 * @param inEnvironment whether the unit runs in the run's environment, not in {@code none}
 * @param environment what the unit's tests see
 */
record Admission(
        boolean servicesForbidden, Set<ServiceName> planned, boolean inEnvironment, RunningEnvironment environment) {
    /** Why it must not reach the engine; empty if it may. */
    Optional<Refusal> refuse(DiscoveredTest test) {
        if (inEnvironment) {
            Optional<String> refused = test.tags().stream()
                    .sorted()
                    .flatMap(
                            tag -> Optional.ofNullable(environment.refusedTags().get(tag)).stream())
                    .findFirst();
            if (refused.isPresent()) {
                return refused.map(reason -> new Refusal(Outcome.SKIPPED, reason));
            }
        }
        if (test.services().isEmpty()) {
            return Optional.empty();
        }
        if (servicesForbidden) {
            return Optional.of(new Refusal(Outcome.SKIPPED, "--no-docker"));
        }
        Optional<ServiceName> unplanned = first(test, service -> !inEnvironment || !planned.contains(service));
        if (unplanned.isPresent()) {
            return unplanned.map(service -> new Refusal(
                    Outcome.INFRASTRUCTURE,
                    "needs " + service + ", which nobody planned: declare it in `services` of its category"));
        }
        return first(test, environment.missing()::contains)
                .map(service -> new Refusal(
                        Outcome.SKIPPED, environment.provenance().environment().label() + " offers no " + service));
    }

    private static Optional<ServiceName> first(DiscoveredTest test, Predicate<ServiceName> rule) {
        return test.services().stream().sorted().filter(rule).findFirst();
    }

    /** The outcome that a refused test gets instead. */
    record Refusal(Outcome outcome, String reason) {}
}
