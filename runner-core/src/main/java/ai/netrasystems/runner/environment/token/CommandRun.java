package ai.netrasystems.runner.environment.token;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** One run of a command, bounded in time and in what it may write; its standard input is empty, and no shell takes part. */
sealed interface CommandRun {
    /** Bytes of its output that are read; one that writes more is ended. */
    int MOST = 64 * 1024;
    /** Bytes of its standard error that are kept, from the end. */
    int ERRORS = 4 * 1024;

    /**
     * It ended by itself, or because it wrote too much.
     *
     * @param exitCode of no meaning where it wrote too much; so are its output and its errors
     * @param errors the end of what it wrote to standard error
     */
    record Ended(int exitCode, String output, String errors, boolean tooMuch) implements CommandRun {
        @Override
        public <R> R fold(Function<Ended, R> ended, Function<String, R> notStarted, Supplier<R> tooSlow) {
            return ended.apply(this);
        }

        @Override
        public String toString() {
            return "Ended[" + exitCode + "]";
        }
    }

    /** The operating system refused. */
    record NotStarted(String reason) implements CommandRun {
        @Override
        public <R> R fold(Function<Ended, R> ended, Function<String, R> notStarted, Supplier<R> tooSlow) {
            return notStarted.apply(reason);
        }
    }

    /** It did not end in time, and was ended with all its children. */
    record TooSlow() implements CommandRun {
        @Override
        public <R> R fold(Function<Ended, R> ended, Function<String, R> notStarted, Supplier<R> tooSlow) {
            return tooSlow.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<Ended, R> ended, Function<String, R> notStarted, Supplier<R> tooSlow);

    /** Runs it to its end. */
    static CommandRun of(
            List<String> argv, Map<String, String> environment, Path directory, Duration within, Running running) {
        long deadline = System.nanoTime() + within.toNanos();
        ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException refused) {
            return new NotStarted(String.valueOf(refused.getMessage()));
        }
        try {
            running.begins(() -> end(process));
            process.getOutputStream().close();
            CompletableFuture<byte[]> output =
                    inBackground(() -> process.getInputStream().readNBytes(MOST + 1));
            CompletableFuture<byte[]> errors = inBackground(() -> tail(process.getErrorStream()));
            byte[] written = output.get(left(deadline), TimeUnit.NANOSECONDS);
            if (written.length > MOST) {
                // Ending it closes its streams on this side: nothing more can be read.
                return new Ended(0, "", "", true);
            }
            byte[] said = errors.get(left(deadline), TimeUnit.NANOSECONDS);
            return process.waitFor(left(deadline), TimeUnit.NANOSECONDS)
                    ? new Ended(process.exitValue(), text(written), text(said), false)
                    : new TooSlow();
        } catch (TimeoutException slow) {
            return new TooSlow();
        } catch (IOException | ExecutionException broken) {
            return new NotStarted("its output broke off");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new TooSlow();
        } finally {
            running.ends();
            end(process);
        }
    }

    private static long left(long deadline) {
        return deadline - System.nanoTime();
    }

    /** With all that descends from it: whoever is left would hold its output open. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** The last bytes; all are read, so that the command never waits for us. */
    private static byte[] tail(InputStream stream) throws IOException {
        byte[] last = new byte[0];
        byte[] buffer = new byte[ERRORS];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            byte[] all = Arrays.copyOf(last, last.length + count);
            System.arraycopy(buffer, 0, all, last.length, count);
            last = Arrays.copyOfRange(all, Math.max(0, all.length - ERRORS), all.length);
        }
        return last;
    }

    private static CompletableFuture<byte[]> inBackground(Callable<byte[]> read) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(read.call());
                    } catch (Exception broken) {
                        result.completeExceptionally(broken);
                    }
                },
                "token-command");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Lets another thread end the command that is under way. Thread-safe. */
    final class Running {
        private Optional<Runnable> end = Optional.empty();
        private boolean cancelled;

        synchronized void begins(Runnable ending) {
            end = Optional.of(ending);
            if (cancelled) {
                ending.run();
            }
        }

        synchronized void ends() {
            end = Optional.empty();
        }

        /** Ends it, and each that begins later at once. */
        synchronized void cancel() {
            cancelled = true;
            end.ifPresent(Runnable::run);
        }
    }
}
