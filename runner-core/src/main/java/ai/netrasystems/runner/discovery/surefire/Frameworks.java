package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenModule;
import java.util.Set;

/** What Surefire chooses its provider by: the artifacts of a module. */
final class Frameworks {
    private Frameworks() {}

    /** Whether the JUnit Platform would run the tests. */
    static boolean platform(MavenModule module) {
        return module.artifacts().stream()
                .anyMatch(artifact ->
                        Set.of("org.junit.platform", "org.junit.jupiter").contains(artifact.group()));
    }

    static boolean junit4(MavenModule module) {
        return module.artifacts().stream()
                .anyMatch(artifact ->
                        artifact.group().equals("junit") && artifact.name().startsWith("junit"));
    }
}
