package ai.netrasystems.runner.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.ContextEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runner doctor} in a project of somebody else. */
class DoctorTest {
    private static final String NO_ENGINE = "unix:///nonexistent/docker.sock";
    private static final int FOLDERS = 1_100;
    private static final int CACHES = 16_000;

    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectory(folder.resolve("shop"));
        write("docker-compose.yml", "services:\n  app:\n    build: .  # the shop\n");
        write("Dockerfile", "FROM python:3.12-alpine\nCOPY . /app\n");
        write("app/main.py", "print('hello')\n");
    }

    @Test
    void thousands_of_caches_are_counted_deleted_and_kept_out_so_that_the_context_stays_the_same() throws Exception {
        writeCaches("first");
        write("app/__pycache__/tracked.cpython-312.pyc", "tracked");
        git("init", "--quiet");
        git("add", "--force", "app/__pycache__", "app/main.py", "Dockerfile", "docker-compose.yml");

        Finished before = doctor("--json").run();

        assertThat(before.exitCode()).as(before.text()).isZero();
        assertThat(before.out())
                .contains("\"rule\":\"context-python-cache\"")
                .contains("\"files\":" + (CACHES + 1) + ",", "\"folders\":" + (FOLDERS + 1) + ",");

        Finished dryRun = doctor("--fix", "--dry-run").run();

        assertThat(dryRun.exitCode()).as(dryRun.text()).isZero();
        assertThat(dryRun.out().lines().filter(line -> line.startsWith("  would delete: ")))
                .hasSize(CACHES + FOLDERS);
        assertThat(caches()).hasSize(CACHES + FOLDERS + 2);
        assertThat(project.resolve(".dockerignore")).doesNotExist();
        assertThat(project.resolve(".runner")).doesNotExist();

        Finished fixed = doctor("--fix").run();

        assertThat(fixed.exitCode()).as(fixed.text()).isZero();
        assertThat(fixed.out()).contains("deleted 16,000 files and 1,100 folders");
        assertThat(caches())
                .containsExactlyInAnyOrder(
                        project.resolve("app/__pycache__"), project.resolve("app/__pycache__/tracked.cpython-312.pyc"));
        assertThat(Files.readAllLines(project.resolve(".dockerignore")))
                .containsExactly("**/*.pyc", "**/__pycache__", "**/.pytest_cache");
        assertThat(contextsFixed()).containsEntry("files", CACHES).containsEntry("folders", FOLDERS);

        // The journal lies in the project, and so in this context: doctor proposes to leave it out.
        Files.writeString(project.resolve(".dockerignore"), "**/.runner\n", StandardOpenOption.APPEND);
        String digest = digest();
        writeCaches("second");
        assertThat(digest()).isEqualTo(digest);
        assertThat(doctor().run().out()).doesNotContain("context-python-cache");
    }

    @Test
    void a_module_without_source_that_git_tracks_stays_in_the_image() throws Exception {
        write("app/core.pyc", "tracked");
        write("app/__pycache__/main.cpython-312.pyc", "x");
        git("init", "--quiet");
        git("add", "--force", "app/core.pyc");

        Finished fixed = doctor("--fix").run();

        assertThat(fixed.exitCode()).as(fixed.text()).isZero();
        assertThat(Files.readAllLines(project.resolve(".dockerignore")))
                .doesNotContain("**/*.pyc")
                .contains("**/__pycache__");
        assertThat(fixed.out()).contains("proposed: .dockerignore: **/*.pyc").contains("core.pyc");
        assertThat(caches()).containsExactly(project.resolve("app/core.pyc"));
    }

    @Test
    void outside_of_a_work_tree_nothing_is_deleted_without_being_told_so() throws Exception {
        write("app/__pycache__/main.cpython-312.pyc", "x");

        Finished careful = doctor("--fix")
                .with("GIT_CEILING_DIRECTORIES", folder.toString())
                .run();

        assertThat(careful.exitCode()).as(careful.text()).isZero();
        assertThat(careful.out()).contains("left alone").contains("git");
        assertThat(caches()).hasSize(2);

        // The lines that the first one added keep the caches out of the context, so that there is nothing to delete.
        Files.delete(project.resolve(".dockerignore"));
        Finished told = doctor("--fix", "--no-git").run();

        assertThat(told.exitCode()).as(told.text()).isZero();
        assertThat(caches()).isEmpty();
    }

    @Test
    void a_path_with_one_sure_answer_is_corrected_and_an_excluded_copy_is_told_with_both_lines() throws Exception {
        write("docker-compose.yml", """
                services:
                  app: # the shop
                    build:
                      context: .
                      dockerfile: 'docker/shop.Dockerfile' # moved once
                """);
        write("images/shop.Dockerfile", "FROM alpine:3.20\nCOPY app/config /etc/shop\n");
        write("app/config/shop.yml", "a: 1\n");
        write(".dockerignore", "# caches\n\n.git\napp/*\n");
        git("init", "--quiet");

        Finished run = doctor("--fix").run();

        assertThat(Files.readString(project.resolve("docker-compose.yml")))
                .contains("      dockerfile: 'images/shop.Dockerfile' # moved once\n", "  app: # the shop\n");
        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.out())
                .contains("copy-excluded")
                .contains("images/shop.Dockerfile")
                .contains(".dockerignore` line 4");
    }

    @Test
    void works_without_an_engine_and_opens_no_socket_under_a_bypass() throws Exception {
        Finished without = doctor().with("DOCKER_HOST", NO_ENGINE).run();

        assertThat(without.exitCode()).as(without.text()).isZero();
        assertThat(without.out()).contains("engine-unavailable").contains("/nonexistent/docker.sock");

        Path socket = folder.resolve("engine.sock");
        Path trace = folder.resolve("trace");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));

            Finished bypass = doctor("--docker-bypass")
                    .with("DOCKER_HOST", "unix://" + socket)
                    .under(SystemCalls.tracingTo(trace))
                    .run();

            assertThat(bypass.exitCode()).as(bypass.text()).isZero();
            engine.configureBlocking(false);
            assertThat(engine.accept()).as("somebody who called the engine").isNull();
        }
        assertThat(SystemCalls.read(trace).toAnEngine(socket)).isEmpty();
    }

    @Test
    void a_secret_is_named_and_never_shown() throws Exception {
        write("Dockerfile", "FROM alpine:3.20\nARG API_TOKEN=s3cr3t-value-of-mine\nCOPY app /app\n");
        Path sarif = folder.resolve("doctor.sarif");

        Finished text = doctor("--sarif", sarif.toString())
                .with("E2E_OAUTH_SIMULATION_KEY", "another-secret-value")
                .run();
        Finished json = doctor("--json")
                .with("E2E_OAUTH_SIMULATION_KEY", "another-secret-value")
                .run();

        assertThat(text.exitCode()).as(text.text()).isEqualTo(1);
        assertThat(text.out()).contains("secret-written").contains("API_TOKEN");
        assertThat(List.of(text.text(), json.text(), Files.readString(sarif)))
                .allSatisfy(output -> assertThat(output)
                        .contains("API_TOKEN")
                        .doesNotContain("s3cr3t-value-of-mine", "another-secret-value"));
    }

    private RunnerCommand doctor(String... options) {
        List<String> arguments = new ArrayList<>(List.of("doctor"));
        arguments.addAll(List.of(options));
        return new RunnerCommand(project, Workspace.root().resolve("runner").toString(), arguments)
                .with("DOCKER_HOST", NO_ENGINE);
    }

    private Path write(String path, String text) {
        try {
            Path file = project.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Python leaves them beside its modules, of another size and time each run. */
    private void writeCaches(String run) {
        for (int i = 0; i < CACHES; i++) {
            int at = i % FOLDERS;
            write(
                    "app/p" + at % 50 + "/m" + at + "/__pycache__/f" + i + ".cpython-312.pyc",
                    run + i + run.repeat(i % 7));
        }
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            return files.filter(file -> file.toString().endsWith(".pyc") || file.endsWith("__pycache__"))
                    .toList();
        }
    }

    /** What a build that copies everything is cached by: names, kinds, modes and contents of what is sent. */
    private String digest() throws Exception {
        BuildContext context = BuildContext.of(project, project.resolve("Dockerfile"))
                .fold(it -> it, problems -> {
                    throw new AssertionError(problems);
                });
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (ContextEntry entry : context.entries()) {
            digest.update((entry.path() + "\0" + entry.kind() + "\0" + entry.mode() + "\0").getBytes(UTF_8));
            if (entry.kind() == ContextEntry.Kind.FILE) {
                digest.update(Files.readAllBytes(project.resolve(entry.path())));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Map<String, Object> contextsFixed() throws IOException {
        try (Stream<Path> runs = Files.list(project.resolve(".runner/runs"))) {
            List<Path> all = runs.toList();
            assertThat(all).hasSize(1);
            List<Map<String, Object>> events = Journals.ofKind(Journals.journal(all.get(0)), "contexts-fixed");
            assertThat(events).hasSize(1);
            return events.get(0);
        }
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command)
                        .directory(project.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }
}
