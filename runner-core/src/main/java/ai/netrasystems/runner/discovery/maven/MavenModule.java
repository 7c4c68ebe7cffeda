package ai.netrasystems.runner.discovery.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A module as Maven told it.
 *
 * @param path from the reactor's root with {@code /}; {@code .} for the root itself
 * @param name the artifact's
 * @param poms its own POM and those of its parents that lie on this machine
 * @param packaging such as {@code jar}, {@code pom}
 * @param outputDirectory of the main classes; need not exist
 * @param testOutputDirectory of the test classes; need not exist
 * @param sources folders whose change makes the classes stale; need not exist
 * @param artifacts the test scope's, in class path order
 * @param boundToTest what else the build runs in the phase {@code test}
 * @param failure why its test plug-ins could not be asked; empty where they were
 * @param executions of Surefire in the phase {@code test}, and of Failsafe
 */
public record MavenModule(
        String path,
        Path directory,
        String name,
        List<Path> poms,
        String packaging,
        Path outputDirectory,
        Path testOutputDirectory,
        List<Path> sources,
        List<MavenArtifact> artifacts,
        List<String> boundToTest,
        Optional<String> failure,
        List<TestExecution> executions) {
    /** Copies the lists. */
    public MavenModule {
        poms = List.copyOf(poms);
        sources = List.copyOf(sources);
        artifacts = List.copyOf(artifacts);
        boundToTest = List.copyOf(boundToTest);
        executions = List.copyOf(executions);
    }
}
