package ai.netrasystems.runner.event;

import ai.netrasystems.runner.event.RunEvent.BudgetExhausted;
import ai.netrasystems.runner.event.RunEvent.BuildFinished;
import ai.netrasystems.runner.event.RunEvent.BuildStarted;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.ContextsFixed;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.EntriesReported;
import ai.netrasystems.runner.event.RunEvent.EnvironmentClosed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentReady;
import ai.netrasystems.runner.event.RunEvent.EnvironmentStarting;
import ai.netrasystems.runner.event.RunEvent.LayerFinished;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunRefused;
import ai.netrasystems.runner.event.RunEvent.RunStarted;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.event.RunEvent.ServiceReady;
import ai.netrasystems.runner.event.RunEvent.ServiceStarting;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;

/**
 * A visitor for those who care about a few kinds of events: every other kind goes to {@link #other}.
 *
 * @param <R> what a visit returns
 */
public interface SelectiveVisitor<R> extends RunEvent.Visitor<R> {
    /** An event of a kind that is not overridden. */
    R other(RunEvent event);

    @Override
    default R runStarted(RunStarted event) {
        return other(event);
    }

    @Override
    default R runPlanned(RunPlanned event) {
        return other(event);
    }

    @Override
    default R noted(Noted event) {
        return other(event);
    }

    @Override
    default R buildStarted(BuildStarted event) {
        return other(event);
    }

    @Override
    default R buildFinished(BuildFinished event) {
        return other(event);
    }

    @Override
    default R environmentStarting(EnvironmentStarting event) {
        return other(event);
    }

    @Override
    default R serviceStarting(ServiceStarting event) {
        return other(event);
    }

    @Override
    default R serviceReady(ServiceReady event) {
        return other(event);
    }

    @Override
    default R stagingChecked(StagingChecked event) {
        return other(event);
    }

    @Override
    default R environmentFailed(EnvironmentFailed event) {
        return other(event);
    }

    @Override
    default R environmentReady(EnvironmentReady event) {
        return other(event);
    }

    @Override
    default R environmentClosed(EnvironmentClosed event) {
        return other(event);
    }

    @Override
    default R layerStarted(LayerStarted event) {
        return other(event);
    }

    @Override
    default R layerFinished(LayerFinished event) {
        return other(event);
    }

    @Override
    default R workerStarted(WorkerStarted event) {
        return other(event);
    }

    @Override
    default R workerEnded(WorkerEnded event) {
        return other(event);
    }

    @Override
    default R testsDiscovered(TestsDiscovered event) {
        return other(event);
    }

    @Override
    default R discoveryProblem(DiscoveryProblem event) {
        return other(event);
    }

    @Override
    default R testStarted(TestStarted event) {
        return other(event);
    }

    @Override
    default R testFinished(TestFinished event) {
        return other(event);
    }

    @Override
    default R containerFailed(ContainerFailed event) {
        return other(event);
    }

    @Override
    default R outputCaptured(OutputCaptured event) {
        return other(event);
    }

    @Override
    default R outputLeftOut(OutputLeftOut event) {
        return other(event);
    }

    @Override
    default R entriesReported(EntriesReported event) {
        return other(event);
    }

    @Override
    default R contextsFixed(ContextsFixed event) {
        return other(event);
    }

    @Override
    default R budgetExhausted(BudgetExhausted event) {
        return other(event);
    }

    @Override
    default R runStopped(RunStopped event) {
        return other(event);
    }

    @Override
    default R runRefused(RunRefused event) {
        return other(event);
    }

    @Override
    default R defectFound(DefectFound event) {
        return other(event);
    }

    @Override
    default R runFinished(RunFinished event) {
        return other(event);
    }
}
