package ai.netrasystems.runner.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.ModulePath;
import ai.netrasystems.runner.plan.TestModule;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One real Maven call on a reactor of small modules, one for each thing that builds tell Surefire. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReactorDiscoveryTest {
    /** What an engine does with reflection, from the class path. */
    private static final String CALLS_A_TEST = """
            public class Main {
                public static void main(String[] arguments) throws Exception {
                    Class<?> type = Class.forName(arguments[0]);
                    var constructor = type.getDeclaredConstructor();
                    constructor.setAccessible(true);
                    var method = type.getDeclaredMethod("runs_inside_the_module");
                    method.setAccessible(true);
                    method.invoke(constructor.newInstance());
                    System.out.print(type.getModule().getName());
                }
            }
            """;

    @TempDir
    private static Path temporary = Path.of("");

    private static Path project = Path.of("");
    private static final List<RunEvent> EVENTS = new CopyOnWriteArrayList<>();
    private static List<TestModule> modules = List.of();
    private static Path extension = Path.of("");

    @BeforeAll
    static void ask_maven_once() throws IOException {
        project = temporary.toRealPath().resolve("project");
        ProjectCopy.of("reactor", project);
        ProjectCopy.useTheWrapper(project);
        extension = Compiled.jar(temporary.toRealPath().resolve("users-extension.jar"), "", "");
        Files.writeString(
                project.resolve(".mvn/maven.config"), "-Duser.given=yes\n-Dmaven.ext.class.path=" + extension + "\n");
        modules = discover();
    }

    @Test
    void there_is_a_module_for_each_execution_of_surefire_and_failsafe_and_none_for_a_skipped_one() {
        assertThat(modules)
                .extracting(module -> module.id().toString())
                .containsExactly(
                        "shared",
                        "settings",
                        "modular",
                        "test-module",
                        "executions",
                        "executions@slow",
                        "executions@default",
                        "in-process");
        assertThat(modules)
                .filteredOn(module -> module.tests().integration())
                .extracting(module -> module.id().toString())
                .containsExactly("executions@default");
        assertThat(notes()).anySatisfy(note -> assertThat(note).contains("skipped", "skipTests"));
    }

    @Test
    void an_extension_that_the_user_has_maven_load_is_still_loaded() {
        assertThat(EVENTS)
                .filteredOn(RunEvent.BuildStarted.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((RunEvent.BuildStarted) event).command())
                        .anySatisfy(word -> assertThat(word)
                                .startsWith("-Dmaven.ext.class.path=")
                                .endsWith(File.pathSeparator + extension)));
    }

    @Test
    void siblings_and_their_test_jars_are_on_the_classpath_in_surefires_order() {
        assertThat(module("settings").classpath())
                .startsWith(
                        project.resolve("settings/target/test-classes"),
                        project.resolve("settings/target/classes"),
                        project.resolve("shared/target/classes"),
                        project.resolve("shared/target/test-classes"));
        assertThat(module("settings").classpath())
                .extracting(path -> path.getFileName().toString())
                .contains("junit-jupiter-engine-5.14.1.jar");
    }

    @Test
    void classes_are_those_of_the_files_and_dependencies_that_are_named_in_the_order_that_is_asked_for() {
        assertThat(module("settings").candidates())
                .extracting(CandidateClass::className)
                .containsExactly("fixture.settings.BCheck", "fixture.settings.AFirst");
        assertThat(module("settings").testRoots())
                .containsExactly(
                        project.resolve("settings/target/test-classes"), project.resolve("shared/target/test-classes"));
    }

    @Test
    void the_jvm_gets_late_properties_quoted_words_and_its_number() {
        TestModule settings = module("settings").inWorker(2);

        assertThat(settings.jvmArguments()).startsWith("-ea", "-Xmx64m", "-Dquoted=a b");
        assertThat(settings.jvmArguments().get(3)).startsWith("-Dlate=").endsWith("junit-jupiter-api-5.14.1.jar");
        assertThat(settings.jvmArguments()).endsWith("-Dfork=2").hasSize(5);
        assertThat(settings.environment()).containsExactly(Map.entry("GREETED", "world"));
        assertThat(settings.workingDirectory()).isEqualTo(project.resolve("settings/target/work"));
        assertThat(settings.tests().excludedVariables()).containsExactly("RUNNER_FIXTURE_SECRET");
        assertThat(settings.tests().forkCount()).isEqualTo(2);
        assertThat(settings.tests().reuseForks()).isFalse();
    }

    @Test
    void system_properties_come_from_all_places_and_the_strongest_wins() {
        assertThat(module("settings").systemProperties())
                .containsEntry("old", "1")
                .containsEntry("file.only", "yes")
                .containsEntry("greeting", "hello")
                .containsEntry("empty", "")
                .containsEntry("user.given", "yes")
                .containsEntry("basedir", project.resolve("settings").toString())
                .containsKey("localRepository")
                // The user's own, as in mvn test, without the spy.
                .containsEntry("maven.ext.class.path", extension.toString())
                .doesNotContainKeys("runner.spy.file", "runner.spy.extensions")
                .extractingByKey("surefire.test.class.path")
                .satisfies(path -> assertThat(path.split(File.pathSeparator))
                        .hasSameSizeAs(module("settings").classpath()));
    }

    @Test
    void groups_and_configuration_parameters_come_from_properties_too() {
        assertThat(module("settings").tests().groups()).contains("!((slow) | (broken))");
        assertThat(module("settings").tests().configurationParameters())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("junit.jupiter.testinstance.lifecycle.default", "per_class", "fixture.name", "a=b"));
    }

    @Test
    void executions_have_settings_of_their_own() {
        assertThat(module("executions").tests().groups()).contains("!((slow))");
        assertThat(module("executions@slow").tests().groups()).contains("(slow)");
        assertThat(module("executions@slow").systemProperties()).containsEntry("speed", "slow");
        assertThat(module("executions").systemProperties()).doesNotContainKey("speed");
        assertThat(module("executions").candidates())
                .extracting(CandidateClass::className)
                .containsExactly("fixture.executions.SpeedTest");
    }

    @Test
    void tests_inside_maven_get_its_directory_and_neither_arguments_nor_variables() {
        TestModule inMaven = module("in-process");

        assertThat(inMaven.jvmArguments()).containsExactly("-ea");
        assertThat(inMaven.environment()).isEmpty();
        assertThat(inMaven.workingDirectory()).isEqualTo(project);
        assertThat(inMaven.systemProperties())
                .containsEntry("user.dir", project.resolve("in-process/target").toString());
        assertThat(inMaven.tests().forkCount()).isEqualTo(1);
    }

    @Test
    void a_named_module_gets_what_it_requires_on_its_module_path() {
        TestModule modular = module("modular");
        ModulePath path = modular.modulePath().orElseThrow();

        assertThat(path.module()).isEqualTo("fixture.modular");
        assertThat(path.entries())
                .containsExactly(project.resolve("modular/target/classes"), project.resolve("needed/target/classes"));
        assertThat(path.patch()).contains(project.resolve("modular/target/test-classes"));
        assertThat(path.openPackages()).containsExactly("fixture.modular");
        assertThat(path.without(modular.classpath())).startsWith(project.resolve("shared/target/classes"));
        assertThat(module("shared").modulePath()).isEmpty();
    }

    @Test
    void tests_with_a_descriptor_of_their_own_have_their_whole_classpath_as_module_path() {
        TestModule own = module("test-module");
        ModulePath path = own.modulePath().orElseThrow();

        assertThat(path.module()).isEqualTo("fixture.testmodule");
        assertThat(path.entries()).isEqualTo(own.classpath());
        assertThat(path.patch()).isEmpty();
        assertThat(path.without(own.classpath())).isEmpty();
        assertThat(path.jvmArguments())
                .contains("org.junit.platform.commons/org.junit.platform.commons.util=ALL-UNNAMED");
    }

    @Test
    void a_jvm_starts_with_these_arguments_and_its_tests_are_inside_the_module() throws Exception {
        TestModule modular = module("modular");
        ModulePath path = modular.modulePath().orElseThrow();
        Path main = temporary.resolve("main");
        Compiled.into(main, List.of(), Map.of("Main.java", CALLS_A_TEST));
        String classpath = String.join(
                File.pathSeparator,
                path.without(modular.classpath()).stream().map(Path::toString).toList());
        List<String> command = Stream.of(
                        Stream.of(modular.javaHome().resolve("bin/java").toString()),
                        path.jvmArguments().stream(),
                        Stream.of("-cp", classpath + File.pathSeparator + main),
                        Stream.of("Main", "fixture.modular.SaidTest"))
                .flatMap(words -> words)
                .toList();

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("fixture.modular");
        assertThat(process.waitFor()).isZero();
    }

    private static TestModule module(String id) {
        return modules.stream()
                .filter(module -> module.id().toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> notes() {
        return EVENTS.stream()
                .filter(RunEvent.Noted.class::isInstance)
                .map(Object::toString)
                .toList();
    }

    private static List<TestModule> discover() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeAll(List.of("JAVA_HOME", "MAVEN_OPTS", "MAVEN_ARGS"));
        DiscoverySettings settings = new DiscoverySettings(
                project,
                project,
                project.resolve(".runner/cache"),
                Path.of(System.getProperty("java.home")),
                Path.of(System.getProperty("user.home")),
                Optional.empty(),
                environment,
                pid -> {});
        DiscoveryResult result =
                new ProjectDiscovery(settings).discover(RunRequest.plain(), EVENTS::add, new StopSignal());
        return result.fold(
                found -> found,
                output -> {
                    throw new AssertionError(output);
                },
                problems -> {
                    throw new AssertionError(problems);
                },
                () -> {
                    throw new AssertionError("stopped");
                });
    }
}
