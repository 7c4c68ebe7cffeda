package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.OwnThread;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Stops a worker (SIGSTOP) as soon as its test waits. */
final class StoppedWorker {
    private final FaultRun run;

    /** {@code onceStopped} is called when the worker stands still. */
    StoppedWorker(FaultRun run, Runnable onceStopped) {
        this.run = run;
        run.fixture.events.on(event -> {
            if (event instanceof OutputCaptured said && said.text().contains("waiting")) {
                // Not on this thread: the controller is to go on.
                var unused = CompletableFuture.runAsync(this::stop, OwnThread.EXECUTOR)
                        .thenRun(onceStopped)
                        .whenComplete((done, failed) -> {
                            if (failed != null) {
                                run.fixture.stop.request(StopSignal.Reason.INTERRUPTED);
                            }
                        });
            }
        });
    }

    /** One that goes on after that long. */
    static FaultRun goingOnAfter(Duration silence, FaultRun run) {
        StoppedWorker[] worker = new StoppedWorker[1];
        worker[0] = new StoppedWorker(
                run,
                () -> CompletableFuture.delayedExecutor(silence.toMillis(), TimeUnit.MILLISECONDS, OwnThread.EXECUTOR)
                        .execute(worker[0]::goOn));
        return run;
    }

    private void stop() {
        signal("STOP");
        Path status = Path.of("/proc", pid(), "stat");
        while (!read(status).contains(") T ")) {
            Thread.onSpinWait();
        }
    }

    /** Ends the stop and lets its test end. */
    void goOn() {
        try {
            Files.createFile(Path.of(run.written() + ".release"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        resume();
    }

    /** Ends the stop alone. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, pid()).start().waitFor())
                    .isZero();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String pid() {
        return run.fixture.processes.get(0).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
