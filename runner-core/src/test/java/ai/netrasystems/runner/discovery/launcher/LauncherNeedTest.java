package ai.netrasystems.runner.discovery.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.discovery.Compiled;
import ai.netrasystems.runner.discovery.classfile.ClasspathFiles;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class LauncherNeedTest {
    private static final String ENGINE = "org/junit/platform/engine/TestEngine.class";
    private static final String LAUNCHER = "org/junit/platform/launcher/Launcher.class";
    private static final String JUPITER_ENGINE = "org/junit/jupiter/engine/JupiterTestEngine.class";

    @TempDir
    private Path folder = Path.of("");

    private final List<Path> classpath = new ArrayList<>();

    @Test
    void the_launcher_has_exactly_the_version_of_the_engine() throws IOException {
        jupiter("5.8.2", "1.8.2");

        assertThat(need()).contains(new LauncherNeed("1.8.2", List.of(platform("junit-platform-launcher", "1.8.2"))));
    }

    @Test
    void the_users_own_launcher_is_used() throws IOException {
        jupiter("6.1.3", "6.1.3");
        add("launcher.jar", "junit-platform-launcher", "6.1.3", LAUNCHER);

        assertThat(need()).contains(new LauncherNeed("6.1.3", List.of()));
    }

    @Test
    void what_the_platform_itself_lacks_is_added() throws IOException {
        add("engine.jar", "junit-platform-engine", "1.9.3", ENGINE);

        assertThat(need().orElseThrow().missing())
                .containsExactly(
                        platform("junit-platform-launcher", "1.9.3"),
                        platform("junit-platform-commons", "1.9.3"),
                        new Artifact("org.opentest4j", "opentest4j", "1.2.0"));
    }

    @Test
    void jupiters_engine_is_added_to_its_api_as_surefire_does() throws IOException {
        jupiter("5.14.1", "1.14.1");
        classpath.removeIf(jar -> jar.endsWith("engine.jar") || jar.endsWith("jupiter-engine.jar"));

        assertThat(need().orElseThrow().missing())
                .containsExactly(
                        platform("junit-platform-launcher", "1.14.1"),
                        new Artifact("org.junit.jupiter", "junit-jupiter-engine", "5.14.1"),
                        platform("junit-platform-engine", "1.14.1"));
    }

    @Test
    void several_versions_on_one_classpath_are_a_problem_that_names_them() throws IOException {
        jupiter("5.8.2", "1.8.2");
        add("second.jar", "junit-platform-engine", "6.1.3", ENGINE);

        assertThat(problem().message()).contains("1.8.2", "6.1.3", "second.jar");
    }

    @Test
    void a_launcher_of_another_version_than_the_engine_is_a_problem() throws IOException {
        jupiter("5.8.2", "1.8.2");
        add("launcher.jar", "junit-platform-launcher", "1.14.1", LAUNCHER);

        assertThat(problem().message()).contains("1.8.2", "1.14.1");
    }

    @Test
    void the_users_own_launcher_may_be_another_release_of_the_same_line() throws IOException {
        jupiter("5.14.2", "1.14.2");
        add("launcher.jar", "junit-platform-launcher", "1.14.1", LAUNCHER);

        assertThat(need()).contains(new LauncherNeed("1.14.2", List.of()));
    }

    @Test
    void a_launcher_of_a_release_candidate_works_with_itself_only() throws IOException {
        jupiter("6.0.0", "6.0.0");
        add("launcher.jar", "junit-platform-launcher", "6.0.0-RC1", LAUNCHER);

        assertThat(problem().message()).contains("6.0.0-RC1");
    }

    @Test
    void a_platform_that_is_too_old_is_named() throws IOException {
        jupiter("5.7.2", "1.7.2");

        assertThat(problem().message()).contains("1.7.2", "1.8");
    }

    @Test
    void the_oldest_platform_that_runs_gets_its_launcher() throws IOException {
        jupiter("5.8.0", "1.8.0");

        assertThat(need()).contains(new LauncherNeed("1.8.0", List.of(platform("junit-platform-launcher", "1.8.0"))));
    }

    @Test
    void junit_4_alone_gets_vintage_and_everything_under_it() throws IOException {
        add(
                "junit.jar",
                "JUnit",
                "4.13.2",
                "junit/framework/TestCase.class",
                "org/junit/validator/AnnotationValidator.class");

        assertThat(need().orElseThrow().missing())
                .extracting(Artifact::name)
                .containsExactly(
                        "junit-platform-launcher",
                        "junit-vintage-engine",
                        "junit-platform-engine",
                        "junit-platform-commons",
                        "opentest4j");
    }

    @Test
    void junit_before_4_12_is_named() throws IOException {
        add("junit-3.8.2.jar", "", "", "junit/framework/TestCase.class");

        assertThat(problem().message()).contains("3.8.2").contains("4.12");
    }

    @Test
    void no_framework_needs_nothing() throws IOException {
        add("guava.jar", "guava", "33", "com/google/common/A.class");

        assertThat(need()).isEmpty();
    }

    @Test
    void the_version_inside_a_shaded_jar_is_not_taken_from_its_manifest() throws IOException {
        add("uber.jar", "the-product", "99", ENGINE);

        assertThat(problem().message()).contains("cannot be told").contains("uber.jar");
    }

    @Test
    void a_folder_tells_its_version_by_the_coordinates_that_maven_left() throws IOException {
        Path classes = folder.resolve("exploded");
        Path coordinates = classes.resolve("META-INF/maven/org.junit.platform/junit-platform-engine/pom.properties");
        Files.createDirectories(coordinates.getParent());
        Files.writeString(coordinates, "version=1.11.4\n");
        Files.createDirectories(classes.resolve(ENGINE).getParent());
        Files.createFile(classes.resolve(ENGINE));
        classpath.add(classes);

        assertThat(need().orElseThrow().version()).isEqualTo("1.11.4");
    }

    private void jupiter(String jupiter, String platform) {
        add("api.jar", "junit-jupiter-api", jupiter, "org/junit/jupiter/api/Test.class");
        add("jupiter-engine.jar", "junit-jupiter-engine", jupiter, JUPITER_ENGINE);
        add("engine.jar", "junit-platform-engine", platform, ENGINE);
        add("commons.jar", "junit-platform-commons", platform, "org/junit/platform/commons/JUnitException.class");
        add("opentest4j.jar", "opentest4j", "1.3.0", "org/opentest4j/AssertionFailedError.class");
    }

    private void add(String file, String title, String version, String... names) {
        classpath.add(Compiled.jar(folder.resolve(file), title, version, names));
    }

    private static Artifact platform(String name, String version) {
        return new Artifact("org.junit.platform", name, version);
    }

    private Checked<Optional<LauncherNeed>> checked() throws IOException {
        try (ClasspathFiles files = new ClasspathFiles(classpath)) {
            return LauncherNeed.of(PlatformFacts.of(files), "app");
        }
    }

    private Optional<LauncherNeed> need() throws IOException {
        return checked().fold(need -> need, problems -> {
            throw new AssertionError(problems);
        });
    }

    private Problem problem() throws IOException {
        return checked()
                .fold(
                        need -> {
                            throw new AssertionError(need);
                        },
                        problems -> problems.get(0));
    }
}
