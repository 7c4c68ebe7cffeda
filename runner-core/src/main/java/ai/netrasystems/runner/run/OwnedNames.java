package ai.netrasystems.runner.run;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Environment variables that the runner owns (PRODUCT.md, "What a test sees"): with services in the project, no test
 * sees a value of them that came from outside.
 */
final class OwnedNames {
    private static final Set<String> ALWAYS = Set.of(
            "ENVIRONMENT",
            "USE_STAGING_SERVICES",
            "DOCKER_BYPASS_MODE",
            "BYPASS_STAGING_HEALTH_CHECK",
            "BACKEND_URL",
            "AUTH_SERVICE_URL",
            "FRONTEND_URL",
            "WEBSOCKET_URL",
            "WEBSOCKET_SUBPROTOCOLS",
            "E2E_AUTH_TOKEN",
            "E2E_AUTH_TOKEN_FILE",
            "E2E_OAUTH_SIMULATION_KEY");

    private OwnedNames() {}

    /**
     * Names that workers must not inherit.
     *
     * @param projectHasServices whether the project's configuration knows of services; otherwise a run is like the
     *     build's own, and everything is inherited
     * @param injected what the environment injects
     */
    static Set<String> removed(boolean projectHasServices, Set<String> injected) {
        Set<String> names = new TreeSet<>(injected);
        if (projectHasServices) {
            names.addAll(ALWAYS);
        }
        return names;
    }

    /** One line that names what was inherited and is not passed on; empty where nothing differs. */
    static Optional<String> note(Map<String, String> inherited, Set<String> removed, Map<String, String> provided) {
        String differing = inherited.entrySet().stream()
                .filter(entry -> removed.contains(entry.getKey()))
                .filter(entry -> !entry.getValue().equals(provided.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of("inherited " + differing + ": not passed on to tests, the runner provides them");
    }
}
