package ai.netrasystems.runner.event;

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
import ai.netrasystems.runner.model.Provenance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An event with every text redacted that people wrote or programs printed. Ids too: an engine may make display names a
 * part of them.
 */
final class RedactedEvent implements SelectiveVisitor<RunEvent> {
    private final Redactor redactor;

    RedactedEvent(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Kinds of numbers, times and names that the configuration or the runner gives: no program has a hand in them. */
    @Override
    public RunEvent other(RunEvent event) {
        return event;
    }

    @Override
    public RunEvent runStarted(RunStarted event) {
        return new RunStarted(
                event.runnerVersion(),
                event.javaVersion(),
                event.project(),
                event.pid(),
                redactor.redact(event.arguments()),
                event.tree());
    }

    @Override
    public RunEvent runPlanned(RunPlanned event) {
        return new RunPlanned(
                event.mode(),
                event.layers().stream()
                        .map(layer -> new RunPlanned.Layer(
                                layer.name(),
                                layer.categories().stream().map(this::category).toList(),
                                layer.budget()))
                        .toList(),
                event.services(),
                event.environments(),
                event.budget(),
                event.candidateClasses());
    }

    private RunPlanned.Category category(RunPlanned.Category category) {
        return new RunPlanned.Category(
                category.name(),
                category.required(),
                category.judged(),
                redactor.redact(category.impact()),
                category.services());
    }

    @Override
    public RunEvent noted(Noted event) {
        return new Noted(event.level(), redactor.redact(event.message()));
    }

    @Override
    public RunEvent buildStarted(BuildStarted event) {
        return new BuildStarted(redactor.redact(event.command()));
    }

    @Override
    public RunEvent buildFinished(BuildFinished event) {
        return new BuildFinished(event.succeeded(), event.took(), redactor.redact(event.output()));
    }

    @Override
    public RunEvent contextsFixed(ContextsFixed event) {
        return new ContextsFixed(
                redactor.redact(event.contexts()),
                event.files(),
                event.folders(),
                event.bytes(),
                event.changes().stream()
                        .map(change -> new ContextsFixed.Change(
                                redactor.redact(change.file()),
                                change.line(),
                                redactor.redact(change.before()),
                                redactor.redact(change.after())))
                        .toList(),
                redactor.redact(event.failed()),
                event.complete());
    }

    @Override
    public RunEvent serviceStarting(ServiceStarting event) {
        return new ServiceStarting(event.service(), redactor.redact(event.detail()));
    }

    @Override
    public RunEvent serviceReady(ServiceReady event) {
        return new ServiceReady(event.service(), redactor.redact(event.address()), event.took());
    }

    @Override
    public RunEvent stagingChecked(StagingChecked event) {
        return new StagingChecked(
                event.check(),
                redactor.redact(event.subject()),
                event.result(),
                redactor.redact(event.detail()),
                event.took());
    }

    @Override
    public RunEvent environmentFailed(EnvironmentFailed event) {
        return new EnvironmentFailed(
                event.environment(),
                event.diagnoses().stream().map(this::diagnosis).toList(),
                event.next());
    }

    @Override
    public RunEvent environmentReady(EnvironmentReady event) {
        return new EnvironmentReady(
                provenance(event.provenance()), map(event.endpoints()), event.missing(), event.took());
    }

    @Override
    public RunEvent environmentClosed(EnvironmentClosed event) {
        return new EnvironmentClosed(event.environment(), event.took(), redactor.redact(event.leftovers()));
    }

    @Override
    public RunEvent workerEnded(WorkerEnded event) {
        return new WorkerEnded(
                event.worker(),
                event.exitCode(),
                event.reason().map(redactor::redact),
                redactor.redact(event.lastOutput()));
    }

    @Override
    public RunEvent testsDiscovered(TestsDiscovered event) {
        return new TestsDiscovered(
                event.layer(),
                event.module(),
                provenance(event.provenance()),
                event.tests().stream().map(this::discovered).toList());
    }

    @Override
    public RunEvent discoveryProblem(DiscoveryProblem event) {
        return new DiscoveryProblem(
                event.module(),
                event.error(),
                redactor.redact(event.message()),
                event.failure().map(this::failure));
    }

    @Override
    public RunEvent testStarted(TestStarted event) {
        return new TestStarted(redactor.redact(event.test()), event.worker(), event.attempt());
    }

    @Override
    public RunEvent testFinished(TestFinished event) {
        return new TestFinished(
                redactor.redact(event.test()),
                event.attempt(),
                event.outcome(),
                event.took(),
                event.reason().map(redactor::redact),
                event.failure().map(this::failure),
                provenance(event.provenance()),
                event.marks());
    }

    @Override
    public RunEvent containerFailed(ContainerFailed event) {
        return new ContainerFailed(
                redactor.redact(event.container()),
                redactor.redact(event.displayName()),
                redactor.redactId(event.className()),
                event.xmlClass().map(redactor::redactId),
                event.xmlName().map(redactor::redact),
                failure(event.failure()),
                provenance(event.provenance()));
    }

    @Override
    public RunEvent outputCaptured(OutputCaptured event) {
        return new OutputCaptured(
                event.test().map(redactor::redact), event.worker(), event.stream(), redactor.redact(event.text()));
    }

    @Override
    public RunEvent outputLeftOut(OutputLeftOut event) {
        return new OutputLeftOut(
                event.test().map(redactor::redact), event.worker(), event.stream(), event.bytes(), event.file());
    }

    @Override
    public RunEvent entriesReported(EntriesReported event) {
        return new EntriesReported(redactor.redact(event.test()), map(event.entries()));
    }

    @Override
    public RunEvent runStopped(RunStopped event) {
        return new RunStopped(event.cause(), redactor.redact(event.detail()));
    }

    @Override
    public RunEvent runRefused(RunRefused event) {
        return new RunRefused(event.exitCode(), redactor.redact(event.problems()));
    }

    @Override
    public RunEvent defectFound(DefectFound event) {
        return new DefectFound(redactor.redact(event.message()), redactor.redact(event.stackTrace()));
    }

    @Override
    public RunEvent runFinished(RunFinished event) {
        return new RunFinished(
                event.verdict(),
                event.exitCode(),
                event.held(),
                event.counts(),
                redactor.redact(event.unmet()),
                event.took());
    }

    private DiagnosisText diagnosis(DiagnosisText diagnosis) {
        return new DiagnosisText(
                diagnosis.kind(),
                diagnosis.liesIn(),
                redactor.redact(diagnosis.summary()),
                redactor.redact(diagnosis.evidence()),
                redactor.redact(diagnosis.remedy()),
                diagnosis.stage(),
                redactor.redact(diagnosis.place()),
                redactor.redact(diagnosis.advice()));
    }

    private Provenance provenance(Provenance provenance) {
        return new Provenance(
                provenance.environment(),
                redactor.redact(provenance.source()),
                provenance.build().map(redactor::redact),
                provenance.fallbackCause().map(redactor::redact));
    }

    private Failure failure(Failure failure) {
        return new Failure(
                redactor.redact(failure.type()),
                redactor.redact(failure.message()),
                redactor.redact(failure.stackTrace()),
                failure.expected().map(redactor::redact),
                failure.actual().map(redactor::redact),
                failure.assertion(),
                failure.causes());
    }

    private DiscoveredTest discovered(DiscoveredTest test) {
        return new DiscoveredTest(
                redactor.redact(test.id()),
                redactor.redactId(test.uniqueId()),
                redactor.redact(test.displayName()),
                test.names().stream().map(redactor::redact).toList(),
                redactor.redactId(test.className()),
                redactor.redactId(test.xmlClass()),
                redactor.redact(test.xmlName()),
                test.container(),
                test.tags().stream().map(redactor::redact).collect(Collectors.toUnmodifiableSet()),
                test.category(),
                test.services());
    }

    private Map<String, String> map(Map<String, String> texts) {
        Map<String, String> redacted = new LinkedHashMap<>();
        texts.forEach((key, value) -> redacted.put(redactor.redact(key), redactor.redact(value)));
        return redacted;
    }
}
