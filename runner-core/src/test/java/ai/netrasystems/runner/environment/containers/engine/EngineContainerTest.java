package ai.netrasystems.runner.environment.containers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;

@Tag("unit")
@Tag("docker")
@Timeout(120)
class EngineContainerTest {
    private Engine engine;
    private String image;

    @TempDir
    Path home;

    @BeforeEach
    void engine() {
        engine = RealEngine.required();
        image = RealEngine.image(engine);
    }

    @AfterEach
    void remove() {
        if (image != null) {
            engine.client().removeImageCmd(image).withForce(true).exec();
        }
    }

    @Test
    void a_container_starts_serves_on_the_engines_host_and_goes() throws Exception {
        EngineContainer container = new EngineContainer(engine, image)
                .withCommand("/bin/busybox", "sh", "-c", "while true; do echo hello | /bin/busybox nc -l -p 7000; done")
                .withExposedPorts(7000)
                .withLabel("netra-engine-test", "x")
                .waitingFor(Wait.forListeningPort());
        String id;
        try {
            container.start();
            id = container.getContainerId();
            try (Socket socket = new Socket(container.getHost(), container.getMappedPort(7000));
                    BufferedReader reader = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(reader.readLine()).isEqualTo("hello");
            }
        } finally {
            container.stop();
        }
        assertThatThrownBy(() -> engine.prompt().inspectContainerCmd(id).exec()).isInstanceOf(NotFoundException.class);
        container.stop();
    }

    @Test
    void nothing_of_testcontainers_cleans_up_searches_or_writes() throws Exception {
        Queue<String> created = new ConcurrentLinkedQueue<>();
        try (ResultCallback.Adapter<Event> events = engine.client()
                .eventsCmd()
                .withEventTypeFilter("container")
                .withEventFilter("create")
                .exec(new ResultCallback.Adapter<>() {
                    @Override
                    public void onNext(Event event) {
                        created.add(String.valueOf(event.getFrom()));
                    }
                })) {
            events.awaitStarted();
            List<String> lines = child();
            assertThat(lines).contains("started", "stopped", "hooks []");
        }
        assertThat(created).contains(image).noneMatch(from -> from.contains("ryuk") || from.contains("alpine"));
        try (Stream<Path> written = Files.walk(home)) {
            assertThat(written.filter(Files::isRegularFile)).isEmpty();
        }
        assertThatThrownBy(() -> DockerClientFactory.instance().client()).isInstanceOf(IllegalStateException.class);
    }

    /** Runs {@link StartsOneContainer} with a home of its own and without the variables that switch Ryuk off. */
    private List<String> child() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Duser.home=" + home,
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsOneContainer.class.getName(),
                        image)
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("TESTCONTAINERS"));
        environment.put("HOME", home.toString());
        environment.putAll(engine.address().cliVariables());
        Process child = builder.start();
        List<String> lines = child.inputReader().lines().toList();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(lines.toString()).isZero();
        return lines;
    }
}
