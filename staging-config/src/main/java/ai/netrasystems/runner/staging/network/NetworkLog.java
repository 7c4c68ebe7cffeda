package ai.netrasystems.runner.staging.network;

import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.journal.JsonLine;
import ai.netrasystems.runner.staging.journal.LineFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Writes each finished exchange of our clients to a file of this process in the directory that {@value #VARIABLE} names,
 * before the test's code sees the result; without the variable it does nothing. It never breaks a test: where it cannot
 * write it says so once on standard error, and gives up. Thread-safe.
 *
 * <p>Bounded: after {@value #PLENTY_OF_ANSWERS} lines a test that goes well leaves a line each quarter of a second at
 * most, and after {@value #PLENTY} every test does.
 */
public final class NetworkLog {
    /** The variable that names the directory. */
    public static final String VARIABLE = "RUNNER_NETWORK_LOG";

    private static final int PLENTY_OF_ANSWERS = 5_000;
    private static final int PLENTY = 50_000;
    private static final long THINNED_NANOS = 250_000_000;
    private static final NetworkLog SILENT = new NetworkLog(Optional.empty(), System::nanoTime);
    private static final Map<Path, NetworkLog> OF_PROCESS = new ConcurrentHashMap<>();

    private final Optional<LineFile> file;
    private final LongSupplier nanoTime;
    private final Map<String, Long> lastOfTest = new ConcurrentHashMap<>();
    private int lines;
    private boolean broken;

    NetworkLog(Optional<LineFile> file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
    }

    /** The one that these variables ask for; the same for the same directory. */
    public static NetworkLog from(EnvironmentVariables variables) {
        return variables.find(VARIABLE).map(NetworkLog::in).orElse(SILENT);
    }

    private static NetworkLog in(String directory) {
        try {
            return OF_PROCESS.computeIfAbsent(
                    Path.of(directory).toAbsolutePath().normalize(),
                    path -> new NetworkLog(Optional.of(new LineFile(path)), System::nanoTime));
        } catch (InvalidPathException unusable) {
            System.err.println(VARIABLE + " is no path: what the network did is not recorded");
            return SILENT;
        }
    }

    /** An answer came. */
    public void answered(TestId test, Asked asked, int status) {
        // A client's own mistake (404, say) is what many tests are after; these four may be the network's or the
        // token's.
        boolean wrong = status >= 500 || status == 401 || status == 403;
        write(test, wrong, line(test, asked).with("status", status));
    }

    /** None came, or not the whole of it. */
    public void failed(TestId test, Asked asked, Throwable failure) {
        failed(test, asked, FailureType.of(failure));
    }

    /** The same, by the name of the failure's class. */
    public void failed(TestId test, Asked asked, String failureClass) {
        write(test, true, line(test, asked).with("failure", failureClass));
    }

    /** An open WebSocket ended and it was not the test that ended it. */
    public void closed(TestId test, Asked asked, int closeCode) {
        write(test, true, line(test, asked).with("status", 101).with("closeCode", closeCode));
    }

    private static JsonLine line(TestId test, Asked asked) {
        return new JsonLine()
                .with("schema", 1)
                .with("at", System.currentTimeMillis())
                .with("test", test.value())
                .with("client", asked.client())
                .with("origin", asked.origin())
                .with("method", asked.method())
                .with("path", asked.path());
    }

    private synchronized void write(TestId test, boolean wrong, JsonLine line) {
        if (file.isEmpty() || broken || isOneTooMany(test, wrong)) {
            return;
        }
        try {
            file.get().append(line.toString());
            lines++;
            lastOfTest.put(test.value(), nanoTime.getAsLong());
        } catch (IOException | RuntimeException e) {
            broken = true;
            System.err.println("what the network did is not recorded any more (" + VARIABLE + "): " + e);
        }
    }

    private boolean isOneTooMany(TestId test, boolean wrong) {
        if (lines < (wrong ? PLENTY : PLENTY_OF_ANSWERS)) {
            return false;
        }
        Long last = lastOfTest.get(test.value());
        return last != null && nanoTime.getAsLong() - last < THINNED_NANOS;
    }
}
