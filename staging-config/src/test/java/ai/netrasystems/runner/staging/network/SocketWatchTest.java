package ai.netrasystems.runner.staging.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.TestHeaders;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import ai.netrasystems.runner.staging.courtesy.Turn;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // a turn is held, not used
class SocketWatchTest {
    private static final String ID = ".:a.B#m(int)[1:ab+ ä]";

    @TempDir
    Path folder;

    @Test
    void only_an_end_that_nobody_wanted_is_told_and_the_test_is_named() throws IOException {
        watch().closed(1000);
        watch().closed(1005);
        SocketWatch left = watch();
        left.leaving();
        left.closed(1006);
        assertThat(folder.resolve("log")).doesNotExist();

        watch().closed(1006);
        watch().closed(1012);
        watch().answered(403);
        watch().failed(new ConnectException());
        watch().failed(null);
        SocketWatch late = watch();
        late.leaving();
        late.failed(null);

        assertThat(lines())
                .allSatisfy(line -> assertThat(line)
                        .contains("\"test\":\"" + ID + "\"", "\"client\":\"websocket\"", "\"path\":\"/ws\""))
                .extracting(line -> line.substring(line.indexOf("\"/ws\"") + 6))
                .containsExactly(
                        "\"status\":101,\"closeCode\":1006}",
                        "\"status\":101,\"closeCode\":1012}",
                        "\"status\":403}",
                        "\"failure\":\"java.net.ConnectException\"}",
                        "\"failure\":\"java.io.EOFException\"}",
                        "\"failure\":\"java.net.SocketTimeoutException\"}");
    }

    @Test
    void a_handshake_waits_for_its_turn_at_the_host() throws InterruptedException {
        try (Turn turn = watch().turn(Duration.ofSeconds(5)).orElseThrow()) {
            assertThat(watch().turn(Duration.ZERO)).isEmpty();
        }
    }

    private SocketWatch watch() {
        return SocketWatch.of(
                Variables.of(
                        "RUNNER_NETWORK_LOG",
                        folder.resolve("log").toString(),
                        "RUNNER_STAGING_LIMITS",
                        "concurrency=1,rate=9941"),
                TestHeaders.webSocket(TestEnvironment.from(Variables.of()), new TestIdentity("r-1", new TestId(ID))),
                URI.create("wss://h.example/ws"));
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            return Files.readAllLines(files.findFirst().orElseThrow());
        }
    }
}
