package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.Requirement;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.process.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An engine of a test's own, that may be frozen and killed. It lives in a network namespace of its own: two engines in
 * one would take each other's bridge away.
 */
final class PrivateEngine implements AutoCloseable {
    private static final Path DOCKERD = Path.of("/usr/sbin/dockerd");

    private final Path directory;
    private final Process process;

    private PrivateEngine(Path directory) throws IOException {
        this.directory = directory;
        this.process = launch();
    }

    /** Starts one; the test is skipped, with the reason, where that is not possible. */
    static PrivateEngine start() throws IOException {
        Requirement.of(
                Files.isExecutable(DOCKERD) && System.getProperty("user.name").equals("root"),
                "an engine of one's own takes " + DOCKERD + " and root");
        Requirement.of(Files.isExecutable(TestImage.BUSYBOX), "there is no static busybox");
        PrivateEngine engine = new PrivateEngine(Files.createTempDirectory("runner-engine"));
        engine.awaitAnswer();
        return engine;
    }

    /** What a docker CLI would find it by. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("DOCKER_HOST", "unix://" + directory.resolve("docker.sock"));
        return variables;
    }

    Engine connect() {
        return ContainersFixture.find(variables()).orElseThrow();
    }

    void freeze() throws IOException {
        signal("STOP");
        // The signal is sent before all threads of the engine have come to a stop (proc(5): state T).
        Waiting.until(Duration.ofSeconds(10), () -> threads().allMatch(" T "::equals));
    }

    private Stream<String> threads() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return tasks.map(PrivateEngine::state).toList().stream();
        } catch (IOException gone) {
            return Stream.of("gone");
        }
    }

    private static String state(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            int end = stat.lastIndexOf(')');
            return stat.substring(end + 1, end + 4);
        } catch (IOException gone) {
            return "gone";
        }
    }

    void thaw() throws IOException {
        signal("CONT");
    }

    void kill() {
        process.destroyForcibly();
        Waiting.until(Duration.ofSeconds(10), () -> !process.isAlive());
    }

    private void signal(String name) throws IOException {
        run("/bin/sh", "-c", "kill -" + name + " " + process.pid());
    }

    private static void run(String... command) throws IOException {
        Process running = new ProcessBuilder(command).start();
        Waiting.until(Duration.ofSeconds(10), () -> !running.isAlive());
    }

    private Process launch() throws IOException {
        Files.deleteIfExists(directory.resolve("docker.pid"));
        return new ProcessBuilder(
                        "unshare",
                        "-n",
                        DOCKERD.toString(),
                        "--host=unix://" + directory.resolve("docker.sock"),
                        "--data-root=" + directory.resolve("data"),
                        "--exec-root=" + directory.resolve("exec"),
                        "--pidfile=" + directory.resolve("docker.pid"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private void awaitAnswer() {
        Waiting.until(Duration.ofSeconds(30), () -> {
            Optional<Engine> found = ContainersFixture.find(variables());
            if (!process.isAlive()) {
                throw new AssertionError("the engine ended: " + directory.resolve("log"));
            }
            return found.isPresent();
        });
    }

    /** Ends it with its containers. */
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            thaw();
            Engine engine = connect();
            engine.prompt()
                    .listContainersCmd()
                    .withShowAll(true)
                    .exec()
                    .forEach(container -> engine.prompt()
                            .removeContainerCmd(container.getId())
                            .withForce(true)
                            .exec());
            process.destroy();
            Waiting.until(Duration.ofSeconds(20), () -> !process.isAlive());
        }
        // What a killed engine leaves: the parents of its containers, and mounts.
        own().forEach(parent -> {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        });
        Waiting.until(Duration.ofSeconds(10), () -> own().isEmpty());
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            String place = line.split(" ", -1)[1];
            if (place.startsWith(directory.toString())) {
                run("umount", "-l", place);
            }
        }
        FileTree.remove(directory);
    }

    private List<ProcessHandle> own() {
        return ProcessHandle.allProcesses()
                .filter(handle -> commandLine(handle.pid()).contains(directory.toString()))
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
