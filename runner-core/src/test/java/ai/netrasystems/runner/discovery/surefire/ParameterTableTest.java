package ai.netrasystems.runner.discovery.surefire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.discovery.maven.Parameters.Leaf;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class ParameterTableTest {
    /**
     * The parameters of surefire:test 2.12.4, 2.22.2, 3.0.0, 3.2.5, 3.5.3, 3.5.6 and 3.6.1, and of
     * failsafe:integration-test 3.5.3, as their plug-in descriptors name them.
     */
    private static final String KNOWN = """
            additionalClasspathDependencies additionalClasspathElements argLine basedir childDelegation
            classesDirectory classpathDependencyExcludes classpathDependencyScopeExclude consoleOutputReporter
            debugForkedProcess defaultClassesDirectory dependenciesToScan disableXmlReport enableAssertions
            enableOutErrElements enableProcessChecker enablePropertiesElement encoding environmentVariables
            excludeJUnit5Engines excludedEnvironmentVariables excludedGroups excludes excludesFile
            failIfNoSpecifiedTests failIfNoSpecifiedTestsDeprecated failIfNoTests failOnFlakeCount forkCount
            forkMode forkNode forkedProcessExitTimeoutInSeconds forkedProcessTimeoutExtensionContext
            forkedProcessTimeoutInSeconds groups includeJUnit5Engines includes includesFile jdkToolchain
            junitArtifactName junitPlatformArtifactName jvm localRepository objectFactory parallel
            parallelMavenExecution parallelOptimized parallelTestsTimeoutForcedInSeconds
            parallelTestsTimeoutInSeconds perCoreThreadCount pluginArtifactMap pluginDescriptor printSummary
            project projectArtifactMap projectBuildDirectory promoteUserPropertiesToSystemProperties properties
            redirectTestOutputToFile remoteRepositories reportFormat reportNameSuffix reportTestTimestamp
            reportsDirectory rerunFailingTestsCount reuseForks runOrder runOrderRandomSeed
            runOrderStatisticsFileChecksum session shutdown skip skipAfterFailureCount skipExec skipITs
            skipTests stackTraceFilterPrefixes stackTraceMaxFrames statelessTestsetInfoReporter
            statelessTestsetReporter suiteXmlFiles summaryFile systemProperties systemPropertiesFile
            systemPropertyVariables tempDir test testClassesDirectory testFailureIgnore testNGArtifactName
            testSourceDirectory threadCount threadCountClasses threadCountMethods threadCountSuites
            trimStackTrace useFile useManifestOnlyJar useModulePath useSystemClassLoader useUnlimitedThreads
            workingDirectory
            """;

    static Stream<String> known() {
        return Stream.of(KNOWN.strip().split("\\s+"));
    }

    @ParameterizedTest
    @MethodSource("known")
    void every_parameter_of_the_plug_ins_has_one_treatment(String parameter) {
        assertThat(ParameterTable.treatment(parameter)).isPresent();
    }

    @Test
    void what_has_the_value_that_changes_nothing_is_neither_refused_nor_told() {
        Parameters defaults = parameters(
                "useSystemClassLoader", "true",
                "junitArtifactName", "junit:junit",
                "testNGArtifactName", "org.testng:testng",
                "rerunFailingTestsCount", "0",
                "parallelTestsTimeoutInSeconds", "0.0",
                "testFailureIgnore", "false");

        assertThat(ParameterTable.refused(defaults)).isEmpty();
        assertThat(ParameterTable.told(defaults)).isEmpty();
        assertThat(ParameterTable.unknown(defaults)).isEmpty();
    }

    @Test
    void what_is_set_is_refused_or_told_with_what_to_do_and_what_is_new_is_unknown() {
        Parameters set = parameters(
                "useSystemClassLoader", "false",
                "suiteXmlFiles", "suite.xml",
                "includeJUnit5Engines", "spock",
                "rerunFailingTestsCount", "2",
                "fromTheFuture", "1");

        assertThat(ParameterTable.refused(set))
                .extracting(ParameterTable.Row::parameter)
                .containsExactly("includeJUnit5Engines", "suiteXmlFiles", "useSystemClassLoader");
        assertThat(ParameterTable.refused(set))
                .allSatisfy(row -> assertThat(row.remedy()).isNotBlank());
        assertThat(ParameterTable.told(set))
                .containsExactly(new ParameterTable.Row("rerunFailingTestsCount", "2", "use --retries"));
        assertThat(ParameterTable.unknown(set)).containsExactly("fromTheFuture");
    }

    private static Parameters parameters(String... namesAndValues) {
        return new Parameters(Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
                .map(i -> new Leaf(List.of(namesAndValues[i]), namesAndValues[i + 1]))
                .toList());
    }
}
