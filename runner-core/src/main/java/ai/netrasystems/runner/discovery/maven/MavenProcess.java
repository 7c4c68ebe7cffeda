package ai.netrasystems.runner.discovery.maven;

import ai.netrasystems.runner.model.StopSignal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Runs Maven as a child that ends with the run. Thread-safe. */
public final class MavenProcess {
    /** How a call ended. */
    sealed interface End {
        /** By itself. {@code lines}: the last of its output, both streams. */
        record Exited(int code, List<String> lines) implements End {
            @Override
            public <R> R fold(Folding<Exited, R> exited, Supplier<? extends R> stopped) {
                return exited.apply(this);
            }
        }

        /** The stop signal came; the process tree is gone. */
        record Stopped() implements End {
            @Override
            public <R> R fold(Folding<Exited, R> exited, Supplier<? extends R> stopped) {
                return stopped.get();
            }
        }

        /** One function per case. */
        <R> R fold(Folding<Exited, R> exited, Supplier<? extends R> stopped);
    }

    /** A function of one case. */
    @FunctionalInterface
    interface Folding<T, R> {
        R apply(T value);
    }

    private static final int LINES_KEPT = 400;

    /** How long the last output may take to arrive after the end, when a daemon of the build keeps the pipe open. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    /** A signal of the terminal reaches Maven and this process at once; this one may learn of it a little later. */
    private static final Duration SIGNAL = Duration.ofMillis(500);

    private final Map<String, String> environment;
    private final StopSignal stop;
    private final LongConsumer register;

    /**
     * With these environment variables for children, cleaned (see {@link BuildEnvironment}).
     *
     * @param register told the pid of each child as it starts, so that one whose runner was killed can be found
     */
    public MavenProcess(Map<String, String> environment, StopSignal stop, LongConsumer register) {
        this.environment = BuildEnvironment.clean(environment);
        this.stop = stop;
        this.register = register;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Runs a command to its end or to the stop signal. One that cannot be started at all ends with 127, as in a shell. */
    End run(List<String> command, Path directory, Optional<Path> javaHome) {
        if (stop.isRequested()) {
            return new End.Stopped();
        }
        Process process;
        try {
            process = start(command, directory, javaHome);
        } catch (IOException failed) {
            return new End.Exited(127, List.of(String.valueOf(failed.getMessage())));
        }
        Runnable unregister = stop.onRequest(() -> destroyTree(process));
        Deque<String> lines = new ArrayDeque<>();
        Thread reader = new Thread(() -> keepLastLines(process, lines), "maven-output");
        reader.setDaemon(true);
        reader.start();
        try {
            int code = process.waitFor();
            if (stopped(code)) {
                destroyTree(process);
                return new End.Stopped();
            }
            reader.join(DRAIN.toMillis());
            synchronized (lines) {
                return new End.Exited(code, new ArrayList<>(lines));
            }
        } catch (InterruptedException interrupted) {
            destroyTree(process);
            Thread.currentThread().interrupt();
            return new End.Stopped();
        } finally {
            unregister.run();
        }
    }

    private Process start(List<String> command, Path directory, Optional<Path> javaHome) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        javaHome.ifPresent(home -> builder.environment().put("JAVA_HOME", home.toString()));
        Process process = builder.start();
        try {
            register.accept(process.pid());
        } catch (RuntimeException unwritable) {
            destroyTree(process);
            throw unwritable;
        }
        process.getOutputStream().close();
        return process;
    }

    private static void keepLastLines(Process process, Deque<String> lines) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.addLast(line);
                    if (lines.size() > LINES_KEPT) {
                        lines.removeFirst();
                    }
                }
            }
        } catch (IOException closed) {
            // The process was destroyed while its output was read: what was read stands.
        }
    }

    private boolean stopped(int code) throws InterruptedException {
        boolean bySignal = code == 130 || code == 143 || code == 137;
        long end = System.nanoTime() + SIGNAL.toNanos();
        while (bySignal && !stop.isRequested() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        return stop.isRequested();
    }

    private static void destroyTree(Process process) {
        // Children first: once their parent is gone they could no longer be found.
        List<ProcessHandle> tree = process.descendants().toList();
        process.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
