package ai.netrasystems.runner.environment.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class NetworkRecordTest {
    @TempDir
    Path run;

    private NetworkRecord record;
    private Path file;

    @BeforeEach
    void open() {
        record = NetworkRecord.of(run);
        file = NetworkRecord.directory(run).resolve("7-abc.jsonl");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(String test, String rest) {
        return "{\"schema\":1,\"at\":1,\"test\":\"" + test
                + "\",\"client\":\"http\",\"origin\":\"https://a.example.org\"," + "\"method\":\"GET\",\"path\":\"/x\","
                + rest + "}\n";
    }

    private static Exchange answered(int status) {
        return new Exchange(URI.create("https://a.example.org"), OptionalInt.of(status), false, OptionalInt.empty());
    }

    @Test
    void gives_each_test_its_own_exchanges_once() throws IOException {
        append(file, line("one", "\"status\":200") + line("two", "\"status\":503"));
        append(file.resolveSibling("8-def.jsonl"), line("one", "\"failure\":\"java.net.ConnectException\""));

        assertThat(record.take("one"))
                .containsExactlyInAnyOrder(
                        answered(200),
                        new Exchange(
                                URI.create("https://a.example.org"), OptionalInt.empty(), true, OptionalInt.empty()));
        assertThat(record.take("one")).isEmpty();
        assertThat(record.take("two")).containsExactly(answered(503));
    }

    @Test
    void reads_on_where_it_was_and_waits_for_the_end_of_a_line() throws IOException {
        String second = line("one", "\"status\":201");
        append(file, line("one", "\"status\":200") + second.substring(0, 40));
        assertThat(record.take("one")).containsExactly(answered(200));

        append(file, second.substring(40));
        assertThat(record.take("one")).containsExactly(answered(201));
    }

    @Test
    void tells_the_code_with_which_a_websocket_closed() throws IOException {
        append(file, line("one", "\"status\":101,\"closeCode\":1006"));

        assertThat(record.take("one"))
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.closeCode()).hasValue(1006));
    }

    @Test
    void passes_over_what_is_no_line_of_ours_and_reads_the_others() throws IOException {
        append(
                file,
                "\u0000\u0001 no json\n[1,2]\n{}\n{\"schema\":2,\"test\":\"one\",\"origin\":\"https://a\"}\n"
                        + "null\n[]\n{\"schema\":1,\"test\":7,\"origin\":\"https://a\"}\n{\"schema\":1,\"test\":\"one\",\"origin\":\"file:///x\"}\n"
                        + "x".repeat(100_000) + "\n" + "[".repeat(10_000) + "\n"
                        + line("one", "\"status\":\"abc\",\"closeCode\":1e99")
                        + line("one", "\"status\":200"));

        assertThat(record.take("one"))
                .containsExactly(
                        new Exchange(
                                URI.create("https://a.example.org"), OptionalInt.empty(), false, OptionalInt.empty()),
                        answered(200));
    }

    @Test
    void no_file_outside_is_followed_and_no_flood_is_kept() throws IOException {
        Path outside = run.resolve("outside");
        append(outside, line("one", "\"status\":500"));
        Files.createSymbolicLink(file.resolveSibling("link.jsonl"), outside);
        assertThat(record.take("one")).isEmpty();

        append(file, line("flood", "\"status\":200").repeat(5_000));
        assertThat(record.take("flood")).hasSize(1_000);
    }

    @Test
    void a_run_without_a_record_has_no_exchanges() throws IOException {
        Files.delete(NetworkRecord.directory(run));

        assertThat(record.take("one")).isEqualTo(List.of());
    }

    @Property(tries = 100)
    void whatever_a_worker_writes_is_read_without_an_error(@ForAll byte[] noise) throws IOException {
        Path directory = Files.createTempDirectory("network-record");
        try {
            NetworkRecord noisy = NetworkRecord.of(directory);
            Path noisyFile = NetworkRecord.directory(directory).resolve("1-x.jsonl");
            Files.write(noisyFile, noise);
            append(noisyFile, "\n" + line("one", "\"status\":200"));
            assertThat(noisy.take("one")).endsWith(answered(200));
            Files.delete(noisyFile);
            Files.delete(NetworkRecord.directory(directory));
        } finally {
            Files.deleteIfExists(directory);
        }
    }
}
