package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What becomes of each parameter of Surefire and Failsafe, 2.12.4 to 3.6. The rule: what changes which tests run, or
 * what they see, is honoured or refused by name.
 */
final class ParameterTable {
    /** What becomes of a parameter that is set to something. */
    enum Treatment {
        /** It means here what it means there. */
        HONOURED,
        /** It is about reports, Surefire's own processes, or what another parameter switches on. */
        HARMLESS,
        /** It is told in a warning that it is not applied. */
        TOLD,
        /** The module is not run: exit 2. */
        REFUSED
    }

    private static final Set<String> HONOURED = Set.of(
            "additionalClasspathDependencies",
            "additionalClasspathElements",
            "argLine",
            "basedir",
            "classesDirectory",
            "classpathDependencyExcludes",
            "classpathDependencyScopeExclude",
            "defaultClassesDirectory",
            "dependenciesToScan",
            "enableAssertions",
            "environmentVariables",
            "excludedEnvironmentVariables",
            "excludedGroups",
            "excludes",
            "excludesFile",
            "failIfNoSpecifiedTests",
            "failIfNoTests",
            "forkCount",
            "forkMode",
            "groups",
            "includes",
            "includesFile",
            "jdkToolchain",
            "jvm",
            "localRepository",
            "parallel",
            "promoteUserPropertiesToSystemProperties",
            "properties",
            "reuseForks",
            "runOrder",
            "runOrderRandomSeed",
            "skip",
            "skipExec",
            "skipITs",
            "skipTests",
            "statelessTestsetReporter",
            "systemProperties",
            "systemPropertiesFile",
            "systemPropertyVariables",
            "test",
            "testClassesDirectory",
            "threadCount",
            "useManifestOnlyJar",
            "useModulePath",
            "workingDirectory");

    /** With the value that changes nothing, and what to do. */
    private static final Map<String, Refusal> REFUSED = Map.of(
            "suiteXmlFiles", new Refusal("", "TestNG's suites need TestNG's own runner; name the classes in includes"),
            "objectFactory", new Refusal("", "it is TestNG's; run these tests with mvn test"),
            "includeJUnit5Engines", new Refusal("", "put only the engines that shall run on the test classpath"),
            "excludeJUnit5Engines", new Refusal("", "put only the engines that shall run on the test classpath"),
            "useSystemClassLoader", new Refusal("true", "leave it out: tests run on a flat classpath here"),
            "junitArtifactName", new Refusal("junit:junit", "leave it out: JUnit is found by its classes here"),
            "junitPlatformArtifactName",
                    new Refusal(
                            "org.junit.platform:junit-platform-commons",
                            "leave it out: the platform is found by its classes here"),
            "testNGArtifactName", new Refusal("org.testng:testng", "leave it out: TestNG is found by its classes"));

    /** With the value that changes nothing, and what there is instead. */
    private static final Map<String, Refusal> TOLD = Map.of(
            "debugForkedProcess", new Refusal("", "use --debug"),
            "failOnFlakeCount", new Refusal("0", "use --flaky fail"),
            "forkedProcessTimeoutInSeconds", new Refusal("0", "use --timeout"),
            "parallelTestsTimeoutForcedInSeconds", new Refusal("0", "use --timeout"),
            "parallelTestsTimeoutInSeconds", new Refusal("0", "use --timeout"),
            "rerunFailingTestsCount", new Refusal("0", "use --retries"),
            "skipAfterFailureCount", new Refusal("0", "use --max-failures"),
            "testFailureIgnore", new Refusal("false", "a failed test is a failed run here"));

    private static final Set<String> HARMLESS = Set.of(
            "childDelegation",
            "consoleOutputReporter",
            "disableXmlReport",
            "enableOutErrElements",
            "enableProcessChecker",
            "enablePropertiesElement",
            "encoding",
            "failIfNoSpecifiedTestsDeprecated",
            "forkNode",
            "forkedProcessExitTimeoutInSeconds",
            "forkedProcessTimeoutExtensionContext",
            "parallelMavenExecution",
            "parallelOptimized",
            "perCoreThreadCount",
            "pluginArtifactMap",
            "pluginDescriptor",
            "printSummary",
            "project",
            "projectArtifactMap",
            "projectBuildDirectory",
            "redirectTestOutputToFile",
            "remoteRepositories",
            "reportFormat",
            "reportNameSuffix",
            "reportTestTimestamp",
            "reportsDirectory",
            "runOrderStatisticsFileChecksum",
            "session",
            "shutdown",
            "stackTraceFilterPrefixes",
            "stackTraceMaxFrames",
            "statelessTestsetInfoReporter",
            "summaryFile",
            "tempDir",
            "testSourceDirectory",
            "threadCountClasses",
            "threadCountMethods",
            "threadCountSuites",
            "trimStackTrace",
            "useFile",
            "useUnlimitedThreads");

    private ParameterTable() {}

    /** The parameter's row; empty for one that is newer than this table. */
    static Optional<Treatment> treatment(String parameter) {
        if (HONOURED.contains(parameter)) {
            return Optional.of(Treatment.HONOURED);
        }
        if (HARMLESS.contains(parameter)) {
            return Optional.of(Treatment.HARMLESS);
        }
        if (TOLD.containsKey(parameter)) {
            return Optional.of(Treatment.TOLD);
        }
        return REFUSED.containsKey(parameter) ? Optional.of(Treatment.REFUSED) : Optional.empty();
    }

    /** Parameters that are set and refused, each with what to do. */
    static List<Row> refused(Parameters parameters) {
        return set(REFUSED, parameters);
    }

    /** Parameters that are set and not applied, each with what there is instead. */
    static List<Row> told(Parameters parameters) {
        return set(TOLD, parameters);
    }

    /** Parameters that no row knows. */
    static List<String> unknown(Parameters parameters) {
        return parameters.names().stream()
                .filter(name -> treatment(name).isEmpty())
                .sorted()
                .toList();
    }

    /** A parameter, its value and what to do about it. */
    record Row(String parameter, String value, String remedy) {}

    private record Refusal(String harmless, String remedy) {}

    private static List<Row> set(Map<String, Refusal> table, Parameters parameters) {
        List<Row> rows = new ArrayList<>();
        new TreeMap<>(table).forEach((name, refusal) -> {
            String value = String.join(", ", parameters.list(name));
            if (!value.isEmpty() && !value.replaceFirst("^0\\.0$", "0").equals(refusal.harmless())) {
                rows.add(new Row(name, value, refusal.remedy()));
            }
        });
        return List.copyOf(rows);
    }
}
