package ai.netrasystems.runner.environment.containers;

import static ai.netrasystems.runner.environment.containers.ContainersFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis.LiesIn;
import ai.netrasystems.runner.environment.Diagnosis.Stage;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.Requirement;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.BuildFailed;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.BuildTimeout;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.FilesUnwritable;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.NeedsBuildKit;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.PullFailed;
import ai.netrasystems.runner.environment.containers.cleanup.BuiltImages;
import ai.netrasystems.runner.environment.containers.cleanup.ProjectId;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@Tag("docker")
@Timeout(60)
class ImageTroubleTest {
    private static final String REPOSITORY = ContainersFixture.REPOSITORY + "-base";
    private static final String BASE = REPOSITORY + ":1";

    private static final String BUILT = """
            services:
              web:
                build: {context: ., args: {GREETING: hello}}
                healthcheck: {test: [CMD, test, -e, /greeting], interval: 200ms, retries: 50}
              second:
                build: {context: ., args: {GREETING: hello}}
                command: [sh, -c, "cat /greeting"]
                depends_on: {web: {condition: service_healthy}}
            """;

    private static Engine engine;

    @TempDir
    Path project;

    private Set<String> before;

    @BeforeAll
    static void makeImage() throws IOException {
        engine = ContainersFixture.engine();
        TestImage.make(engine.client(), REPOSITORY, "1");
    }

    @AfterAll
    static void removeImage() {
        if (engine != null) {
            engine.client().removeImageCmd(BASE).withForce(true).exec();
        }
    }

    @BeforeEach
    void look() {
        before = inventory();
    }

    @AfterEach
    void nothing_is_left() {
        for (String service : List.of("web", "second")) {
            String name = BuiltImages.name(ProjectId.of(project), new ServiceName(service));
            try {
                engine.client().removeImageCmd(name).exec();
            } catch (NotFoundException notBuilt) {
                assertThat(notBuilt).hasMessageContaining(name);
            }
        }
        assertThat(inventory()).isEqualTo(before);
    }

    /** Other tests use the engine at the same time: only what comes of this class's images is looked at. */
    private static Set<String> inventory() {
        Set<String> all = new TreeSet<>(ContainersFixture.inventory(engine));
        engine.prompt().listImagesCmd().withDanglingFilter(true).exec().stream()
                .filter(image -> isOurs(image.getId()))
                .forEach(image -> all.add("dangling image " + image.getId()));
        engine.prompt().listContainersCmd().withShowAll(true).exec().stream()
                .filter(container -> isOurs(container.getImageId()))
                .forEach(container -> all.add("container " + container.getId()));
        return all;
    }

    private static boolean isOurs(String image) {
        try {
            String base = engine.prompt()
                    .inspectImageCmd(BASE)
                    .exec()
                    .getRootFS()
                    .getLayers()
                    .get(0);
            return engine.prompt()
                    .inspectImageCmd(image)
                    .exec()
                    .getRootFS()
                    .getLayers()
                    .contains(base);
        } catch (RuntimeException gone) {
            return false;
        }
    }

