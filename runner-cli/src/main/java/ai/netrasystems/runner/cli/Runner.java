package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.config.EffectiveValue;
import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.event.EventConsumer;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.event.StagingVerdict;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.PlanView;
import ai.netrasystems.runner.run.Clean.Cleaned;
import ai.netrasystems.runner.run.DoctorRequest;
import java.util.List;
import java.util.function.Consumer;

/** What stands behind the command line. The commands know nothing else of the work. */
public interface Runner {
    /**
     * Runs the tests.
     *
     * @param console sees every event in order, from one thread at a time, and never throws
     * @return the exit code; or what is wrong with the configuration: then nothing was started
     */
    Checked<Integer> run(Invocation invocation, StopSignal stop, EventConsumer console);

    /** The plan that {@link #run} would run. Starts nothing but the project's build, whose events go to the sink. */
    Checked<PlanView> list(Invocation invocation, StopSignal stop, EventSink events);

    /**
     * Removes what runs left behind.
     *
     * @param dryRun nothing is removed
     * @param kept also what was kept on purpose
     */
    Checked<Cleaned> clean(Invocation invocation, boolean dryRun, boolean kept);

    /**
     * What a run would ask of staging before its tests, alone.
     *
     * @param lines sees each check as it ends; from any thread, one at a time
     */
    Checked<StagingVerdict> stagingCheck(Invocation invocation, StopSignal stop, Consumer<StagingChecked> lines);

    /** What breaks image builds and environments. Changes files only where the request says so. */
    Checked<Examination> doctor(Invocation invocation, DoctorRequest request, StopSignal stop);

    /** Every effective value. Starts nothing. */
    Checked<List<EffectiveValue>> config(Invocation invocation);
}
