package ai.netrasystems.runner.discovery.maven;

import java.nio.file.Path;

/**
 * A resolved artifact of a module.
 *
 * @param file its jar; of a sibling that was not packaged, its folder of classes
 * @param classifier empty where it has none
 * @param scope empty where it has none
 * @param onClasspath whether artifacts of its type belong on a class path at all
 */
public record MavenArtifact(
        Path file,
        String group,
        String name,
        String version,
        String type,
        String classifier,
        String scope,
        boolean onClasspath) {}
