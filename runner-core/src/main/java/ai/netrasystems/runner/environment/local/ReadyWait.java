package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.process.ServiceProcess;
import ai.netrasystems.runner.environment.start.StartResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Waits until a started process is ready, ended, or out of time; asks often at first, then less. */
final class ReadyWait {
    private static final Duration FIRST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(80);

    private final StartContext context;
    private final long deadline;

    ReadyWait(StartContext context) {
        this.context = context;
        this.deadline = System.nanoTime() + context.budget().toNanos();
    }

    /** Until the probe says yes; an exit before that is a failure, whatever its code. */
    StartResult untilReady(ServiceProcess process, Probe probe, String address) {
        Duration pause = FIRST;
        while (true) {
            Optional<Integer> exit = process.exit();
            if (exit.isPresent()) {
                return exited(exit.get());
            }
            if (probe.isReady()) {
                return new StartResult.Up(address);
            }
            if (isLate()) {
                return neverReady(probe.what());
            }
            if (context.cancellation().pause(pause)) {
                return new StartResult.Cancelled();
            }
            pause = longer(pause);
        }
    }

    /** Until it has ended with exit code 0. */
    StartResult untilDone(ServiceProcess process) {
        Duration pause = FIRST;
        while (true) {
            Optional<Integer> exit = process.exit();
            if (exit.isPresent()) {
                return exit.get() == 0 ? new StartResult.Up("") : exited(exit.get());
            }
            if (isLate()) {
                return neverReady("its end with exit code 0");
            }
            if (context.cancellation().pause(pause)) {
                return new StartResult.Cancelled();
            }
            pause = longer(pause);
        }
    }

    private boolean isLate() {
        return System.nanoTime() - deadline >= 0;
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.multipliedBy(3).dividedBy(2);
        return next.compareTo(LONGEST) > 0 ? LONGEST : next;
    }

    private StartResult exited(int code) {
        // Whoever ends the run also ends the process: that is no failure of the service.
        if (context.cancellation().isCancelled()) {
            return new StartResult.Cancelled();
        }
        List<String> log = context.logTail();
        boolean portTaken = log.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> line.contains("address already in use"));
        return new StartResult.Down(
                portTaken
                        ? new LocalDiagnosis.PortTaken(context.service().name(), code, log, context.log())
                        : new LocalDiagnosis.ServiceExited(
                                context.service().name(), context.service().built(), code, log, context.log()));
    }

    private StartResult neverReady(String what) {
        return new StartResult.Down(new LocalDiagnosis.NeverReady(
                context.service().name(),
                context.service().built(),
                what,
                context.budget(),
                context.logTail(),
                context.log()));
    }
}
