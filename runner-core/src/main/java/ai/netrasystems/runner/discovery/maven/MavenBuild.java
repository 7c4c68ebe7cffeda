package ai.netrasystems.runner.discovery.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A reactor as Maven told it.
 *
 * @param settings further files that decide the answer: Maven's settings and toolchains; need not exist
 * @param directory where Maven ran
 * @param jvmArguments of Maven's own JVM, without those of its start script
 * @param userProperties {@code -Dname=value} as given to Maven
 * @param modules in build order
 */
public record MavenBuild(
        List<Path> settings,
        Path localRepository,
        Path directory,
        List<String> jvmArguments,
        Map<String, String> userProperties,
        List<MavenModule> modules) {
    /** Copies the collections. */
    public MavenBuild {
        settings = List.copyOf(settings);
        jvmArguments = List.copyOf(jvmArguments);
        userProperties = Map.copyOf(userProperties);
        modules = List.copyOf(modules);
    }
}
