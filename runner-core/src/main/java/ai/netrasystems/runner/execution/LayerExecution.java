package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.execution.LayerWork.UnitWork;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.ExecutionPolicy;
import ai.netrasystems.runner.plan.QuarantinedTests;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs layers: one unit after the other, each in workers of its own. One object serves one run, since ids of tests are
 * unique within it. Not thread-safe; {@link #execute} blocks until every test that was discovered has its outcome.
 */
public final class LayerExecution {
    private final RunState run;

    /**
     * For one run.
     *
     * @param environment whether tests may begin in the run's environment; {@code none} is always there
     */
    public LayerExecution(
            Settings settings, EventSink events, StopSignal stop, EnvironmentState environment, Clock clock) {
        this.run = new RunState(settings, events, stop, environment, clock);
    }

    /**
     * What holds for all layers of a run.
     *
     * @param workerJar the jar (or folder) of the worker's own classes
     * @param runDirectory directory of this run's files
     * @param policy how failures and repetitions are dealt with
     * @param quarantined whose failures end nothing
     * @param servicesForbidden tests that need a service are skipped
     * @param plannedServices services that the plan knew of
     * @param inheritedEnvironment environment variables of the controller
     * @param removedVariables names that workers must not inherit
     * @param processes told of every worker's process
     * @param redactor knows the secrets of the run so far, for what is written past the events
     */
    public record Settings(
            RunId run,
            Path workerJar,
            Path runDirectory,
            ExecutionPolicy policy,
            QuarantinedTests quarantined,
            boolean servicesForbidden,
            Set<ServiceName> plannedServices,
            Map<String, String> inheritedEnvironment,
            Set<String> removedVariables,
            ProcessRegister processes,
            Supplier<Redactor> redactor) {
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
        boolean immediate = work.layer().failFast() == FailFast.IMMEDIATE;
        FailureLimit ofLayer = run.limit.within(immediate ? Optional.of(1) : Optional.empty());
        FailureLimit ofCategory = ofLayer.within(Optional.empty());
        Optional<String> category = Optional.empty();
        for (int at = 0; at < work.units().size(); at++) {
            UnitWork unit = work.units().get(at);
            if (!unit.unit().filter().equals(category)) {
                if (work.layer().failFast() == FailFast.CATEGORY && ofCategory.any()) {
                    return ended(work, at, LayerEnd.FAILURE_POLICY, ofCategory);
                }
                category = unit.unit().filter();
                ofCategory = ofLayer.within(Optional.empty());
            }
            if (run.stop.isRequested()) {
                return ended(work, at, LayerEnd.STOPPED, ofCategory);
            }
            UnitContext context = context(work, unit, ofCategory);
            if (context.pastDeadline()) {
                return ended(work, at, LayerEnd.BUDGET, ofCategory);
            }
            LayerEnd end = execute(context);
            if (end != LayerEnd.COMPLETED) {
                return ended(work, at + 1, end, ofCategory);
            }
        }
        return LayerEnd.COMPLETED;
    }

    private UnitContext context(LayerWork work, UnitWork unit, FailureLimit limit) {
        return new UnitContext(run, work, unit, limit, new RetryBrake(run));
    }

    /** What comes after is not started, and the record says so. */
    private LayerEnd ended(LayerWork work, int from, LayerEnd end, FailureLimit limit) {
        work.units()
                .subList(from, work.units().size())
                .forEach(unit -> new NotStarted(context(work, unit, limit)).tellAll(end));
        return end;
    }

    private LayerEnd execute(UnitContext context) {
        try {
            return context.unit.unit().dispatch().isSingle() ? single(context) : new UnitLanes(context).run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return LayerEnd.STOPPED;
        }
    }

    /** The whole unit in one request of one worker, as Surefire does it. */
    private LayerEnd single(UnitContext context) throws InterruptedException {
        UnitExecution execution = new UnitExecution(context, new WorkerSeat(1, 1, false));
        try {
            return execution.run();
        } catch (RuntimeException defect) {
            context.run.defect("execution of " + context.unit.module().id(), defect);
            execution.abandon();
            return LayerEnd.COMPLETED;
        } catch (InterruptedException interrupted) {
            execution.abandon();
            throw interrupted;
        }
    }
}
