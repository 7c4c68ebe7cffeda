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
import ai.netrasystems.runner.run.Clean;
import ai.netrasystems.runner.run.DoctorCheck;
import ai.netrasystems.runner.run.DoctorRequest;
import ai.netrasystems.runner.run.Installation;
import ai.netrasystems.runner.run.Questions;
import ai.netrasystems.runner.run.Run;
import ai.netrasystems.runner.run.StagingCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The work behind the commands: runner-core, called in this process's surroundings. */
final class CoreRunner implements Runner {
    @Override
    public Checked<Integer> run(Invocation invocation, StopSignal stop, EventConsumer console) {
        return new Run(surroundings(invocation))
                .execute(invocation.request(), invocation.configFile(), invocation.arguments(), stop, console);
    }

    @Override
    public Checked<PlanView> list(Invocation invocation, StopSignal stop, EventSink events) {
        return new Questions(surroundings(invocation))
                .list(invocation.request(), invocation.configFile(), stop, events);
    }

    @Override
    public Checked<List<EffectiveValue>> config(Invocation invocation) {
        return new Questions(surroundings(invocation)).config(invocation.request(), invocation.configFile());
    }

    @Override
    public Checked<Clean.Cleaned> clean(Invocation invocation, boolean dryRun, boolean kept) {
        return new Clean(surroundings(invocation)).clean(invocation.configFile(), dryRun, kept);
    }

    @Override
    public Checked<Examination> doctor(Invocation invocation, DoctorRequest request, StopSignal stop) {
        return new DoctorCheck(surroundings(invocation)).examine(request, invocation.configFile(), stop);
    }

    @Override
    public Checked<StagingVerdict> stagingCheck(
            Invocation invocation, StopSignal stop, Consumer<StagingChecked> lines) {
        return new StagingCheck(surroundings(invocation))
                .check(invocation.request(), invocation.configFile(), stop, lines);
    }

    private static ai.netrasystems.runner.run.Surroundings surroundings(Invocation invocation) {
        return new ai.netrasystems.runner.run.Surroundings(
                invocation.workingDirectory(),
                Path.of(System.getProperty("user.home", "")),
                invocation.environment(),
                Optional.ofNullable(System.getProperty("maven.repo.local")).map(Path::of),
                Installation.ofThisProcess(Program.version()),
                Clock.system(ZoneId.systemDefault()));
    }
}
