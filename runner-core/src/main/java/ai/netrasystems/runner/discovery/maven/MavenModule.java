package ai.netrasystems.runner.discovery.maven;

import java.nio.file.Path;
import java.util.List;

/**
 * A module as Maven told it.
 *
 * @param path from the reactor's root with {@code /}; {@code .} for the root itself
 * @param packaging such as {@code jar}, {@code pom}
 * @param outputDirectory of the main classes; need not exist
 * @param testOutputDirectory of the test classes; need not exist
 * @param sources folders whose change makes the classes stale; need not exist
 * @param dependencies the test classpath without the module's own two folders
 * @param tests what Surefire is told
 */
public record MavenModule(
        String path,
        Path directory,
        String packaging,
        Path outputDirectory,
        Path testOutputDirectory,
        List<Path> sources,
        List<Path> dependencies,
        SurefireSettings tests) {
    /** Copies the lists. */
    public MavenModule {
        sources = List.copyOf(sources);
        dependencies = List.copyOf(dependencies);
    }
}
