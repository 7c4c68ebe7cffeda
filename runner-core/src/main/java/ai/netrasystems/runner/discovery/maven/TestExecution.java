package ai.netrasystems.runner.discovery.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An execution of Surefire or Failsafe as Maven was about to start it.
 *
 * @param plugin its artifact's name
 * @param version of the plug-in
 * @param late properties that {@code @{name}} in parameters stands for, as they were at that moment
 * @param pluginDependencies {@code group:name} of what the build adds to the plug-in
 * @param additionalDependencies resolved {@code additionalClasspathDependencies}
 * @param toolchain the {@code java} of the toolchain that applies
 * @param missingToolchain what {@code jdkToolchain} asks for where no toolchain matches it
 */
public record TestExecution(
        String plugin,
        String version,
        String id,
        Parameters parameters,
        Map<String, String> late,
        Set<String> pluginDependencies,
        List<Path> additionalDependencies,
        Optional<Path> toolchain,
        Optional<String> missingToolchain) {
    /** Copies the collections. */
    public TestExecution {
        late = Map.copyOf(late);
        pluginDependencies = Set.copyOf(pluginDependencies);
        additionalDependencies = List.copyOf(additionalDependencies);
    }

    /** Whether it is Failsafe's. */
    public boolean integration() {
        return plugin.equals("maven-failsafe-plugin");
    }
}
