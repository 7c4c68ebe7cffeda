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
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Provenance;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the fields of each kind of event. {@link EventReader} is its mirror. */
final class EventWriter implements RunEvent.Visitor<JsonLine> {
    private final JsonLine line;

    EventWriter(JsonLine line) {
        this.line = line;
    }

    private JsonLine kind(String kind) {
        return line.text("kind", kind);
    }

    @Override
    public JsonLine runStarted(RunStarted event) {
        return kind("run-started")
                .text("runnerVersion", event.runnerVersion())
                .text("javaVersion", event.javaVersion())
                .text("project", event.project())
                .number("pid", event.pid())
                .texts("arguments", event.arguments())
                .text("tree", event.tree());
    }

    @Override
    public JsonLine runPlanned(RunPlanned event) {
        return kind("run-planned")
                .text("mode", event.mode())
                .objects("layers", event.layers(), EventWriter::layer)
                .sorted("services", event.services())
                .texts("environments", labels(event.environments()))
                .seconds("budget", event.budget())
                .number("candidateClasses", event.candidateClasses());
    }

    @Override
    public JsonLine noted(Noted event) {
        return kind("noted").text("level", label(event.level())).text("message", event.message());
    }

    @Override
    public JsonLine buildStarted(BuildStarted event) {
        return kind("build-started").texts("command", event.command());
    }

    @Override
    public JsonLine buildFinished(BuildFinished event) {
        return kind("build-finished")
                .flag("succeeded", event.succeeded())
                .seconds("took", event.took())
                .texts("output", event.output());
    }

    @Override
    public JsonLine environmentStarting(EnvironmentStarting event) {
        return kind("environment-starting")
                .text("environment", event.environment().label())
                .sorted("services", event.services());
    }

    @Override
    public JsonLine serviceStarting(ServiceStarting event) {
        return kind("service-starting").text("service", event.service().value()).text("detail", event.detail());
    }

    @Override
    public JsonLine serviceReady(ServiceReady event) {
        return kind("service-ready")
                .text("service", event.service().value())
                .text("address", event.address())
                .seconds("took", event.took());
    }

    @Override
    public JsonLine stagingChecked(StagingChecked event) {
        checked(kind("staging-checked"), event);
        return line;
    }

    static void checked(JsonLine line, StagingChecked event) {
        line.text("check", label(event.check()))
                .text("subject", event.subject())
                .text("result", label(event.result()))
                .text("detail", event.detail())
                .seconds("took", event.took());
    }

    @Override
    public JsonLine environmentFailed(EnvironmentFailed event) {
        return kind("environment-failed")
                .text("environment", event.environment().label())
                .objects("diagnoses", event.diagnoses(), EventWriter::diagnosis)
                .text("next", event.next().map(EnvironmentKind::label));
    }

    @Override
    public JsonLine environmentReady(EnvironmentReady event) {
        return kind("environment-ready")
                .object("provenance", event.provenance(), EventWriter::provenance)
                .map("endpoints", event.endpoints())
                .sorted("missing", event.missing())
                .seconds("took", event.took());
    }

    @Override
    public JsonLine environmentClosed(EnvironmentClosed event) {
        return kind("environment-closed")
                .text("environment", event.environment().label())
                .seconds("took", event.took())
                .texts("leftovers", event.leftovers());
    }

    @Override
    public JsonLine layerStarted(LayerStarted event) {
        return kind("layer-started").text("layer", event.layer().value());
    }

    @Override
    public JsonLine layerFinished(LayerFinished event) {
        return kind("layer-finished").text("layer", event.layer().value()).seconds("took", event.took());
    }

    @Override
    public JsonLine workerStarted(WorkerStarted event) {
        return kind("worker-started")
                .text("worker", event.worker())
                .number("pid", event.pid())
                .text("layer", event.layer().value())
                .object("module", event.module(), EventWriter::module)
                .text("environment", event.environment().label())
                .text("launcher", event.launcher());
    }

    @Override
    public JsonLine workerEnded(WorkerEnded event) {
        return kind("worker-ended")
                .text("worker", event.worker())
                .number("exitCode", event.exitCode())
                .text("reason", event.reason())
                .texts("lastOutput", event.lastOutput());
    }

    @Override
    public JsonLine testsDiscovered(TestsDiscovered event) {
        return kind("tests-discovered")
                .text("layer", event.layer().value())
                .object("module", event.module(), EventWriter::module)
                .object("provenance", event.provenance(), EventWriter::provenance)
                .objects("tests", event.tests(), EventWriter::discovered);
    }

    @Override
    public JsonLine discoveryProblem(DiscoveryProblem event) {
        return kind("discovery-problem")
                .object("module", event.module(), EventWriter::module)
                .flag("error", event.error())
                .text("message", event.message())
                .object("failure", event.failure(), EventWriter::failure);
    }

    @Override
    public JsonLine testStarted(TestStarted event) {
        return kind("test-started")
                .text("test", event.test().value())
                .text("worker", event.worker())
                .number("attempt", event.attempt());
    }

    @Override
    public JsonLine testFinished(TestFinished event) {
        JsonLine finished = kind("test-finished")
                .text("test", event.test().value())
                .number("attempt", event.attempt())
                .text("outcome", event.outcome().label())
                .seconds("took", event.took())
                .text("reason", event.reason())
                .object("failure", event.failure(), EventWriter::failure)
                .object("provenance", event.provenance(), EventWriter::provenance);
        return event.marks().isEmpty()
                ? finished
                : finished.sorted(
                        "marks", event.marks().stream().map(Mark::label).toList());
    }

