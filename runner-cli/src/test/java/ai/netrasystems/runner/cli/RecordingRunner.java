package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.config.EffectiveValue;
import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.event.DiagnosisText;
import ai.netrasystems.runner.event.EventConsumer;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.event.StagingVerdict;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.PlanView;
import ai.netrasystems.runner.run.Clean.Cleaned;
import ai.netrasystems.runner.run.DoctorRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Stands for the work behind the command line: remembers what it was asked, plays given events. */
class RecordingRunner implements Runner {
    final List<Invocation> invocations = new ArrayList<>();
    final List<DoctorRequest> doctored = new ArrayList<>();
    private final List<RunEvent> played;
    private final Checked<PlanView> plan;
    private final Checked<List<EffectiveValue>> values;

    RecordingRunner(List<RunEvent> events, Checked<PlanView> plan, Checked<List<EffectiveValue>> values) {
        this.played = events;
        this.plan = plan;
        this.values = values;
    }

    @Override
    public Checked<Integer> run(Invocation invocation, StopSignal stop, EventConsumer console) {
        invocations.add(invocation);
        int exitCode = 70;
        long sequence = 0;
        for (RunEvent event : played) {
            console.accept(new Stamped(new RunId("run-1"), ++sequence, Instant.EPOCH, event));
            exitCode = event instanceof RunFinished finished ? finished.exitCode() : exitCode;
        }
        return Checked.valid(exitCode);
    }

    @Override
    public Checked<PlanView> list(Invocation invocation, StopSignal stop, EventSink events) {
        invocations.add(invocation);
        return plan;
    }

    @Override
    public Checked<Cleaned> clean(Invocation invocation, boolean dryRun, boolean kept) {
        invocations.add(invocation);
        return Checked.valid(
                kept
                        ? new Cleaned(
                                dryRun,
                                List.of("process 4711 of run r1", ".runner/runs/r1/data"),
                                dryRun ? List.of() : List.of("network runner-r1"),
                                List.of("container c9 (its owner can't be judged from here)"))
                        : new Cleaned(dryRun, List.of(), List.of(), List.of()));
    }

    @Override
    public Checked<StagingVerdict> stagingCheck(
            Invocation invocation, StopSignal stop, Consumer<StagingChecked> lines) {
        invocations.add(invocation);
        StagingChecked health = new StagingChecked(
                StagingChecked.Check.HEALTH,
                "backend",
                StagingChecked.Result.FAILED,
                "it answered status 500\u001b[31m",
                Duration.ofMillis(1_204));
        lines.accept(health);
        return Checked.valid(new StagingVerdict(
                Optional.of("netra"),
                StagingVerdict.Outcome.UNAVAILABLE,
                Duration.ofMillis(1_250),
                List.of(health),
                List.of(new DiagnosisText(
                        "staging-unhealthy", "machine", "backend is unhealthy", List.of("500"), "look at it"))));
    }

    @Override
    public Checked<Examination> doctor(Invocation invocation, DoctorRequest request, StopSignal stop) {
        invocations.add(invocation);
        doctored.add(request);
        return Checked.valid(SampleExamination.of(request.fix(), request.dryRun(), request.dockerBypass()));
    }

    @Override
    public Checked<List<EffectiveValue>> config(Invocation invocation) {
        invocations.add(invocation);
        return values;
    }
}
