package ai.netrasystems.runner.discovery.surefire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.discovery.Compiled;
import ai.netrasystems.runner.discovery.maven.MavenArtifact;
import ai.netrasystems.runner.discovery.maven.MavenBuild;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.discovery.maven.Parameters.Leaf;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.TestModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without Maven: what single parameters come to, or are refused for. */
@Tag("unit")
class SurefireReadingTest {
    private static final Path OWN_JDK = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path directory = Path.of("");

    private final List<Leaf> parameters = new ArrayList<>();
    private String version = "3.5.3";
    private boolean jupiter = true;
    private Optional<Path> toolchain = Optional.empty();
    private Optional<String> missingToolchain = Optional.empty();
    private boolean allClasses;

    @BeforeEach
    void compile_tests() {
        Compiled.into(
                directory.resolve("test-classes"),
                Compiled.jupiterApi(),
                Map.of(
                        "a/OneTest.java", "package a; class OneTest { @org.junit.jupiter.api.Test void t() {} }",
                        "a/TwoTests.java", "package a; class TwoTests { @org.junit.jupiter.api.Test void t() {} }",
                        "a/Third.java", "package a; class Third { @org.junit.jupiter.api.Test void t() {} }",
                        "a/Slow.java", "package a; interface Slow {}",
                        "a/Slower.java", "package a; interface Slower extends Slow {}"));
    }