    @Override
    public JsonLine containerFailed(ContainerFailed event) {
        return kind("container-failed")
                .text("container", event.container().value())
                .text("displayName", event.displayName())
                .text("className", event.className())
                .text("xmlClass", event.xmlClass())
                .text("xmlName", event.xmlName())
                .object("failure", event.failure(), EventWriter::failure)
                .object("provenance", event.provenance(), EventWriter::provenance);
    }

    @Override
    public JsonLine outputCaptured(OutputCaptured event) {
        return kind("output-captured")
                .text("test", event.test())
                .text("worker", event.worker())
                .text("stream", label(event.stream()))
                .text("text", event.text());
    }

    @Override
    public JsonLine outputLeftOut(OutputLeftOut event) {
        return kind("output-left-out")
                .text("test", event.test())
                .text("worker", event.worker())
                .text("stream", label(event.stream()))
                .number("bytes", event.bytes())
                .text("file", event.file());
    }

    @Override
    public JsonLine entriesReported(EntriesReported event) {
        return kind("entries-reported").text("test", event.test().value()).map("entries", event.entries());
    }

    @Override
    public JsonLine contextsFixed(ContextsFixed event) {
        return kind("contexts-fixed")
                .texts("contexts", event.contexts())
                .number("files", event.files())
                .number("folders", event.folders())
                .number("bytes", event.bytes())
                .objects(
                        "changes",
                        event.changes(),
                        (line, change) -> line.text("file", change.file())
                                .number("line", change.line())
                                .text("before", change.before())
                                .text("after", change.after()))
                .texts("failed", event.failed())
                .flag("complete", event.complete());
    }

    @Override
    public JsonLine budgetExhausted(BudgetExhausted event) {
        return kind("budget-exhausted").text("layer", event.layer()).seconds("budget", event.budget());
    }

    @Override
    public JsonLine runStopped(RunStopped event) {
        return kind("run-stopped").text("cause", label(event.cause())).text("detail", event.detail());
    }

    @Override
    public JsonLine runRefused(RunRefused event) {
        return kind("run-refused").number("exitCode", event.exitCode()).texts("problems", event.problems());
    }

    @Override
    public JsonLine defectFound(DefectFound event) {
        return kind("defect-found").text("message", event.message()).text("stackTrace", event.stackTrace());
    }

    @Override
    public JsonLine runFinished(RunFinished event) {
        return kind("run-finished")
                .text("verdict", event.verdict())
                .number("exitCode", event.exitCode())
                .numbers("held", event.held())
                .object(
                        "counts",
                        new TreeMap<>(event.counts()),
                        (fields, counts) -> counts.forEach((outcome, count) -> fields.number(outcome.label(), count)))
                .texts("unmet", event.unmet())
                .seconds("took", event.took());
    }

    private static void layer(JsonLine line, RunPlanned.Layer layer) {
        line.text("name", layer.name().value())
                .objects("categories", layer.categories(), EventWriter::category)
                .seconds("budget", layer.budget());
    }

    private static void category(JsonLine line, RunPlanned.Category category) {
        line.text("name", category.name().value())
                .flag("required", category.required())
                .flag("judged", category.judged())
                .text("impact", category.impact())
                .sorted("services", category.services());
    }

    static void diagnosis(JsonLine line, DiagnosisText diagnosis) {
        line.text("kind", diagnosis.kind())
                .text("liesIn", diagnosis.liesIn())
                .text("summary", diagnosis.summary())
                .texts("evidence", diagnosis.evidence())
                .text("remedy", diagnosis.remedy())
                .text("stage", given(diagnosis.stage()))
                .text("place", given(diagnosis.place()));
        if (!diagnosis.advice().isEmpty()) { // added later
            line.texts("advice", diagnosis.advice());
        }
    }

    /** A field that is added later is left out where it says nothing. */
    private static Optional<String> given(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private static void provenance(JsonLine line, Provenance provenance) {
        line.text("environment", provenance.environment().label())
                .text("source", provenance.source())
                .text("build", provenance.build())
                .text("fallbackCause", provenance.fallbackCause());
    }

    private static void module(JsonLine line, ModuleId module) {
        line.text("path", module.path()).text("execution", module.execution());
    }

    private static void failure(JsonLine line, Failure failure) {
        line.text("type", failure.type())
                .text("message", failure.message())
                .text("stackTrace", failure.stackTrace())
                .text("expected", failure.expected())
                .text("actual", failure.actual())
                .flag("assertion", failure.assertion());
        if (!failure.causes().isEmpty()) { // added later
            line.texts("causes", failure.causes());
        }
    }

    private static void discovered(JsonLine line, DiscoveredTest test) {
        line.text("id", test.id().value())
                .text("uniqueId", test.uniqueId())
                .text("displayName", test.displayName())
                .texts("names", test.names())
                .text("className", test.className())
                .text("xmlClass", test.xmlClass())
                .text("xmlName", test.xmlName())
                .flag("container", test.container())
                .sorted("tags", test.tags())
                .text("category", test.category())
                .sorted("services", test.services());
    }

    private static List<String> labels(Collection<EnvironmentKind> environments) {
        return environments.stream().map(EnvironmentKind::label).toList();
    }

    /** How the constants of the small enums are written: {@code failure-policy}. */
    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
