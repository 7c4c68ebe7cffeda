package ai.netrasystems.runner.plan;

import java.util.Map;
import java.util.Optional;

/**
 * How a module's build wants its tests run, beyond the JVM that they run in.
 *
 * @param forkCount worker JVMs side by side, at least 1
 * @param reuseForks whether a worker JVM runs class after class; otherwise each class gets one of its own
 * @param configurationParameters JUnit's, of every request
 * @param groups tag expression of the build; empty where every test matches
 * @param integration whether it is an execution of Failsafe: category {@code it}, off by default
 * @param names how its reports name tests
 */
public record TestSettings(
        int forkCount,
        boolean reuseForks,
        Map<String, String> configurationParameters,
        Optional<String> groups,
        boolean integration,
        SurefireNames names) {
    /** Copies the map. */
    public TestSettings {
        configurationParameters = Map.copyOf(configurationParameters);
    }

    /** Named as by the newest Surefire. */
    public TestSettings(
            int forkCount,
            boolean reuseForks,
            Map<String, String> configurationParameters,
            Optional<String> groups,
            boolean integration) {
        this(forkCount, reuseForks, configurationParameters, groups, integration, SurefireNames.newest());
    }

    /** The same with other names. */
    public TestSettings named(SurefireNames newNames) {
        return new TestSettings(forkCount, reuseForks, configurationParameters, groups, integration, newNames);
    }

    /** One worker, nothing said. */
    public static TestSettings defaults() {
        return new TestSettings(1, true, Map.of(), Optional.empty(), false);
    }
}
