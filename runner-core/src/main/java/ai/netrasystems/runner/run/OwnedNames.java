package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.environment.OwnedVariables;
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
    private OwnedNames() {}

    /** Whether the project's file knows of services, or of a staging system that has them. */
    static boolean projectHasServices(RunnerConfig config) {
        return config.compose().isPresent()
                || config.staging().profile().isPresent()
                || config.categories().values().stream()
                        .anyMatch(category -> !category.services().isEmpty());
    }

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
            names.addAll(OwnedVariables.NAMES);
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
