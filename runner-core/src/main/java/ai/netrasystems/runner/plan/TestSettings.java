package ai.netrasystems.runner.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a module's build wants its tests run, beyond the JVM that they run in.
 *
 * @param forkCount worker JVMs side by side, at least 1
 * @param reuseForks whether a worker JVM runs class after class; otherwise each class gets one of its own
 * @param configurationParameters JUnit's, of every request
 * @param groups tag expression of the build; empty where every test matches
 * @param integration whether it is an execution of Failsafe: category {@code it}, off by default
 * @param excludedVariables environment variables that its workers do not inherit
 * @param reruns how often the build runs a failed test again, 0 for never
 * @param maxFailures failures after which the build runs no further test, 0 for no limit
 * @param names how its reports name tests
 */
public record TestSettings(
        int forkCount,
        boolean reuseForks,
        Map<String, String> configurationParameters,
        Optional<String> groups,
        boolean integration,
        Set<String> excludedVariables,
        int reruns,
        int maxFailures,
        SurefireNames names) {
    /** Copies the collections. */
    public TestSettings {
        configurationParameters = Map.copyOf(configurationParameters);
        excludedVariables = Set.copyOf(excludedVariables);
    }

    /** Nothing excluded, nothing run again, no limit. */
    public TestSettings(
            int forkCount,
            boolean reuseForks,
            Map<String, String> configurationParameters,
            Optional<String> groups,
            boolean integration) {
        this(
                forkCount,
                reuseForks,
                configurationParameters,
                groups,
                integration,
                Set.of(),
                0,
                0,
                SurefireNames.newest());
    }

    /** One worker, nothing said. */
    public static TestSettings defaults() {
        return new TestSettings(1, true, Map.of(), Optional.empty(), false);
    }
}
