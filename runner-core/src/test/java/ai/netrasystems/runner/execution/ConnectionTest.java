package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.worker.protocol.Frames;
import ai.netrasystems.runner.worker.protocol.WorkerMessage.Hello;
import ai.netrasystems.runner.worker.protocol.WorkerMessageCodec;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    @TempDir
    private Path folder;

    @Test
    void a_worker_ends_by_itself_when_its_controller_is_killed() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                ControllerProgram.class.getName(),
                folder.toString());
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        builder.environment().put("CLASSPATH", classpath.replace(File.pathSeparator + File.pathSeparator, ""));
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("controller.log").toFile());
        Process controller = builder.start();
        try {
            long worker = Long.parseLong(Files.readString(await(folder.resolve("pid"), controller)));
            ProcessHandle handle = ProcessHandle.of(worker).orElseThrow();

            controller.destroyForcibly();

            handle.onExit().get(5, TimeUnit.SECONDS);
            assertThat(handle.isAlive()).isFalse();
        } finally {
            controller.destroyForcibly();
        }
    }

    @Test
    void who_does_not_know_the_secret_is_dropped() throws Exception {
        try (WorkerDoor door = new WorkerDoor()) {
            String secret = door.invitation().trim().split(" ", 2)[1];

            assertThat(knock(door, hello(Frames.VERSION, "guess"))).isEmpty();
            assertThat(knock(door, hello(Frames.VERSION + 1, secret))).isEmpty();
            assertThat(knock(door, new byte[] {99})).isEmpty();
            assertThat(knock(door, new byte[Frames.HELLO_LIMIT + 1])).isEmpty();
            assertThat(knock(door, hello(Frames.VERSION, secret)))
                    .hasValueSatisfying(
                            visitor -> assertThat(visitor.hello().pid()).isEqualTo(7));
        }
    }

    private static byte[] hello(int version, String secret) {
        return WorkerMessageCodec.encode(new Hello(version, secret, 7, "1.8.2", false));
    }

    private static Optional<WorkerDoor.Visitor> knock(WorkerDoor door, byte[] record) throws IOException {
        try (Socket client = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), door.port());
                Socket server = door.next()) {
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeInt(record.length);
            out.write(record);
            out.flush();
            return door.admit(server);
        }
    }

    /** Waits for the file as long as the process lives, at most half a minute. */
    private static Path await(Path file, Process process) throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofSeconds(30));
        while (!Files.exists(file)) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(Instant.now()).isBefore(limit);
        }
        return file;
    }
}
