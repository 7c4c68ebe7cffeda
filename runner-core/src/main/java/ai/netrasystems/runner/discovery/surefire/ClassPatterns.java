package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.classfile.TestClassNames;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which classes an execution looks at ({@code AbstractSurefireMojo.getIncludeList, getExcludeList}).
 *
 * @param specific from {@code test}, which takes the place of all others
 */
record ClassPatterns(List<String> includes, List<String> excludes, boolean specific) {
    /** Before this version classes named {@code *Tests} were not looked at. */
    private static final Version TESTS_SINCE = Version.of("2.20");

    private static final List<String> FAILSAFES = List.of("**/IT*", "**/*IT", "**/*ITCase");

    /**
     * Those of the parameters, else the plug-in's own.
     *
     * @throws IOException where a file of patterns cannot be read; Surefire fails then too
     */
    static ClassPatterns of(MavenModule module, TestExecution execution) throws IOException {
        Parameters parameters = execution.parameters();
        Optional<String> test = parameters.text("test");
        if (test.isPresent()) {
            return new ClassPatterns(List.of(test.get()), List.of(), true);
        }
        List<String> includes = new ArrayList<>(parameters.list("includes"));
        includes.addAll(listed(module, parameters.text("includesFile")));
        List<String> excludes = new ArrayList<>(parameters.list("excludes"));
        excludes.addAll(listed(module, parameters.text("excludesFile")));
        return new ClassPatterns(includes.isEmpty() ? defaults(execution) : includes, excludes, false);
    }

    private static List<String> defaults(TestExecution execution) {
        if (execution.integration()) {
            return FAILSAFES;
        }
        return Version.of(execution.version()).isBefore(TESTS_SINCE)
                ? TestClassNames.SUREFIRES.stream()
                        .filter(pattern -> !pattern.endsWith("Tests"))
                        .toList()
                : TestClassNames.SUREFIRES;
    }

    private static List<String> listed(MavenModule module, Optional<String> file) throws IOException {
        if (file.isEmpty()) {
            return List.of();
        }
        Path path = module.directory().resolve(file.get());
        return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** A pattern that cannot be applied, which Surefire does not take either, or which names methods. */
    Optional<String> notUnderstood() {
        return TestClassNames.notUnderstood(includes, excludes);
    }

    TestClassNames names() {
        return specific ? TestClassNames.exactly(includes) : TestClassNames.surefire(includes, excludes);
    }
}
