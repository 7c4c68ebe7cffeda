package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.jupiter.OldPlatformFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** This jar beside what users have: without its optional libraries, with other versions of them, with other JUnits. */
class ClasspathTest {
    @TempDir
    Path folder;

    @Test
    void the_part_that_is_not_optional_loads_without_the_libraries() throws Exception {
        List<Path> classpath = new ArrayList<>(ownClasses());
        classpath.addAll(jupiter());

        ChildJvm.Result result = loadAll(classpath, "", "jupiter");

        assertThat(result.output()).contains("okhttp3 absent, org.java_websocket absent, org.slf4j absent");
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(loaded(result)).isGreaterThan(20);
    }

    @Test
    void without_junit_the_values_load() throws Exception {
        ChildJvm.Result result = loadAll(ownClasses(), "");

        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(loaded(result)).isGreaterThan(15);
    }

    @Test
    void all_of_it_loads_and_sends_a_request_with_okhttp_4_and_slf4j_2() throws Exception {
        List<Path> classpath = new ArrayList<>(ownClasses());
        classpath.addAll(jupiter());
        for (String jar : List.of("okhttp-4", "okio-jvm-3.6", "kotlin-stdlib-1.9")) {
            classpath.add(ChildJvm.copied(jar));
        }
        classpath.add(ChildJvm.home(org.java_websocket.WebSocket.class));
        classpath.add(ChildJvm.home(org.slf4j.Logger.class));
        assertThat(ChildJvm.home(org.slf4j.Logger.class).toString()).contains("slf4j-api-2.");

        ChildJvm.Result result = loadAll(classpath, "", "jupiter", "http", "websocket");

        assertThat(result.output()).contains("okhttp3 4.12.0, org.java_websocket present, org.slf4j present");
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(loaded(result)).isGreaterThan(35);
        assertThat(result.output()).contains("sent Authorization: Bearer t0ken");
    }

    @ParameterizedTest
    @CsvSource({"console-standalone-1.8.2", "console-standalone-1.14.1"})
    void the_parameters_work_on_older_platforms(String platform) throws Exception {
        List<Path> classpath = new ArrayList<>(ownClasses());
        classpath.add(ChildJvm.copied("junit-platform-" + platform));

        ChildJvm.Result result = ChildJvm.run(
                folder,
                classpath,
                "org.junit.platform.console.ConsoleLauncher",
                "--disable-banner",
                "--select-class=" + OldPlatformFixture.class.getName());

        assertThat(result.output())
                .containsPattern("3 tests found")
                .containsPattern("2 tests successful")
                .containsPattern("1 tests aborted")
                .contains("WEBSOCKET_URL is not set");
        assertThat(result.exit()).as(result.output()).isZero();
    }

    private ChildJvm.Result loadAll(List<Path> classpath, String... parts) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (String part : parts) {
            names.addAll(classesIn(part));
        }
        return ChildJvm.run(folder, classpath, LoadsClasses.class.getName(), names.toArray(String[]::new));
    }

    private static List<String> classesIn(String part) throws IOException {
        String root = TestId.class.getPackageName();
        Path classes = ChildJvm.home(TestId.class);
        String name = part.isEmpty() ? root : root + "." + part;
        try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .map(file -> name + "." + file.substring(0, file.length() - ".class".length()))
                    .toList();
        }
    }

    private static long loaded(ChildJvm.Result result) {
        return result.output()
                .lines()
                .filter(line -> line.startsWith("loaded "))
                .count();
    }

    private static List<Path> ownClasses() {
        return List.of(ChildJvm.home(TestId.class), ChildJvm.home(ClasspathTest.class));
    }

    private static List<Path> jupiter() {
        return List.of(
                ChildJvm.home(org.junit.jupiter.api.Test.class),
                ChildJvm.home(org.junit.platform.commons.JUnitException.class),
                ChildJvm.home(org.opentest4j.TestAbortedException.class));
    }
}
