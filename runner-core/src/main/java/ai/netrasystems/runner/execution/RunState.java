package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.environment.WorkerSecrets;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean ageingTold = new AtomicBoolean();

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

    /** A worker's variable is no longer good, and stays as it is; told once a run. */
    void aged(String worker, WorkerSecrets.Ageing variable) {
        if (!ageingTold.getAndSet(true)) {
            events.publish(new Noted(
                    Noted.Level.NOTE,
                    variable.variable() + " of " + worker
                            + " has outlived its token, as a running JVM's variables can't"
                            + " change: the file named by " + variable.variable()
                            + "_FILE and AccessToken.value() hold the"
                            + " current one"));
        }
    }

    String nextWorker() {
        return "worker-" + workers.incrementAndGet();
    }
}