    @Test
    void builds_an_image_once_for_all_services_that_want_it_and_names_it() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        dockerfile("ARG GREETING", "RUN echo $GREETING > /greeting", "CMD [\"sleep\", \"600\"]");
        ProvisionOutcome.Ready ready = ContainersFixture.ready(fixture.provision(BUILT, "second"));
        try {
            assertThat(ready.environment().provenance().source()).matches("images second \\w{12}, web \\w{12}");
            assertThat(ready.environment().provenance().build())
                    .hasValueSatisfying(id -> assertThat(id).matches("\\w{12}"));
        } finally {
            assertThat(ready.lease().close()).isEmpty();
        }
        assertThat(fixture.log("second")).isEqualTo("hello\n");
        assertThat(Files.readString(fixture.directory.resolve("services/web.build.log")))
                .containsOnlyOnce("Successfully built");
        assertThat(fixture.directory.resolve("services/second.build.log")).doesNotExist();
        assertThat(fixture.directory.resolve("services/web.build.tmp")).doesNotExist();
        assertThat(fixture.directory.resolve("images")).doesNotExist();
    }

    @Test
    void a_command_that_fails_is_told_with_line_instruction_and_output() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        dockerfile("RUN echo fine > /fine", "RUN echo compiling; \\", "    echo no such symbol; exit 3");
        BuildFailed failed = only(BuildFailed.class, fixture.provision(BUILT, "web"));
        assertThat(failed.service()).isEqualTo(new ServiceName("web"));
        assertThat(failed.dockerfile()).isEqualTo(project.resolve("Dockerfile"));
        assertThat(failed.line()).isEqualTo(3);
        assertThat(failed.instruction()).startsWith("RUN echo compiling;");
        assertThat(failed.evidence()).startsWith("compiling", "no such symbol");
        assertThat(failed.cause()).contains("returned a non-zero code: 3");
        assertThat(failed.stage()).isEqualTo(Stage.BUILD);
        assertThat(failed.liesIn()).isEqualTo(LiesIn.TREE);
        assertThat(failed.summary()).contains("Dockerfile:3 RUN echo compiling");
        assertThat(failed.remedy()).contains("web.build.log");
        assertThat(Files.readString(fixture.directory.resolve("services/web.build.log")))
                .contains("no such symbol");
    }

    @Test
    void a_ledger_that_cannot_be_written_ends_the_build_and_is_no_engine_that_is_lost() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        Files.createDirectories(fixture.directory.resolve("images"));
        dockerfile("RUN sleep 600");
        FilesUnwritable failed = only(FilesUnwritable.class, fixture.provision(BUILT, "web"));
        assertThat(failed.summary()).contains("images");
    }

    @Test
    void a_copy_says_which_source_is_missing() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        Files.writeString(project.resolve("application.jar"), "x");
        dockerfile("RUN true", "COPY aplication.jar /app.jar");
        BuildFailed failed = only(BuildFailed.class, fixture.provision(BUILT, "web"));
        assertThat(failed.line()).isEqualTo(3);
        assertThat(failed.instruction()).isEqualTo("COPY aplication.jar /app.jar");
        assertThat(failed.cause())
                .isEqualTo("`aplication.jar` does not exist in the build context; did you mean `application.jar`?");
    }

    @Test
    void a_copy_says_which_source_is_excluded_and_by_what() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        Files.writeString(project.resolve("app.jar"), "x");
        Files.writeString(project.resolve(".dockerignore"), "# nothing of the build\n*.jar\n");
        dockerfile("COPY app.jar /app.jar");
        BuildFailed failed = only(BuildFailed.class, fixture.provision(BUILT, "web"));
        assertThat(failed.cause()).isEqualTo("`app.jar` is excluded by `.dockerignore` line 2 (`*.jar`)");
    }

    @Test
    void a_dockerfile_that_is_not_there_or_makes_no_sense_is_told_before_anything_is_sent() throws Exception {
        BuildFailed missing = only(BuildFailed.class, new ContainersFixture(project).provision(BUILT, "web"));
        assertThat(missing.summary()).contains("Dockerfile");
        dockerfile("COPPY a b");
        BuildFailed nonsense = only(BuildFailed.class, new ContainersFixture(project).provision(BUILT, "web"));
        assertThat(nonsense.line()).isEqualTo(2);
    }

    @Test
    void a_base_image_that_cannot_be_had_lies_in_the_machine() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        Files.writeString(project.resolve("Dockerfile"), "FROM registry.invalid/base:1\n");
        long from = System.nanoTime();
        PullFailed failed = only(PullFailed.class, fixture.provision(BUILT, "web"));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(10));
        assertThat(failed.image()).isEqualTo("registry.invalid/base:1");
        assertThat(failed.reason()).isEqualTo(PullReason.HOST_UNKNOWN);
        assertThat(failed.liesIn()).isEqualTo(LiesIn.MACHINE);
    }

    @Test
    void a_registry_without_an_address_is_told_within_five_seconds() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        long from = System.nanoTime();
        PullFailed failed = only(PullFailed.class, fixture.provision(pulled("registry.invalid/web:1"), "web"));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        assertThat(failed.reason()).isEqualTo(PullReason.HOST_UNKNOWN);
        assertThat(failed.stage()).isEqualTo(Stage.BUILD);
        assertThat(failed.liesIn()).isEqualTo(LiesIn.MACHINE);
        assertThat(failed.summary())
                .isEqualTo("image registry.invalid/web:1 of service web could not be pulled: its registry does not"
                        + " resolve (registry.invalid)");
        assertThat(failed.remedy()).contains("docker pull registry.invalid/web:1");
        assertThat(failed.evidence()).isNotEmpty();
    }

    @Test
    void a_registry_that_wants_a_login_or_does_not_know_the_image_is_told_apart() throws Exception {
        assertThat(pulledFrom(401, "UNAUTHORIZED", "authentication required").reason())
                .isEqualTo(PullReason.LOGIN_NEEDED);
        assertThat(pulledFrom(404, "MANIFEST_UNKNOWN", "manifest unknown").reason())
                .isEqualTo(PullReason.IMAGE_UNKNOWN);
        assertThat(pulledFrom(429, "TOOMANYREQUESTS", "too many requests").reason())
                .isEqualTo(PullReason.RATE_LIMITED);
    }

    @Test
    void a_registry_that_refuses_connections_is_unreachable() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        PullFailed failed = only(PullFailed.class, fixture.provision(pulled("127.0.0.1:9/web:1"), "web"));
        assertThat(failed.reason()).isEqualTo(PullReason.UNREACHABLE);
    }

    @Test
    void what_needs_buildkit_is_said_where_no_cli_has_it() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        Path bin = Files.createDirectory(project.resolve("bin"));
        Path docker = Files.writeString(bin.resolve("docker"), """
                #!/bin/sh
                echo 'ERROR: BuildKit is enabled but the buildx component is missing or broken.' >&2
                exit 1
                """);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        fixture.variables.put("PATH", bin.toString());
        dockerfile("RUN --mount=type=cache,target=/cache touch /cache/x", "COPY --link Dockerfile /");
        NeedsBuildKit needs = only(NeedsBuildKit.class, fixture.provision(BUILT, "web"));
        assertThat(needs.liesIn()).isEqualTo(LiesIn.MACHINE);
        assertThat(needs.stage()).isEqualTo(Stage.BUILD);
        assertThat(needs.summary()).contains("line 2", "RUN --mount", "line 3", "COPY --link");
        assertThat(needs.evidence()).first().asString().contains(docker.toString(), "buildx component");
    }

    @Test
    void a_dockerfile_that_needs_buildkit_is_built_by_a_cli_that_has_it() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        dockerfile(
                "ARG GREETING",
                "RUN --mount=type=cache,target=/cache echo $GREETING > /greeting",
                "CMD [\"sleep\", \"600\"]");
        ProvisionOutcome outcome = fixture.provision(BUILT, "second");
        List<?> causes = outcome.fold(ready -> List.of(), failed -> failed.diagnoses(), List::of);
        Requirement.of(
                !(causes.size() == 1 && causes.get(0) instanceof NeedsBuildKit), "no docker CLI here has BuildKit");
        ProvisionOutcome.Ready ready = ContainersFixture.ready(outcome);
        assertThat(ready.lease().close()).isEmpty();
        assertThat(fixture.log("second")).isEqualTo("hello\n");
    }

    @Test
    void a_command_that_fails_with_buildkit_is_told_likewise() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        dockerfile("RUN --mount=type=cache,target=/cache echo unknown flag: --x; echo no space left on device;"
                + " echo no such symbol; exit 3");
        List<?> causes = ContainersFixture.failed(fixture.provision(BUILT, "web"));
        Requirement.of(!(causes.get(0) instanceof NeedsBuildKit), "no docker CLI here has BuildKit");
        BuildFailed failed = (BuildFailed) causes.get(0);
        assertThat(failed.line()).isEqualTo(2);
        assertThat(failed.evidence()).contains("no such symbol");
    }

    @Test
    void a_build_that_takes_longer_than_the_environment_may_is_ended() throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        fixture.budget = Duration.ofSeconds(4);
        dockerfile("RUN echo begins; sleep 600");
        BuildTimeout timeout = only(BuildTimeout.class, fixture.provision(BUILT, "web"));
        assertThat(timeout.evidence()).contains("begins");
        assertThat(timeout.liesIn()).isEqualTo(LiesIn.TREE);
    }

    @Test
    void a_stop_during_a_build_ends_it_at_once_and_leaves_no_container() throws Exception {
        stopDuring("RUN echo begins; sleep 600", "begins\n");
    }

    @Test
    void a_stop_during_a_build_with_buildkit_ends_it_at_once() throws Exception {
        stopDuring("RUN --mount=type=cache,target=/cache echo begins; sleep 600", "begins\n");
    }

    private void stopDuring(String instruction, String sign) throws Exception {
        ContainersFixture fixture = new ContainersFixture(project);
        dockerfile("RUN true", instruction);
        CompletableFuture<ProvisionOutcome> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                return fixture.provision(BUILT, "web");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Path log = fixture.directory.resolve("services/web.build.log");
        Waiting.until(
                Duration.ofSeconds(30), () -> outcome.isDone() || read(log).contains(sign));
        long from = System.nanoTime();
        fixture.stop.request(StopSignal.Reason.INTERRUPTED);
        ProvisionOutcome ended = outcome.get(30, TimeUnit.SECONDS);
        List<?> causes = ended.fold(ready -> List.of(), failed -> failed.diagnoses(), List::of);
        Requirement.of(
                !(causes.size() == 1 && causes.get(0) instanceof NeedsBuildKit), "no docker CLI here has BuildKit");
        assertThat(ended).isInstanceOf(ProvisionOutcome.Stopped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(8));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private void dockerfile(String... lines) throws IOException {
        Files.writeString(project.resolve("Dockerfile"), "FROM " + BASE + "\n" + String.join("\n", lines) + "\n");
    }

    private static String pulled(String image) {
        return "services: {web: {image: '" + image + "'}}\n";
    }

    /** A registry on the loopback address, with which engines also try to talk without TLS. */
    private PullFailed pulledFrom(int status, String code, String message) throws IOException {
        String body = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
        try (StubRegistry registry = StubRegistry.answering(status, body)) {
            ContainersFixture fixture = new ContainersFixture(project);
            return only(PullFailed.class, fixture.provision(pulled(registry.host() + "/web:1"), "web"));
        }
    }
}
