package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.execution.LayerWork.UnitWork;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.ExecutionPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs layers: one unit after the other, each in workers of its own. One object serves one run, since ids of tests are
 * unique within it. Not thread-safe; {@link #execute} blocks until every test that was discovered has its outcome.
 */
public final class LayerExecution {
    private final Settings settings;
    private final EventSink events;
    private final StopSignal stop;
    private final Clock clock;
    private final TestIds ids = new TestIds();
    private final AtomicInteger workers = new AtomicInteger();

    /** For one run. */
    public LayerExecution(Settings settings, EventSink events, StopSignal stop, Clock clock) {
        this.settings = settings;
        this.events = events;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * What holds for all layers of a run.
     *
     * @param workerJar the jar (or folder) of the worker's own classes
     * @param runDirectory directory of this run's files
     * @param policy how failures and repetitions are dealt with
     * @param servicesForbidden tests that need a service are skipped
     * @param plannedServices services that the plan knew of
     * @param inheritedEnvironment environment variables of the controller
     * @param removedVariables names that workers must not inherit
     * @param processes told of every worker's process
     */
    public record Settings(
            RunId run,
            Path workerJar,
            Path runDirectory,
            ExecutionPolicy policy,
            boolean servicesForbidden,
            Set<ServiceName> plannedServices,
            Map<String, String> inheritedEnvironment,
            Set<String> removedVariables,
            ProcessRegister processes) {
        /** Copies the collections. */
        public Settings {
            plannedServices = Set.copyOf(plannedServices);
            inheritedEnvironment = Map.copyOf(inheritedEnvironment);
            removedVariables = Set.copyOf(removedVariables);
        }
    }

    /** The folder below a run's directory that holds files of its workers only while they live. */
    public static Path temporaryFiles(Path runDirectory) {
        return runDirectory.resolve("workers");
    }

    /** Runs the layer's units until they are done or something stops them. */
    public LayerEnd execute(LayerWork work) {
        for (UnitWork unit : work.units()) {
            if (stop.isRequested()) {
                return LayerEnd.STOPPED;
            }
            if (work.deadline().isPresent()
                    && !clock.instant().isBefore(work.deadline().get())) {
                return LayerEnd.BUDGET;
            }
            LayerEnd end = execute(work, unit);
            if (end != LayerEnd.COMPLETED) {
                return end;
            }
        }
        return LayerEnd.COMPLETED;
    }

    private LayerEnd execute(LayerWork work, UnitWork unit) {
        UnitContext context = new UnitContext(settings, work, unit, ids, events, stop, clock, workers::incrementAndGet);
        UnitExecution execution = new UnitExecution(context);
        try {
            return execution.run();
        } catch (RuntimeException defect) {
            StringWriter trace = new StringWriter();
            defect.printStackTrace(new PrintWriter(trace, true));
            events.publish(
                    new DefectFound("execution of " + unit.module().id() + " broke: " + defect, trace.toString()));
            execution.abandon();
            return LayerEnd.COMPLETED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            execution.abandon();
            return LayerEnd.STOPPED;
        }
    }
}
