package ai.netrasystems.runner.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.discovery.launcher.Artifact;
import ai.netrasystems.runner.discovery.launcher.ArtifactFetch;
import ai.netrasystems.runner.discovery.launcher.LocalRepositories;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.plan.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class LauncherResolverTest {
    private static final String RUNTIME =
            "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) public @interface ";

    @TempDir
    private Path folder = Path.of("");

    private final List<RunEvent> events = new ArrayList<>();

    @Test
    void the_local_repository_of_the_settings_is_asked_before_maven() throws IOException {
        Path repository = folder.resolve("elsewhere");
        Files.createDirectories(folder.resolve(".m2"));
        Files.writeString(
                folder.resolve(".m2/settings.xml"),
                "<settings><!-- <localRepository>/no</localRepository> --><localRepository>" + repository
                        + "</localRepository></settings>");
        Path launcher = Compiled.jar(
                new Artifact("org.junit.platform", "junit-platform-launcher", "1.14.1").in(repository), "", "");

        LauncherResolution found = valid(resolver(neverAsked()).resolve(module(platform())));

        assertThat(found).isEqualTo(new LauncherResolution.Launcher("1.14.1", List.of(launcher)));
        assertThat(events).isEmpty();
    }

    @Test
    void what_is_nowhere_is_fetched_once_and_then_found_in_the_cache() {
        TestModule module = module(platform());
        ArtifactFetch maven = (artifacts, into) -> {
            artifacts.forEach(artifact -> Compiled.jar(into.resolve(artifact.fileName()), "", ""));
            return List.of();
        };

        LauncherResolution first = valid(resolver(maven).resolve(module));
        LauncherResolution second = valid(resolver(neverAsked()).resolve(module));

        assertThat(first)
                .isEqualTo(second)
                .isEqualTo(new LauncherResolution.Launcher(
                        "1.14.1", List.of(folder.resolve("cache/junit-platform-launcher-1.14.1.jar"))));
        assertThat(events).singleElement().asString().contains("junit-platform-launcher:1.14.1");
    }

    @Test
    void a_launcher_that_cannot_be_had_is_a_problem_that_names_the_version() {
        Problem problem =
                problem(resolver((artifacts, into) -> List.of("offline")).resolve(module(platform())));

        assertThat(problem.message()).contains("1.14.1").contains("offline");
        assertThat(problem.hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("junit-platform-launcher:1.14.1"));
    }

    @Test
    void testng_alone_is_refused_by_the_names_of_its_classes() {
        List<Path> classpath = compiledTestNg();

        Problem problem = problem(resolver(neverAsked()).resolve(module(classpath, "a.CartTest", "a.Other")));

        assertThat(problem.message()).contains("TestNG").contains("a.CartTest").doesNotContain("a.Other");
    }

    @Test
    void testng_beside_an_engine_is_named_in_a_warning() {
        List<Path> classpath =
                Stream.concat(compiledTestNg().stream(), launchable().stream()).toList();

        assertThat(valid(resolver(neverAsked()).resolve(module(classpath, "a.CartTest"))))
                .isEqualTo(new LauncherResolution.Launcher("1.14.1", List.of()));
        assertThat(events).singleElement().asString().contains("TestNG").contains("a.CartTest");
    }

    @Test
    void old_junit_tests_beside_jupiters_api_alone_are_named_in_a_warning() {
        Path classes = folder.resolve("classes");
        Compiled.into(
                classes,
                List.of(),
                Map.of(
                        "org/junit/Test.java", "package org.junit; " + RUNTIME + "Test {}",
                        "junit/framework/TestCase.java", "package junit.framework; public class TestCase {}",
                        "a/FourTest.java", "package a; public class FourTest { @org.junit.Test public void t() {} }",
                        "a/ThreeTest.java", "package a; public class ThreeTest extends junit.framework.TestCase {}",
                        "a/Other.java", "package a; public class Other {}"));
        Path api = Compiled.jar(
                folder.resolve("api.jar"), "junit-jupiter-api", "5.14.1", "org/junit/jupiter/api/Test.class");
        ArtifactFetch maven = (artifacts, into) -> List.of();

        LauncherResolution found =
                valid(resolver(maven).resolve(module(List.of(classes, api), "a.FourTest", "a.ThreeTest", "a.Other")));

        assertThat(found).isInstanceOf(LauncherResolution.Launcher.class);
        assertThat(events)
                .filteredOn(event -> event.toString().contains("WARNING"))
                .singleElement()
                .asString()
                .contains("JUnit 4", "a.FourTest, a.ThreeTest")
                .doesNotContain("a.Other");
    }

    @Test
    void no_framework_at_all_is_a_result_of_its_own() {
        assertThat(valid(resolver(neverAsked()).resolve(module(List.of(folder)))))
                .isEqualTo(new LauncherResolution.NoFramework());
    }

    private List<Path> compiledTestNg() {
        Path classes = folder.resolve("classes");
        Compiled.into(
                classes,
                List.of(),
                Map.of(
                        "org/testng/annotations/Test.java", "package org.testng.annotations; " + RUNTIME + "Test {}",
                        "a/Other.java", "package a; public class Other {}",
                        "a/CartTest.java",
                                "package a; public class CartTest { @org.testng.annotations.Test public void t() {} }"));
        return List.of(classes);
    }

    private List<Path> platform() {
        return List.of(
                Compiled.jar(
                        folder.resolve("engine.jar"),
                        "junit-platform-engine",
                        "1.14.1",
                        "org/junit/platform/engine/TestEngine.class"),
                Compiled.jar(
                        folder.resolve("others.jar"),
                        "",
                        "",
                        "org/junit/platform/commons/JUnitException.class",
                        "org/opentest4j/AssertionFailedError.class"));
    }

    private List<Path> launchable() {
        Path launcher = Compiled.jar(
                folder.resolve("launcher.jar"),
                "junit-platform-launcher",
                "1.14.1",
                "org/junit/platform/launcher/Launcher.class");
        return Stream.concat(platform().stream(), Stream.of(launcher)).toList();
    }

    private LauncherResolver resolver(ArtifactFetch fetch) {
        return new LauncherResolver(
                folder.resolve("cache"), LocalRepositories.of(Optional.empty(), Map.of(), folder), fetch, events::add);
    }

    private static ArtifactFetch neverAsked() {
        return (artifacts, into) -> {
            throw new AssertionError("asked for " + artifacts);
        };
    }

    private TestModule module(List<Path> classpath, String... unknown) {
        return new TestModule(
                ModuleId.of("."),
                folder,
                classpath,
                classpath,
                folder,
                folder,
                List.of(),
                Map.of(),
                Map.of(),
                TestSettings.defaults(),
                Stream.of(unknown)
                        .map(name -> new CandidateClass(name, List.of(), false))
                        .toList());
    }

    private static LauncherResolution valid(Checked<LauncherResolution> checked) {
        return checked.fold(found -> found, problems -> {
            throw new AssertionError(problems);
        });
    }

    private static Problem problem(Checked<LauncherResolution> checked) {
        return checked.fold(
                found -> {
                    throw new AssertionError(found);
                },
                problems -> problems.get(0));
    }
}
