package ai.netrasystems.runner.discovery;

import ai.netrasystems.runner.discovery.maven.MavenCommand;
import ai.netrasystems.runner.discovery.maven.Reactor;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The build tool of a project, which tells what its tests are.
 *
 * @param title {@code Maven (wrapper)}, {@code Maven (/usr/bin/mvn)}, {@code Maven}, {@code Gradle}, {@code none}
 * @param problem why it can't tell; empty where it can
 */
public record ProjectTool(String title, Optional<Problem> problem) {
    private static final List<String> GRADLE =
            List.of("settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts");

    /**
     * Looks for it, and starts nothing.
     *
     * @param project where the search begins, upwards
     * @param environment environment variables of this process
     */
    public static ProjectTool of(Path project, Map<String, String> environment) {
        Optional<Path> reactor = Reactor.rootOf(project);
        return reactor.isPresent()
                ? maven(reactor.get(), environment)
                : new ProjectTool(gradle(project).isPresent() ? "Gradle" : "none", Optional.of(noMaven(project)));
    }

    private static ProjectTool maven(Path root, Map<String, String> environment) {
        Optional<Path> program = MavenCommand.ofThisMachine()
                .find(root, environment)
                // The last word is the program; one before it would be the shell that runs it.
                .map(words -> Path.of(words.get(words.size() - 1)));
        return program.isPresent()
                ? new ProjectTool(
                        "Maven (" + (program.get().startsWith(root) ? "wrapper" : program.get()) + ")",
                        Optional.empty())
                : new ProjectTool("Maven", Optional.of(MavenCommand.missing(root)));
    }

    /** What there is to say of a project that is none of Maven's. */
    static Problem noMaven(Path project) {
        return gradle(project)
                .map(file -> Problem.of(
                        "a Gradle project's test classpath has to be given",
                        Origin.file(file, 0),
                        "runner --classpath \"$(gradle -q -I test-classpath.gradle testClasspath)\"; the init script"
                                + " stands in docs/cookbook.md"))
                .orElseGet(() -> Problem.of(
                        "no pom.xml here or above " + project,
                        Origin.commandLine("--classpath"),
                        "run inside a Maven project, or name compiled tests and their jars with --classpath"));
    }

    private static Optional<Path> gradle(Path project) {
        for (Path at = project; at != null; at = at.getParent()) {
            for (String name : GRADLE) {
                if (Files.isRegularFile(at.resolve(name))) {
                    return Optional.of(at.resolve(name));
                }
            }
        }
        return Optional.empty();
    }
}
