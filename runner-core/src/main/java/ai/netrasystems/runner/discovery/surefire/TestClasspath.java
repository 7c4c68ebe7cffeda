package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenArtifact;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The class path of an execution in Surefire's order ({@code TestClassPath}): test classes, classes, the project's
 * artifacts but for the excluded ones, then what the configuration adds.
 *
 * @param tests the test classes; need not exist
 * @param main the main classes; need not exist
 * @param entries all of it
 * @param scanned dependencies whose tests run too
 */
record TestClasspath(Path tests, Path main, List<Path> entries, List<Path> scanned) {
    static TestClasspath of(MavenModule module, TestExecution execution) {
        Path tests = path(module, execution, "testClassesDirectory", module.testOutputDirectory());
        Path main = path(module, execution, "classesDirectory", module.outputDirectory());
        List<Path> entries = new ArrayList<>(List.of(tests, main));
        module.artifacts().stream()
                .filter(artifact -> !excluded(artifact, execution))
                .filter(MavenArtifact::onClasspath)
                .map(MavenArtifact::file)
                .forEach(entries::add);
        execution.parameters().list("additionalClasspathElements").stream()
                .flatMap(element -> List.of(element.split(",", -1)).stream())
                .filter(element -> !element.isBlank())
                .map(element -> module.directory().resolve(element.strip()))
                .forEach(entries::add);
        entries.addAll(execution.additionalDependencies());
        return new TestClasspath(tests, main, entries.stream().distinct().toList(), scanned(module, execution));
    }

    private static Path path(MavenModule module, TestExecution execution, String parameter, Path otherwise) {
        return execution
                .parameters()
                .text(parameter)
                .map(module.directory()::resolve)
                .orElse(otherwise);
    }

    private static boolean excluded(MavenArtifact artifact, TestExecution execution) {
        return execution
                        .parameters()
                        .text("classpathDependencyScopeExclude")
                        .filter(scope -> scopesWithin(scope).contains(artifact.scope()))
                        .isPresent()
                || ArtifactPattern.matchesAny(execution.parameters().list("classpathDependencyExcludes"), artifact);
    }

    /** What Maven's {@code ScopeArtifactFilter} takes to belong to a scope. */
    private static Set<String> scopesWithin(String scope) {
        return switch (scope) {
            case "compile" -> Set.of("compile", "provided", "system");
            case "runtime" -> Set.of("compile", "runtime");
            case "test" -> Set.of("compile", "provided", "runtime", "system", "test");
            default -> Set.of(scope);
        };
    }

    private static List<Path> scanned(MavenModule module, TestExecution execution) {
        List<String> patterns = execution.parameters().list("dependenciesToScan");
        return module.artifacts().stream()
                .filter(MavenArtifact::onClasspath)
                .filter(artifact -> ArtifactPattern.matchesAny(patterns, artifact))
                .map(MavenArtifact::file)
                .filter(file -> Files.isDirectory(file)
                        || (Files.isRegularFile(file) && file.toString().endsWith(".jar")))
                .toList();
    }

    /** Where test classes are looked for; the folder of test classes first. */
    List<Path> roots() {
        List<Path> roots = new ArrayList<>();
        if (Files.isDirectory(tests)) {
            roots.add(tests);
        }
        roots.addAll(scanned);
        return roots;
    }
}
