package ai.netrasystems.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real signals to a real process. */
@Timeout(60)
class StopSignalsTest {
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leave_no_process() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({
        "INT, INTERRUPTED, interrupted, 130",
        "TERM, TERMINATED, terminated, 143",
        "HUP, TERMINATED, terminated, 143"
    })
    void the_first_signal_asks_to_stop_and_the_second_ends_at_once(
            String signal, String reason, String word, int exitCode) throws Exception {
        assumeTrue(!isIgnored(signal), "the signal is ignored by whoever started this process");
        Process probe = probe();
        try (BufferedReader output = probe.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("ready");

            send(signal, probe);
            assertThat(List.of(output.readLine(), output.readLine()))
                    .containsExactlyInAnyOrder(
                            reason,
                            word + ": stopping; a second signal ends at once and leaves behind what was started");
            assertThat(probe.isAlive()).isTrue();

            send(signal, probe);
            assertThat(probe.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(probe.exitValue()).isEqualTo(exitCode);
        }
    }

    private Process probe() throws IOException {
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StopSignalsProbe.class.getName())
                .redirectErrorStream(true)
                .start();
        started.add(probe);
        return probe;
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** A process that was started with SIGINT ignored hands that on, and a JVM respects it. */
    static boolean interruptIsIgnored() throws IOException {
        return isIgnored("INT");
    }

    private static boolean isIgnored(String signal) throws IOException {
        // signal(7); a bit per signal, from 1.
        long mask = 1L << (Map.of("HUP", 1, "INT", 2, "TERM", 15).getOrDefault(signal, 64) - 1);
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & mask) != 0);
    }
}
