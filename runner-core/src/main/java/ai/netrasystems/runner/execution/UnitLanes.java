package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.plan.Dispatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the classes of one unit side by side: each lane takes the next class when it is free, and keeps its worker for
 * it. Classes share no state here, so that each lane is a dispatcher of its own.
 */
final class UnitLanes {
    private final UnitContext unit;
    private final ClassQueue queue;
    private final int lanes;
    private final List<LayerEnd> ends = new ArrayList<>();

    UnitLanes(UnitContext unit) {
        this.unit = unit;
        Dispatch dispatch = unit.unit.unit().dispatch();
        List<String> classes = unit.unit.unit().classes();
        boolean shuffled = unit.run.settings.policy().seed().isPresent();
        this.queue = new ClassQueue(classes, dispatch, dispatch.workers() > 1 && !shuffled);
        int wanted = Math.max(1, Math.min(dispatch.workers(), classes.size()));
        this.lanes = Math.min(
                wanted, unit.run.memory.lanes(wanted, unit.unit.module().jvmArguments()));
        if (lanes < wanted) {
            unit.run.events.publish(new Noted(
                    Noted.Level.WARNING,
                    "module " + unit.unit.module().id() + ": " + lanes + " of " + wanted
                            + " workers, as the machine's memory holds no more of that heap size"));
        }
    }

    /** Runs until each class has its outcomes, or something stops them. */
    LayerEnd run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int number = 1; number <= lanes; number++) {
            int lane = number;
            Thread thread = new Thread(() -> lane(lane), "lane-" + lane);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> left = queue.close();
        LayerEnd end = worst();
        NotStarted notStarted = new NotStarted(unit);
        left.forEach(name -> notStarted.tell(name, end));
        return end;
    }

    private void lane(int number) {
        boolean reuse = unit.unit.unit().dispatch().reuse();
        WorkerSeat seat = new WorkerSeat(number, lanes, reuse);
        try {
            for (Optional<String> next = queue.take(); next.isPresent(); next = queue.take()) {
                seat.retireAgeing();
                LayerEnd end = execute(next.get(), seat);
                queue.done(next.get());
                if (end != LayerEnd.COMPLETED) {
                    queue.stop();
                    add(end);
                }
            }
            seat.leave();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            add(LayerEnd.STOPPED);
        }
    }

    private LayerEnd execute(String name, WorkerSeat seat) throws InterruptedException {
        UnitExecution execution = new UnitExecution(unit.of(List.of(name)), seat);
        try {
            return execution.run();
        } catch (RuntimeException defect) {
            unit.run.defect("execution of " + name, defect);
            execution.abandon();
            return LayerEnd.COMPLETED;
        }
    }

    private synchronized void add(LayerEnd end) {
        ends.add(end);
    }

    /** The most urgent of their ends. */
    private synchronized LayerEnd worst() {
        return ends.stream().max(LayerEnd::compareTo).orElse(LayerEnd.COMPLETED);
    }
}
