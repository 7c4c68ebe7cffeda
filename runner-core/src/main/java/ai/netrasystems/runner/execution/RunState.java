package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.model.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** What all units of one run share. Thread-safe, as its parts are. */
final class RunState {
    final LayerExecution.Settings settings;
    final EventSink events;
    final StopSignal stop;
    final EnvironmentState environment;
    final Clock clock;
    final TestIds ids = new TestIds();
    final FailureLimit limit;
    final WorkerMemory memory = WorkerMemory.ofThisMachine();
    private final AtomicInteger workers = new AtomicInteger();

    RunState(
            LayerExecution.Settings settings,
            EventSink events,
            StopSignal stop,
            EnvironmentState environment,
            Clock clock) {
        this.settings = settings;
        this.events = events;
        this.stop = stop;
        this.environment = environment;
        this.clock = clock;
        this.limit = FailureLimit.ofRun(settings.policy().maxFailures());
    }

    /** Something that must not happen did. */
    void defect(String where, RuntimeException defect) {
        StringWriter trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace, true));
        events.publish(new DefectFound(where + " broke: " + defect, trace.toString()));
    }

    String nextWorker() {
        return "worker-" + workers.incrementAndGet();
    }
}
