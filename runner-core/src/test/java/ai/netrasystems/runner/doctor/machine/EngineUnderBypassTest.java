package ai.netrasystems.runner.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.machine.MachineFacts.EngineFact;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class EngineUnderBypassTest {
    private static final String VERSION = "{\"Version\":\"99.1\",\"ApiVersion\":\"1.41\",\"Os\":\"linux\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void no_socket_is_called() throws IOException {
        try (ServerSocketChannel engine = listening()) {
            MachineFacts facts = survey(true);

            assertThat(facts.engine()).isEqualTo(new EngineFact(EngineFact.State.NOT_ASKED, "", "", "", ""));
            // The system holds a connection until it is accepted, even where the other side has closed it.
            engine.configureBlocking(false);
            assertThat(engine.accept()).isNull();
        }
    }

    @Test
    void without_it_the_same_socket_is_asked_what_it_is_and_one_that_says_no_more_is_not_waited_for() throws Exception {
        try (ServerSocketChannel engine = listening()) {
            Thread answering = new Thread(() -> answer(engine));
            answering.setDaemon(true);
            answering.start();

            MachineFacts facts = survey(false);

            assertThat(facts.engine())
                    .isEqualTo(new EngineFact(EngineFact.State.ANSWERS, "Docker Engine 99.1", "DOCKER_HOST", "", ""));
            assertThat(facts.leftovers()).isEmpty();
        }
    }

    @Test
    void where_nothing_listens_that_is_told_with_what_to_do() {
        MachineFacts facts = survey(false);

        assertThat(facts.engine().state()).isEqualTo(EngineFact.State.UNAVAILABLE);
        assertThat(facts.engine().why()).contains("no container engine").contains(socket().toString());
        assertThat(facts.engine().remedy()).contains("DOCKER_HOST");
    }

    @Test
    void no_class_of_a_docker_client_is_loaded() throws Exception {
        Path loaded = folder.resolve("loaded.txt");
        Process survey = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + loaded,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SurveysUnderBypass.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        try {
            assertThat(survey.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            survey.destroyForcibly();
        }
        String said = Files.readString(folder.resolve("said.txt"));

        assertThat(said.strip()).isEqualTo("NOT_ASKED");
        String classes = Files.readString(loaded);
        assertThat(classes).contains(MachineSurvey.class.getName());
        assertThat(classes.lines()
                        .filter(line -> line.contains("dockerjava")
                                || line.contains("testcontainers")
                                || line.contains(EngineInquiry.class.getName())))
                .isEmpty();
    }

    private MachineFacts survey(boolean bypass) {
        MachineFixture machine = new MachineFixture(folder);
        machine.variables.put("DOCKER_HOST", "unix://" + socket());
        machine.dockerBypass = bypass;
        return new MachineSurvey(machine.question()).facts(new StopSignal());
    }

    private ServerSocketChannel listening() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket()));
    }

    private Path socket() {
        return folder.resolve("s");
    }

    /** Says what it is, and nothing to whatever else is asked: the engine froze meanwhile. */
    private static void answer(ServerSocketChannel engine) {
        try (SocketChannel first = engine.accept()) {
            ByteBuffer request = ByteBuffer.allocate(8192);
            first.read(request);
            first.write(StandardCharsets.US_ASCII.encode("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + VERSION.length() + "\r\nConnection: close\r\n\r\n" + VERSION));
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
