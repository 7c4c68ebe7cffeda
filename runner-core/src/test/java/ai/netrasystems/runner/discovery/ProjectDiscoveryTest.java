package ai.netrasystems.runner.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.BuildChoice;
import ai.netrasystems.runner.config.RunRequest.Control;
import ai.netrasystems.runner.config.RunRequest.NoTests;
import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.TestModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ProjectDiscoveryTest {
    @TempDir
    private Path temporary = Path.of("");

    private Path project = Path.of("");
    private final Map<String, String> environment = new HashMap<>();
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void use_the_temporary_folder() throws IOException {
        project = Files.createDirectories(temporary.resolve("project"));
    }

    @Test
    void folders_of_the_classpath_are_the_test_roots_of_one_module() {
        Path classes = project.resolve("classes");
        Compiled.into(classes, Compiled.jupiterApi(), Map.of("a/CartTest.java", """
                package a; class CartTest { @org.junit.jupiter.api.Test void t() {} }"""));
        Path jar = Compiled.jar(project.resolve("lib/b.jar"), "", "", "a/JarTest.class");
        Compiled.jar(project.resolve("lib/a.JAR"), "", "");

        TestModule module = found(discover(classpath("classes", "lib/*"))).get(0);

        assertThat(module.id()).hasToString(".");
        assertThat(module.classpath()).containsExactly(classes, project.resolve("lib/a.JAR"), jar);
        assertThat(module.testRoots()).containsExactly(classes);
        assertThat(module.workingDirectory()).isEqualTo(project);
        assertThat(module.javaHome()).isEqualTo(ownJdk());
        assertThat(module.candidates()).extracting(CandidateClass::className).containsExactly("a.CartTest");
    }

    @Test
    void jars_are_searched_where_there_is_no_folder() {
        Compiled.jar(project.resolve("tests.jar"), "", "", "a/BrokenTest.class", "META-INF/versions/17/a/XTest.class");

        assertThat(found(discover(classpath("tests.jar"))).get(0).candidates())
                .containsExactly(new CandidateClass("a.BrokenTest", List.of(), false));
    }

    @Test
    void selectors_of_classes_reach_beyond_the_name_patterns() {
        Compiled.into(project.resolve("classes"), Compiled.jupiterApi(), Map.of("a/Cart.java", """
                package a; class Cart { @org.junit.jupiter.api.Test void t() {} }"""));
        Selection selection = new Selection(
                List.of(), List.of(), List.of(), List.of(), List.of("a.Cart"), List.of(), List.of(), List.of());

        assertThat(found(discover(classpath("classes"))).get(0).candidates()).isEmpty();
        assertThat(found(discover(request(List.of(Path.of("classes")), selection, BuildChoice.AUTO)))
                        .get(0)
                        .candidates())
                .extracting(CandidateClass::className)
                .containsExactly("a.Cart");
    }

    @Test
    void an_entry_of_the_classpath_that_does_not_exist_is_a_problem() {
        assertThat(problem(discover(classpath("classes"))).message()).contains("classes");
    }

    @Test
    void a_gradle_project_is_told_to_use_the_classpath() throws IOException {
        Files.writeString(project.resolve("build.gradle.kts"), "");

        assertThat(problem(discover(RunRequest.plain())))
                .satisfies(problem -> assertThat(problem.message()).contains("Gradle"))
                .satisfies(problem -> assertThat(problem.hint().orElse(""))
                        .contains("runner --classpath \"$(gradle", "docs/cookbook.md"));
    }

    @Test
    void no_build_at_all_is_a_problem() {
        assertThat(problem(discover(RunRequest.plain())).message()).contains("no pom.xml");
    }

    @Test
    void a_maven_project_without_maven_is_a_problem() throws IOException {
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        environment.put("PATH", "");

        assertThat(problem(discover(RunRequest.plain())).message()).contains("no mvn on PATH");
    }

    @Test
    void build_never_without_an_answer_of_maven_is_a_problem() throws IOException {
        Files.writeString(project.resolve("pom.xml"), "<project/>");

        assertThat(problem(discover(request(List.of(), Selection.everything(), BuildChoice.NEVER)))
                        .message())
                .contains("--build never");
    }

    @Test
    void a_jdk_older_than_17_is_a_problem() throws IOException {
        Path old = Files.createDirectories(project.resolve("jdk8/bin"));
        assertThat(Files.createFile(old.resolve("java")).toFile().setExecutable(true))
                .isTrue();
        Files.writeString(project.resolve("jdk8/release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        environment.put("JAVA_HOME", project.resolve("jdk8").toString());

        assertThat(problem(discover(RunRequest.plain())).message()).contains("JDK 8");
    }

    @Test
    void a_java_home_that_is_no_jdk_is_a_problem() {
        environment.put("JAVA_HOME", project.toString());

        assertThat(problem(discover(RunRequest.plain())).message()).contains("no JDK");
    }

    private DiscoveryResult discover(RunRequest request) {
        DiscoverySettings settings = new DiscoverySettings(
                project,
                project,
                project.resolve(".runner/cache"),
                ownJdk(),
                temporary,
                Optional.empty(),
                environment,
                pid -> {});
        return new ProjectDiscovery(settings).discover(request, events::add, new StopSignal());
    }

    private static Path ownJdk() {
        return Path.of(System.getProperty("java.home"));
    }

    private static RunRequest classpath(String... entries) {
        return request(List.of(entries).stream().map(Path::of).toList(), Selection.everything(), BuildChoice.AUTO);
    }

    private static RunRequest request(List<Path> classpath, Selection selection, BuildChoice build) {
        return new RunRequest(
                Optional.empty(),
                selection,
                RunRequest.Where.open(),
                classpath,
                new Control(false, Optional.empty(), Optional.empty(), NoTests.FAIL, build),
                Optional.empty());
    }

    private static List<TestModule> found(DiscoveryResult result) {
        return result.fold(
                modules -> modules,
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

    private static Problem problem(DiscoveryResult result) {
        assertThat(result).isInstanceOf(DiscoveryResult.Refused.class);
        return ((DiscoveryResult.Refused) result).problems().get(0);
    }
}
