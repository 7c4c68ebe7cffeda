package ai.netrasystems.runner.staging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment that a test runs in: who provides its services, and where they are. Immutable; safe to share between
 * threads.
 *
 * @param name who provides the services
 * @param runId the run's id; {@link TestIdentity#OUTSIDE_RUNNER} in an IDE or under Surefire
 * @param switches the runner's switches
 * @param endpoints the services that the environment offers, by name; a service that it lacks is not in it
 */
public record TestEnvironment(
        EnvironmentName name, String runId, Switches switches, Map<String, ServiceEndpoint> endpoints) {

    private static final List<String> OWN_SERVICES = List.of("backend", "auth", "frontend");

    /** Copies the endpoints. */
    public TestEnvironment {
        endpoints = Map.copyOf(endpoints);
    }

    /**
     * Reads the environment; without any variable of the runner's it is {@link EnvironmentName#NONE} with no endpoint.
     *
     * @throws InvalidVariableException where a variable has a value that cannot be used
     */
    public static TestEnvironment from(EnvironmentVariables variables) {
        EnvironmentName name = variables
                .find("ENVIRONMENT")
                .map(value -> EnvironmentName.ofVariable(value)
                        .orElseThrow(() -> new InvalidVariableException(
                                "ENVIRONMENT", "'" + value + "' is none of test, staging, local")))
                .orElse(EnvironmentName.NONE);
        Map<String, ServiceEndpoint> endpoints = new LinkedHashMap<>();
        for (String service : OWN_SERVICES) {
            ServiceEndpoint.find(service, variables).ifPresent(found -> endpoints.put(service, found));
        }
        return new TestEnvironment(name, TestIdentity.runId(variables), Switches.from(variables), endpoints);
    }

    /** The endpoint of a service; empty where the environment does not offer it. */
    public Optional<ServiceEndpoint> endpoint(String service) {
        return Optional.ofNullable(endpoints.get(service));
    }

    /**
     * This environment with one more endpoint of its own. Clients send their token to the environment's own endpoints
     * only, so an endpoint is named here before a client may talk to it as the run's user.
     */
    public TestEnvironment with(ServiceEndpoint endpoint) {
        Map<String, ServiceEndpoint> all = new LinkedHashMap<>(endpoints);
        all.put(endpoint.service(), endpoint);
        return new TestEnvironment(name, runId, switches, all);
    }
}