    @ParameterizedTest
    @CsvSource({
        "suiteXmlFiles, suite.xml",
        "objectFactory, x.Y",
        "includeJUnit5Engines, junit-jupiter",
        "useSystemClassLoader, false",
        "runOrder, balanced",
        "runOrder, failedfirst",
        "runOrder, testorder",
        "includes, A#b",
        "test, OneTest#t",
        "includesFile, no-such-file",
        "systemPropertiesFile, no-such-file",
        "forkCount, many",
        "argLine, '-Da=b @{no.such.property}'",
        "jvm, /no/such/jdk/bin/java",
        "jvm, /usr/bin/env",
        "groups, a & (b"
    })
    void what_cannot_be_honoured_is_refused_by_name(String parameter, String value) {
        set(parameter, value);

        assertThat(read().modules()).isEmpty();
        assertThat(read().problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.message()).containsAnyOf(parameter, value);
            assertThat(problem.where().file()).isPresent();
        });
    }

    @Test
    void all_problems_are_told_not_the_first_alone() {
        set("suiteXmlFiles", "suite.xml");
        set("useSystemClassLoader", "false");
        set("runOrder", "balanced");

        assertThat(read().problems()).hasSize(3);
    }

    @Test
    void a_listener_of_the_provider_is_refused_and_other_properties_of_it_are_told() {
        parameters.add(new Leaf(List.of("properties", "property", "name"), "listener"));
        parameters.add(new Leaf(List.of("properties", "property", "value"), "x.Listener"));
        assertThat(messages()).singleElement().asString().contains("properties/listener");

        parameters.clear();
        parameters.add(new Leaf(List.of("properties", "suitethreadpoolsize"), "2"));
        assertThat(only().candidates()).hasSize(2);
        assertThat(notes()).singleElement().asString().contains("properties/suitethreadpoolsize");
    }

    @Test
    void a_toolchain_older_than_17_or_missing_is_refused() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("jdk11/bin"));
        assertThat(Files.createFile(bin.resolve("java")).toFile().setExecutable(true))
                .isTrue();
        Files.writeString(directory.resolve("jdk11/release"), "JAVA_VERSION=\"11.0.2\"\n");

        toolchain = Optional.of(bin.resolve("java"));
        assertThat(messages()).singleElement().asString().contains("toolchain", "JDK 11");

        toolchain = Optional.empty();
        set("jvm", bin.resolve("java").toString());
        assertThat(messages()).singleElement().asString().contains("jvm", "JDK 11");

        parameters.clear();
        missingToolchain = Optional.of("{version=99}");
        assertThat(messages()).singleElement().asString().contains("jdkToolchain", "99");
    }

    @Test
    void the_jdk_that_tests_are_told_to_run_on_is_in_their_java_home_unless_the_build_says_otherwise() {
        toolchain = Optional.of(OWN_JDK.resolve("bin/java"));
        assertThat(only().javaHome()).isEqualTo(OWN_JDK);
        assertThat(only().environment()).containsExactly(Map.entry("JAVA_HOME", OWN_JDK.toString()));

        parameters.add(new Leaf(List.of("environmentVariables", "JAVA_HOME"), "mine"));
        assertThat(only().environment()).containsExactly(Map.entry("JAVA_HOME", "mine"));

        set("forkCount", "0");
        assertThat(only().environment()).isEmpty();
    }

    @Test
    void old_surefires_do_not_look_at_names_that_end_in_tests_and_run_no_junit_5() {
        assertThat(classes()).containsExactlyInAnyOrder("a.OneTest", "a.TwoTests");

        version = "2.12.4";
        assertThat(classes()).containsExactly("a.OneTest");
        assertThat(notes()).singleElement().asString().contains("2.12.4", "no test");
    }

    @Test
    void the_test_that_is_asked_for_takes_the_place_of_all_patterns() {
        set("test", "Third, !OneTest");
        set("includes", "**/*Test");

        assertThat(classes()).containsExactly("a.Third");
    }

    @Test
    void classes_that_the_user_names_reach_beyond_the_patterns() {
        allClasses = true;

        assertThat(classes()).contains("a.Third");
    }

    @ParameterizedTest
    @CsvSource({"failIfNoTests, includes", "failIfNoSpecifiedTests, test"})
    void a_module_that_must_have_tests_and_has_none_is_refused(String parameter, String patterns) {
        set(patterns, "NoSuch");
        set(parameter, "true");
        assertThat(messages()).singleElement().asString().contains(parameter);

        parameters.clear();
        set(patterns, "NoSuch");
        set(parameter, "false");
        assertThat(read().problems()).isEmpty();
        assertThat(read().modules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "skipTests", "skipExec"})
    void skipped_tests_are_told_and_never_refused(String parameter) {
        set(parameter, "true");
        set("suiteXmlFiles", "suite.xml");

        assertThat(read().modules()).isEmpty();
        assertThat(read().problems()).isEmpty();
        assertThat(notes()).singleElement().asString().contains(parameter);
    }

    @Test
    void categories_of_junit_4_are_classes_and_their_subclasses() {
        jupiter = false;
        set("groups", "Slow AND NOT a.Slower.class, x.Missing");

        assertThat(only().tests().groups()).contains("((a.Slow | a.Slower) & !a.Slower) | (x.Missing)");
    }

    @Test
    void parallel_of_junit_4_is_told_and_that_of_junit_5_means_nothing() {
        set("parallel", "classes");
        assertThat(only().candidates()).isNotEmpty();
        assertThat(notes()).isEmpty();

        jupiter = false;
        assertThat(notes()).singleElement().asString().contains("parallel (classes)");
    }

    @Test
    void excluded_dependencies_are_not_on_the_classpath_and_added_elements_are_last() {
        set("classpathDependencyExcludes", "org.junit.*:junit-jupiter-p*");
        set("additionalClasspathElements", "extra, /other");

        assertThat(only().classpath())
                .hasSize(5)
                .endsWith(directory.resolve("extra"), Path.of("/other"))
                .noneMatch(path -> path.toString().contains("params"));
        parameters.clear();
        set("classpathDependencyScopeExclude", "test");
        assertThat(only().classpath()).hasSize(2);
    }

    @Test
    void a_seed_makes_a_random_order_that_can_be_had_again() {
        set("runOrder", "random");
        set("runOrderRandomSeed", "4");
        List<String> once = classes();

        assertThat(classes()).isEqualTo(once);
        assertThat(notes()).singleElement().asString().contains("runOrderRandomSeed 4");
    }

    @ParameterizedTest
    @CsvSource({"once, 1, true", "always, 1, false", "perthread, 3, false", "never, 1, true"})
    void the_old_fork_modes_are_known(String mode, int count, boolean reuse) {
        set("forkMode", mode);
        set("threadCount", "3");

        assertThat(only().tests().forkCount()).isEqualTo(count);
        assertThat(only().tests().reuseForks()).isEqualTo(reuse);
    }

    private void set(String parameter, String value) {
        parameters.add(new Leaf(List.of(parameter), value));
    }

    private List<String> classes() {
        return only().candidates().stream().map(CandidateClass::className).toList();
    }

    private TestModule only() {
        ReadTests read = read();
        assertThat(read.problems()).isEmpty();
        assertThat(read.modules()).hasSize(1);
        return read.modules().get(0);
    }

    private List<String> messages() {
        return read().problems().stream().map(Problem::message).toList();
    }

    private List<String> notes() {
        return read().notes().stream().map(RunEvent.Noted::message).toList();
    }

    private ReadTests read() {
        TestExecution execution = new TestExecution(
                "maven-surefire-plugin",
                version,
                "default-test",
                new Parameters(parameters),
                Map.of(),
                Set.of(),
                List.of(),
                toolchain,
                missingToolchain);
        MavenModule module = new MavenModule(
                ".",
                directory,
                "only",
                List.of(directory.resolve("pom.xml")),
                "jar",
                directory.resolve("classes"),
                directory.resolve("test-classes"),
                List.of(),
                jupiter ? jupiterArtifacts() : List.of(),
                List.of(),
                Optional.empty(),
                List.of(execution));
        return SurefireReading.of(
                new MavenBuild(List.of(), directory, directory, List.of(), Map.of(), List.of(module)),
                new Circumstances(OWN_JDK, 4, 1, 12, allClasses));
    }

    /** Jupiter's API, its parameters and the platform's commons. */
    private static List<MavenArtifact> jupiterArtifacts() {
        return Stream.of("junit-jupiter-api", "junit-jupiter-params")
                .map(name -> new MavenArtifact(
                        Compiled.jupiterApi().get(name.endsWith("api") ? 0 : 1),
                        "org.junit.jupiter",
                        name,
                        "1",
                        "jar",
                        "",
                        "test",
                        true))
                .toList();
    }
}
