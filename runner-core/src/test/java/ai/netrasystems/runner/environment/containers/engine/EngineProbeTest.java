package ai.netrasystems.runner.environment.containers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.Requirement;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tcp;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Unix;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.environment.process.SearchPath;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
@Tag("docker")
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class EngineProbeTest {
    private static final Duration AT_ONCE = Duration.ofMillis(300);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final StopSignal stop = new StopSignal();

    @Test
    void a_missing_socket_is_known_at_once() {
        Diagnosis absent = unusable(unix(folder.resolve("none.sock")), AT_ONCE);
        assertThat(absent.kind()).isEqualTo("engine-absent");
        assertThat(absent.summary()).contains("there is no " + folder.resolve("none.sock"));
        assertThat(absent.evidence()).first().asString().contains("found by a test");
        assertThat(absent.remedy()).contains("--docker-bypass");
    }

    @Test
    void a_socket_that_refuses_is_known_at_once() throws Exception {
        Path path = folder.resolve("dead.sock");
        listening(path).close();
        assertThat(path).exists();
        Diagnosis absent = unusable(unix(path), AT_ONCE);
        assertThat(absent.kind()).isEqualTo("engine-absent");
        assertThat(absent.summary()).contains("nobody listens on " + path);
    }

    @Test
    void a_port_that_refuses_is_known_at_once() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Diagnosis absent = unusable(new Tcp("127.0.0.1", port, Optional.empty(), "a test"), AT_ONCE);
        assertThat(absent.kind()).isEqualTo("engine-absent");
        assertThat(absent.summary()).contains("nobody listens on tcp://127.0.0.1:" + port);
    }

    @Test
    void a_socket_that_accepts_and_never_answers_is_silent_after_two_seconds() throws Exception {
        Path path = folder.resolve("silent.sock");
        try (ServerSocketChannel server = listening(path)) {
            assertThat(server.isOpen()).isTrue();
            Diagnosis silent = unusable(unix(path), SILENCE);
            assertThat(silent.kind()).isEqualTo("engine-silent");
            assertThat(silent.summary()).contains(path.toString()).contains("does not answer");
        }
    }

    @Test
    void an_answer_that_drips_and_never_ends_is_silent_too() throws Exception {
        Path path = folder.resolve("drip.sock");
        try (ServerSocketChannel server = listening(path)) {
            Thread drip = new Thread(() -> drip(server));
            drip.setDaemon(true);
            drip.start();
            assertThat(unusable(unix(path), SILENCE).kind()).isEqualTo("engine-silent");
        }
    }

    @Test
    void a_stop_request_ends_the_wait_at_once() throws Exception {
        Path path = folder.resolve("silent.sock");
        try (ServerSocketChannel server = listening(path)) {
            Thread stopper = new Thread(() -> {
                try (SocketChannel accepted = server.accept()) {
                    assertThat(accepted.isConnected()).isTrue();
                    stop.request(StopSignal.Reason.INTERRUPTED);
                } catch (IOException closed) {
                    throw new IllegalStateException(closed);
                }
            });
            stopper.start();
            long from = System.nanoTime();
            EngineAnswer answer = new EngineProbe("ada", Duration.ofSeconds(30)).ask(unix(path), stop);
            assertThat(answer).isEqualTo(new EngineAnswer.Stopped());
            assertThat(since(from)).isLessThan(Duration.ofSeconds(5));
            stopper.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 200 OK\r\n\r\n<html>hello</html>",
                "HTTP/1.1 200 OK\r\n\r\n[1]",
                "HTTP/1.1 200 OK\r\n\r\n{\"ApiVersion\":\"latest\"}",
                "HTTP/1.1 503 Service Unavailable\r\n\r\npaused",
                ""
            })
    void what_is_no_engine_is_told_from_one(String answer) throws Exception {
        Path path = folder.resolve("other.sock");
        try (ServerSocketChannel server = listening(path)) {
            answering(server, answer);
            Diagnosis other = unusable(unix(path), SILENCE);
            assertThat(other.kind()).isEqualTo("engine-unsupported");
            assertThat(other.summary()).contains(path.toString());
        }
    }

    @Test
    void windows_containers_are_refused_by_name() throws Exception {
        Path path = folder.resolve("windows.sock");
        try (ServerSocketChannel server = listening(path)) {
            answering(server, "HTTP/1.0 200 OK\r\n\r\n{\"ApiVersion\":\"1.44\",\"Os\":\"windows\"}");
            Diagnosis windows = unusable(unix(path), SILENCE);
            assertThat(windows.kind()).isEqualTo("engine-unsupported");
            assertThat(windows.remedy()).isEqualTo("switch it to Linux containers");
        }
    }

    @Test
    void podman_says_that_it_is_podman() throws Exception {
        Path path = folder.resolve("podman.sock");
        try (ServerSocketChannel server = listening(path)) {
            answering(
                    server,
                    "HTTP/1.0 200 OK\r\n\r\n{\"Version\":\"4.3.1\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.24\","
                            + "\"Os\":\"linux\",\"Components\":[{\"Name\":\"Podman Engine\",\"Version\":\"4.3.1\"}]}");
            assertThat(new EngineProbe("ada").ask(unix(path), stop))
                    .isEqualTo(new EngineAnswer.Answered(new EngineFacts("4.3.1", "1.41", "1.24", true)));
        }
    }

    @Test
    void the_engine_of_this_machine_says_what_it_is() {
        Engine engine = RealEngine.required();
        assertThat(engine.facts().apiVersion()).startsWith("1.");
        assertThat(engine.version()).isNotBlank();
        assertThat(engine.host()).isNotBlank();
        assertThat(engine.id()).isNotBlank();
        assertThat(engine.client().versionCmd().exec().getVersion()).isEqualTo(engine.version());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_socket_of_somebody_else_is_forbidden_and_the_remedy_fits() throws Exception {
        Optional<Path> setpriv =
                SearchPath.of(Path.of("/usr/bin"), "/usr/bin:/bin").find("setpriv");
        Requirement.of("root".equals(System.getProperty("user.name")) && setpriv.isPresent(), "needs root and setpriv");
        Path open = Files.createTempDirectory("netra-engine-test");
        try {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path path = open.resolve("docker.sock");
            try (ServerSocketChannel server = listening(path)) {
                assertThat(server.isOpen()).isTrue();
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
                Process other = new ProcessBuilder(
                                setpriv.get().toString(),
                                "--reuid=65534",
                                "--regid=65534",
                                "--clear-groups",
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                readable(open),
                                AsksOneSocket.class.getName(),
                                path.toString())
                        .redirectErrorStream(true)
                        .start();
                List<String> lines = other.inputReader().lines().toList();
                assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(lines)
                        .contains(
                                "engine-forbidden",
                                "[srw-rw---- root:root " + path + "]",
                                "run as root, or use a rootless engine of your own");
                assertThat(lines.get(lines.size() - 1)).startsWith("millis ");
                assertThat(Integer.parseInt(lines.get(lines.size() - 1).substring(7)))
                        .isLessThan(300);
            }
        } finally {
            assertThat(FileTree.remove(open)).isTrue();
        }
    }

    @Test
    void the_remedy_for_a_group_is_to_join_it() {
        assertThat(new EngineDiagnosis.Forbidden(Path.of("/s"), "srw-rw----", "root", "docker", "ada").remedy())
                .isEqualTo("join the group: sudo usermod -aG docker ada, then log in again");
    }

    /** The classpath of this JVM, with what another user may not read copied to where it can. */
    private static String readable(Path open) throws IOException {
        StringBuilder classpath = new StringBuilder();
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path from = Path.of(entry);
            boolean needed = Files.isDirectory(from) || entry.contains("jackson");
            if (!needed) {
                continue;
            }
            Path to = open.resolve("cp" + number++);
            if (Files.isDirectory(from)) {
                FileTree.copy(from, to);
            } else {
                to = Files.copy(from, open.resolve("cp" + number + ".jar"));
            }
            classpath.append(classpath.isEmpty() ? "" : ":").append(to);
        }
        return classpath.toString();
    }

    private Diagnosis unusable(EngineAddress address, Duration limit) {
        // Warm, so that the limit is the probe's and not the class loader's.
        new EngineProbe("ada").ask(unix(folder.resolve("warm.sock")), stop);
        long from = System.nanoTime();
        EngineAnswer answer = new EngineProbe("ada").ask(address, stop);
        assertThat(since(from)).isLessThan(limit);
        return answer.fold(
                facts -> {
                    throw new AssertionError("answered: " + facts);
                },
                diagnosis -> diagnosis,
                () -> {
                    throw new AssertionError("stopped");
                });
    }

    private static Duration since(long from) {
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private static Unix unix(Path path) {
        return new Unix(path, "a test");
    }

    private static ServerSocketChannel listening(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        return server;
    }

    private static void answering(ServerSocketChannel server, String answer) {
        Thread thread = new Thread(() -> {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(4096));
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException ended) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void drip(ServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            while (client.write(ByteBuffer.wrap("H".getBytes(StandardCharsets.UTF_8))) >= 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException | InterruptedException ended) {
            return;
        }
    }
}
