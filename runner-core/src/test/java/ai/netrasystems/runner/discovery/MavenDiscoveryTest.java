package ai.netrasystems.runner.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.BuildChoice;
import ai.netrasystems.runner.discovery.launcher.Artifact;
import ai.netrasystems.runner.discovery.maven.MavenArtifactFetch;
import ai.netrasystems.runner.discovery.maven.MavenProcess;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.TestModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real Maven on a real little project: the wrapper of this repository, two modules, one uses the other. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MavenDiscoveryTest {
    private final List<Long> started = new CopyOnWriteArrayList<>();

    @TempDir
    private Path temporary = Path.of("");

    private Path project = Path.of("");
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final StopSignal stop = new StopSignal();

    @BeforeEach
    void copy_the_project() throws IOException {
        project = temporary.toRealPath().resolve("project");
        ProjectCopy.of("two-modules", project);
        // As IDEs leave it: no sources, so no classes, ever; it must not look like a missing build.
        Files.createDirectories(project.resolve("library/src/test/java"));
    }

    @Test
    void maven_is_asked_once_and_again_only_when_something_changed() throws IOException {
        useTheWrapper();
        TestModule application = found(discover(BuildChoice.AUTO, project)).get(0);

        assertThat(builds()).isEqualTo(1);
        assertThat(application.id()).hasToString("application");
        assertThat(application.directory()).isEqualTo(project.resolve("application"));
        assertThat(application.classpath())
                .startsWith(
                        project.resolve("application/target/compiled-tests"),
                        project.resolve("application/target/classes"),
                        project.resolve("library/target/classes"));
        assertThat(application.classpath())
                .extracting(path -> path.getFileName().toString())
                .contains("junit-jupiter-engine-5.14.1.jar", "junit-platform-engine-1.14.1.jar");
        assertThat(application.jvmArguments()).containsExactly("-ea", "-Xmx64m", "-Dquoted=a b");
        assertThat(application.systemProperties())
                .containsEntry("greeting", "hello")
                .containsEntry("basedir", project.resolve("application").toString());
        assertThat(application.tests().groups()).contains("(smoke)");
        assertThat(application.environment()).containsEntry("GREETED", "world");
        assertThat(application.candidates())
                .containsExactly(new CandidateClass(
                        "fixture.application.ApplicationTest",
                        List.of(new CandidateTest(
                                "fixture.application.ApplicationTest", "greets_through_the_sibling", Set.of("smoke"))),
                        true));
        assertThat(events).anySatisfy(event -> assertThat(event.toString()).contains("rerunFailingTestsCount"));
        assertThat(project.resolve("target")).doesNotExist();

        // Nothing changed, from another directory of the reactor too; what is not applied is told all the same.
        events.removeIf(RunEvent.Noted.class::isInstance);
        assertThat(found(discover(BuildChoice.AUTO, project.resolve("library"))))
                .containsExactly(application);
        assertThat(builds()).isEqualTo(1);
        assertThat(events).anySatisfy(event -> assertThat(event.toString()).contains("rerunFailingTestsCount"));

        // A new test; then a file of the build.
        Path tests = project.resolve("library/src/test/java/fixture/library");
        Files.createDirectories(tests);
        Files.writeString(tests.resolve("GreetingTest.java"), """
                package fixture.library;
                class GreetingTest { @org.junit.jupiter.api.Test void t() {} }
                """);
        assertThat(found(discover(BuildChoice.AUTO, project)))
                .extracting(module -> module.id().toString())
                .containsExactly("library", "application");
        assertThat(builds()).isEqualTo(2);

        Path pom = project.resolve("library/pom.xml");
        Files.writeString(pom, Files.readString(pom) + "<!-- changed -->");
        assertThat(discover(BuildChoice.NEVER, project)).isInstanceOf(DiscoveryResult.Refused.class);
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void surefires_includes_and_excludes_bound_the_tests() throws IOException {
        useTheWrapper();
        Path tests = project.resolve("library/src/test/java/fixture/library");
        Files.createDirectories(tests);
        for (String name : List.of("GreetingSpec", "SlowSpec", "GreetingTest")) {
            Files.writeString(
                    tests.resolve(name + ".java"),
                    "package fixture.library; class " + name + " { @org.junit.jupiter.api.Test void t() {} }");
        }
        Path pom = project.resolve("library/pom.xml");
        String before = Files.readString(pom);
        Files.writeString(pom, withSurefire(before, """
                <includes><include>**/*Spec, a.b.Other</include></includes>
                <excludes><exclude>Slow*.java</exclude></excludes>"""));

        TestModule library = found(discover(BuildChoice.AUTO, project)).get(0);
        TestModule again = found(discover(BuildChoice.AUTO, project)).get(0);

        assertThat(library.id()).hasToString("library");
        assertThat(library.candidates())
                .extracting(CandidateClass::className)
                .containsExactly("fixture.library.GreetingSpec");
        assertThat(again).isEqualTo(library);
        assertThat(builds()).isEqualTo(1);
        assertThat(events).noneSatisfy(event -> assertThat(event.toString()).contains("cludes"));

        // A pattern that cannot be applied must not decide in silence which tests run.
        Files.writeString(pom, withSurefire(before, "<includes><include>Spec#method</include></includes>"));
        DiscoveryResult refused = discover(BuildChoice.AUTO, project);
        assertThat(refused).isInstanceOf(DiscoveryResult.Refused.class);
        assertThat(((DiscoveryResult.Refused) refused).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).contains("library", "Spec#method");
                    assertThat(problem.hint().orElse("")).contains("--test");
                });
    }

    private static String withSurefire(String pom, String configuration) {
        String plugins = "<build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><configuration>"
                + configuration + "</configuration></plugin></plugins></build>";
        assertThat(pom).contains("</project>").doesNotContain("<build>");
        return pom.replace("</project>", plugins + "</project>");
    }

    @Test
    void a_compile_error_is_told_in_mavens_own_words_and_never_cached() throws IOException {
        useTheWrapper();
        Files.writeString(
                project.resolve("library/src/main/java/fixture/library/Greeting.java"),
                "package fixture.library; class Greeting { missing }");

        DiscoveryResult result = discover(BuildChoice.AUTO, project);

        assertThat(result).isInstanceOf(DiscoveryResult.DidNotCompile.class);
        assertThat(((DiscoveryResult.DidNotCompile) result).output())
                .anySatisfy(line -> assertThat(line).contains("Greeting.java:[1,50]"))
                .noneSatisfy(line -> assertThat(line).contains("[Help 1]"));
        assertThat(events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                RunEvent.BuildFinished.class,
                                finished -> assertThat(finished.succeeded()).isFalse()));
        assertThat(discover(BuildChoice.NEVER, project)).isInstanceOf(DiscoveryResult.Refused.class);
    }

    @Test
    void a_wrapper_that_cannot_be_started_is_a_failed_build() throws IOException {
        Path wrapper = Files.writeString(project.resolve("mvnw"), "#!/no/such/interpreter\n");
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();

        assertThat(discover(BuildChoice.AUTO, project)).isInstanceOf(DiscoveryResult.DidNotCompile.class);
    }

    @Test
    void every_build_is_made_known_by_its_pid() throws IOException {
        Files.writeString(project.resolve("mvnw"), "#!/bin/sh\necho $$ > own.pid\nexit 1\n");

        assertThat(discover(BuildChoice.AUTO, project)).isInstanceOf(DiscoveryResult.DidNotCompile.class);
        assertThat(started)
                .containsExactly(Long.parseLong(
                        Files.readString(project.resolve("own.pid")).strip()));
    }

    @Test
    void artifacts_come_through_the_projects_maven() throws IOException {
        useTheWrapper();
        Artifact artifact = new Artifact("org.opentest4j", "opentest4j", "1.3.0");
        Path into = project.resolve(".runner/cache/launcher");
        MavenArtifactFetch fetch =
                new MavenArtifactFetch(project, new MavenProcess(System.getenv(), stop, started::add));

        assertThat(fetch.fetch(List.of(artifact), into)).isEmpty();
        try (Stream<Path> inside = Files.list(into)) {
            assertThat(inside).containsExactly(into.resolve("opentest4j-1.3.0.jar"));
        }
    }

    @Test
    void the_stop_signal_ends_the_build_and_everything_that_it_started() throws Exception {
        // Stands in for a build that hangs in a process of its own.
        Files.writeString(project.resolve("mvnw"), """
                #!/bin/sh
                sleep 300 &
                echo $! > child.pid.tmp
                mv child.pid.tmp child.pid
                wait
                """);

        CompletableFuture<DiscoveryResult> running =
                CompletableFuture.supplyAsync(() -> discover(BuildChoice.AUTO, project));
        Path pidFile = project.resolve("child.pid");
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.exists(pidFile)) {
            assertThat(running).isNotDone();
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        ProcessHandle child = ProcessHandle.of(
                        Long.parseLong(Files.readString(pidFile).strip()))
                .orElseThrow();
        stop.request(StopSignal.Reason.INTERRUPTED);

        assertThat(running.get(30, TimeUnit.SECONDS)).isEqualTo(new DiscoveryResult.Stopped());
        child.onExit().get(30, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    private DiscoveryResult discover(BuildChoice build, Path from) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("JAVA_HOME");
        DiscoverySettings settings = new DiscoverySettings(
                from,
                from,
                project.resolve(".runner/cache"),
                Path.of(System.getProperty("java.home")),
                Path.of(System.getProperty("user.home")),
                Optional.empty(),
                environment,
                started::add);
        RunRequest plain = RunRequest.plain();
        RunRequest request = new RunRequest(
                plain.mode(),
                plain.selection(),
                plain.where(),
                plain.classpath(),
                new RunRequest.Control(false, Optional.empty(), Optional.empty(), RunRequest.NoTests.FAIL, build),
                plain.reportsDirectory());
        return new ProjectDiscovery(settings).discover(request, events::add, stop);
    }

    private long builds() {
        return events.stream().filter(RunEvent.BuildStarted.class::isInstance).count();
    }

    private void useTheWrapper() throws IOException {
        ProjectCopy.useTheWrapper(project);
    }

    private static List<TestModule> found(DiscoveryResult result) {
        assertThat(result).isInstanceOf(DiscoveryResult.Found.class);
        return ((DiscoveryResult.Found) result).modules();
    }
}
