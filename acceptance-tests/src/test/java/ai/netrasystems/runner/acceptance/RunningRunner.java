package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@code ./runner} under way. */
final class RunningRunner {
    private final Process process;
    private final Path out;
    private final Path err;
    private final long startedAt;

    RunningRunner(Process process, Path out, Path err, long startedAt) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.startedAt = startedAt;
    }

    /** Waits until its standard output satisfies the condition; fails when it ended before. */
    RunningRunner until(Predicate<String> condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!condition.test(read(out))) {
            if (!process.isAlive()) {
                if (condition.test(read(out))) {
                    return this;
                }
                throw new AssertionError(
                        "ended with " + process.exitValue() + " before the moment came:\n" + read(out) + read(err));
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the moment never came:\n" + read(out) + read(err));
            }
            pause();
        }
        return this;
    }

    /** Its standard output so far. */
    String out() {
        return read(out);
    }

    /** Sends a signal by name, such as {@code INT}. */
    RunningRunner signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + " failed with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** Waits for the end; a runner that does not end in time is killed and fails the test. */
    Finished await(Duration limit) {
        try {
            long before = System.nanoTime();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError("not ended after " + limit + "\n" + read(out) + read(err));
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - before);
            Finished finished = new Finished(
                    process.exitValue(), read(out), read(err), waited, Duration.ofNanos(System.nanoTime() - startedAt));
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
            return finished;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
