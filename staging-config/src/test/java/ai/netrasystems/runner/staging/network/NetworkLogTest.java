package ai.netrasystems.runner.staging.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.Variables;
import ai.netrasystems.runner.staging.journal.LineFile;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkLogTest {
    private static final TestId ONE = new TestId(".:a.B#one()");
    private static final TestId TWO = new TestId(".:a.B#two(\"\\\n\u00e4\ud800)");
    private static final Asked ASKED = Asked.http("GET", "https", "Staging.Netrasystems.AI", 443, "/x");

    @TempDir
    Path folder;

    @Test
    void a_line_says_who_asked_whom_and_what_came_of_it() throws IOException {
        NetworkLog log = log(new AtomicLong());
        Asked socket = Asked.webSocket(URI.create("wss://h.example:8443/ws?token=s3cret"));
        log.answered(ONE, ASKED, 200);
        log.failed(TWO, ASKED, new IOException(new SSLHandshakeException("s3cret")));
        log.closed(ONE, socket, 1006);

        assertThat(lines().stream().map(line -> line.replaceFirst("\"at\":\\d+,", "")))
                .containsExactly(
                        "{\"schema\":1,\"test\":\".:a.B#one()\",\"client\":\"http\","
                                + "\"origin\":\"https://staging.netrasystems.ai\",\"method\":\"GET\",\"path\":\"/x\","
                                + "\"status\":200}",
                        "{\"schema\":1,\"test\":\".:a.B#two(\\\"\\\\\\u000a\u00e4\\ud800)\",\"client\":\"http\","
                                + "\"origin\":\"https://staging.netrasystems.ai\",\"method\":\"GET\",\"path\":\"/x\","
                                + "\"failure\":\"javax.net.ssl.SSLHandshakeException\"}",
                        "{\"schema\":1,\"test\":\".:a.B#one()\",\"client\":\"websocket\","
                                + "\"origin\":\"https://h.example:8443\",\"method\":\"GET\",\"path\":\"/ws\","
                                + "\"status\":101,\"closeCode\":1006}");
    }

    @Test
    void the_deepest_class_of_the_jdk_names_the_failure() {
        class Libraries extends EOFException {}
        IOException loop = new IOException();
        loop.initCause(new RuntimeException(loop));

        assertThat(FailureType.of(new IOException(new RuntimeException(new SocketException()))))
                .isEqualTo("java.net.SocketException");
        assertThat(FailureType.of(new RuntimeException(new Libraries()))).isEqualTo("java.io.EOFException");
        assertThat(FailureType.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
        assertThat(FailureType.of(loop)).isEqualTo("java.io.IOException");
    }

    @Test
    void many_answers_are_thinned_out_but_no_failure_and_no_test_is_lost() throws IOException {
        AtomicLong clock = new AtomicLong();
        NetworkLog log = log(clock);
        for (int i = 0; i < 6_000; i++) {
            log.answered(ONE, ASKED, 200);
        }
        assertThat(lines()).hasSize(5_000);
        log.failed(ONE, ASKED, new SocketException());
        log.answered(ONE, ASKED, 503);
        log.answered(ONE, ASKED, 401);
        log.answered(TWO, ASKED, 200);
        log.answered(TWO, ASKED, 200);
        clock.addAndGet(250_000_000);
        log.answered(TWO, ASKED, 200);

        assertThat(lines()).hasSize(5_005);
    }

    @Test
    void a_process_has_one_file_for_a_directory() throws IOException {
        String directory = folder.resolve("of-process").toString();
        NetworkLog first = NetworkLog.from(Variables.of(NetworkLog.VARIABLE, directory));
        assertThat(NetworkLog.from(Variables.of(NetworkLog.VARIABLE, directory)))
                .isSameAs(first);
    }

    @Test
    void what_cannot_be_written_breaks_no_test() throws IOException {
        Path file = Files.createFile(folder.resolve("no-directory"));
        NetworkLog log = new NetworkLog(Optional.of(new LineFile(file)), System::nanoTime);
        log.answered(ONE, ASKED, 200);
        log.answered(ONE, ASKED, 200);
        assertThat(file).isEmptyFile();
    }

    private NetworkLog log(AtomicLong clock) {
        return new NetworkLog(Optional.of(new LineFile(folder.resolve("log"))), clock::get);
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            return Files.readAllLines(files.findFirst().orElseThrow());
        }
    }
}
