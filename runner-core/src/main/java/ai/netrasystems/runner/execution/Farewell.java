package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.worker.protocol.ControllerMessage.Finish;
import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The end of a worker that has no more to do: it closes the launcher's session, runs shutdown hooks, and goes. What
 * goes wrong there belongs to no test, and must not be lost.
 */
final class Farewell {
    /** Surefire ends a fork that does not go by itself after the same time. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration HURRY = Duration.ofSeconds(1);
    private static final long PULSE_MILLIS = 250;

    private final UnitContext context;
    private final Worker worker;
    private Optional<String> fault = Optional.empty();
    private Optional<Integer> exit = Optional.empty();

    Farewell(UnitContext context, Worker worker) {
        this.context = context;
        this.worker = worker;
    }

    /** Sends it away, waits for its end, and tells of it. */
    void say() throws InterruptedException {
        Instant begun = context.now();
        boolean killed = false;
        Runnable deaf = context.run.stop.onRequest(worker.process()::hurry);
        try (worker) {
            worker.process().send(new Finish());
            while (exit.isEmpty()) {
                worker.process().next(PULSE_MILLIS).ifPresent(this::hear);
                if (!killed && exit.isEmpty() && context.now().isAfter(begun.plus(patience()))) {
                    killed = true;
                    worker.process().kill();
                }
            }
        } finally {
            deaf.run();
        }
        if (killed && !hurried()) {
            context.run.events.publish(new Noted(
                    Noted.Level.WARNING,
                    worker.name() + " did not end within " + PATIENCE.toSeconds()
                            + " s of its last test, and was killed: a shutdown hook or a listener hangs"));
        }
        Optional<String> reason = killed ? fault : fault.or(this::wrongExit);
        context.run.events.publish(new WorkerEnded(
                worker.name(),
                exit.orElse(0),
                reason,
                reason.isPresent() ? worker.lastOutput().lines() : List.of()));
    }

    private Optional<String> wrongExit() {
        return exit.filter(code -> code != 0)
                .map(code -> "its worker ended with exit code " + code + " after its last test");
    }

    private Duration patience() {
        return hurried() ? HURRY : PATIENCE;
    }

    private boolean hurried() {
        return context.run.stop.isRequested() || context.pastDeadline();
    }

    private void hear(Happening happening) {
        happening.fold(
                said -> said(said.message()),
                printed -> output(printed.error(), printed.text()),
                hurry -> false,
                ended -> {
                    exit = Optional.of(ended.exitCode());
                    return true;
                });
    }

    private boolean said(WorkerMessage message) {
        if (message instanceof WorkerMessage.Output output) {
            return output(output.error(), output.text());
        }
        if (message instanceof WorkerMessage.Fault broken) {
            fault = Optional.of("the launcher's session broke at its end: "
                    + broken.thrown().type() + ": " + broken.thrown().message());
            worker.lastOutput().add(broken.thrown().stackTrace());
        }
        return false;
    }

    private boolean output(boolean error, String text) {
        worker.wrote(context.run.events, error, text);
        return true;
    }
}
