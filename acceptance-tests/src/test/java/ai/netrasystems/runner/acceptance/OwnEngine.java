package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A Docker Engine that a case may kill, beside the machine's own: its data, socket and bridge are its own. Needs root and
 * {@code dockerd}.
 */
final class OwnEngine implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String BRIDGE = "acceptance0";

    private final Path directory;
    private final Set<String> interfacesBefore;
    private Process engine;

    private OwnEngine(Path directory, Set<String> interfacesBefore, Process engine) {
        this.directory = directory;
        this.interfacesBefore = interfacesBefore;
        this.engine = engine;
    }

    /** Starts one that has the given images of another engine; where that can't be, the case is skipped. */
    static OwnEngine startWith(Docker source, List<String> images) {
        Requirement.of(run(List.of("id", "-u")).strip().equals("0"), "only root can start an engine");
        Requirement.of(!run(List.of("which", "dockerd")).isBlank(), "there is no dockerd");
        Requirement.of(!run(List.of("which", "ip")).isBlank(), "there is no ip, to make a bridge with");
        try {
            Path directory = Files.createTempDirectory("acceptance-engine").toRealPath();
            Set<String> interfacesBefore = interfaces();
            run(List.of("ip", "link", "add", "name", BRIDGE, "type", "bridge"));
            run(List.of("ip", "addr", "add", "10.213.69.1/24", "dev", BRIDGE));
            run(List.of("ip", "link", "set", BRIDGE, "up"));
            OwnEngine own = new OwnEngine(directory, interfacesBefore, launch(directory));
            own.awaitAnswer();
            source.copyImagesTo(own.docker(), images);
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of {@code DOCKER_HOST}. */
    String host() {
        return "unix://" + directory.resolve("engine.sock");
    }

    Docker docker() {
        return Docker.at(host());
    }

    /** Ends it as nothing else does: nobody is told, and its containers go on without it. */
    void kill() {
        try {
            engine.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        // Its containerd is ended by the kernel a moment later. Until somebody has taken note of that death, its number
        // looks alive to an engine that starts again, which then waits for it in vain.
        await(STOP, () -> processesBelow("containerd --config").isBlank());
        run(List.of(
                "rm", "-f", directory.resolve("exec/containerd/containerd.pid").toString()));
    }

    /** Of those whose command line begins like that and names our directory. */
    private String processesBelow(String beginning) {
        return run(List.of("pgrep", "--full", beginning + ".*" + directory));
    }

    /** Starts it again on the same data, where it does not run. */
    void restart() {
        if (engine.isAlive()) {
            return;
        }
        engine = launch(directory);
        awaitAnswer();
    }

    private static Process launch(Path directory) {
        try {
            return new ProcessBuilder(
                            "dockerd",
                            "--host",
                            "unix://" + directory.resolve("engine.sock"),
                            "--data-root",
                            directory.resolve("data").toString(),
                            "--exec-root",
                            directory.resolve("exec").toString(),
                            "--pidfile",
                            directory.resolve("engine.pid").toString(),
                            "--bridge",
                            BRIDGE)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("engine.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        await(START, () -> docker().tried("version").exitCode() == 0);
    }

    /**
     * A killed engine left its containers and its containerd running: started again it finds them, and takes them along
     * when it goes in order.
     */
    @Override
    public void close() {
        restart();
        List<String> containers = docker().run("ps", "--all", "--quiet").lines().toList();
        if (!containers.isEmpty()) {
            List<String> remove = new ArrayList<>(List.of("rm", "--force", "--volumes"));
            remove.addAll(containers);
            docker().run(remove.toArray(String[]::new));
        }
        docker().run("network", "prune", "--force");
        engine.destroy();
        await(STOP, () -> !engine.isAlive());
        endOrphans();
        await(STOP, () -> processesBelow("").isBlank());
        unmountAll();
        run(List.of("ip", "link", "delete", BRIDGE));
        run(List.of("rm", "-rf", directory.toString()));
        if (Files.exists(directory) || !interfaces().equals(interfacesBefore)) {
            throw new AssertionError("of the engine is left: " + directory + ", interfaces " + interfaces());
        }
    }

    /** The parent of a container whose engine was killed does not always hear that the container is gone. */
    private void endOrphans() {
        processesBelow("")
                .lines()
                .map(Long::valueOf)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(orphan -> {
                    orphan.descendants().forEach(ProcessHandle::destroyForcibly);
                    orphan.destroyForcibly();
                });
    }

    /** A killed engine leaves its data directory mounted on itself; the last mount goes first. */
    private void unmountAll() {
        List<String> mounts = Journals.text(Path.of("/proc/self/mountinfo"))
                .lines()
                .map(line -> line.split(" ", -1)[4])
                .filter(place -> place.startsWith(directory.toString()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(mounts);
        mounts.forEach(place -> run(List.of("umount", place)));
    }

    private static void await(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Set<String> interfaces() {
        try {
            Set<String> names = new TreeSet<>();
            Collections.list(NetworkInterface.getNetworkInterfaces()).forEach(it -> names.add(it.getName()));
            return names;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException notThere) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
