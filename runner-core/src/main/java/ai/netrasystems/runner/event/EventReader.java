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
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the fields of each kind of event. {@link EventWriter} is its mirror; a test compares the two, kind by kind. */
final class EventReader {
    private static final Map<String, Function<JsonFields, RunEvent>> KINDS = kinds();

    private EventReader() {}

    /** The reader of a kind; empty for one that this version does not know. */
    static Optional<Function<JsonFields, RunEvent>> of(String kind) {
        return Optional.ofNullable(KINDS.get(kind));
    }

    private static Map<String, Function<JsonFields, RunEvent>> kinds() {
        Map<String, Function<JsonFields, RunEvent>> kinds = new HashMap<>();
        kinds.put("run-started", EventReader::runStarted);
        kinds.put("run-planned", EventReader::runPlanned);
        kinds.put("noted", EventReader::noted);
        kinds.put("build-started", EventReader::buildStarted);
        kinds.put("build-finished", EventReader::buildFinished);
        kinds.put("environment-starting", EventReader::environmentStarting);
        kinds.put("service-starting", EventReader::serviceStarting);
        kinds.put("service-ready", EventReader::serviceReady);
        kinds.put("staging-checked", EventReader::stagingChecked);
        kinds.put("environment-failed", EventReader::environmentFailed);
        kinds.put("environment-ready", EventReader::environmentReady);
        kinds.put("environment-closed", EventReader::environmentClosed);
        kinds.put("layer-started", EventReader::layerStarted);
        kinds.put("layer-finished", EventReader::layerFinished);
        kinds.put("worker-started", EventReader::workerStarted);
        kinds.put("worker-ended", EventReader::workerEnded);
        kinds.put("tests-discovered", EventReader::testsDiscovered);
        kinds.put("discovery-problem", EventReader::discoveryProblem);
        kinds.put("test-started", EventReader::testStarted);
        kinds.put("test-finished", EventReader::testFinished);
        kinds.put("container-failed", EventReader::containerFailed);
        kinds.put("output-captured", EventReader::outputCaptured);
        kinds.put("output-left-out", EventReader::outputLeftOut);
        kinds.put("entries-reported", EventReader::entriesReported);
        kinds.put("contexts-fixed", EventReader::contextsFixed);
        kinds.put("budget-exhausted", EventReader::budgetExhausted);
        kinds.put("run-stopped", EventReader::runStopped);
        kinds.put("run-refused", EventReader::runRefused);
        kinds.put("defect-found", EventReader::defectFound);
        kinds.put("run-finished", EventReader::runFinished);
        return Map.copyOf(kinds);
    }

    private static RunEvent runStarted(JsonFields fields) {
        return new RunStarted(
                fields.text("runnerVersion"),
                fields.text("javaVersion"),
                fields.text("project"),
                fields.number("pid"),
                fields.texts("arguments"),
                fields.optionalText("tree"));
    }

    private static RunEvent runPlanned(JsonFields fields) {
        return new RunPlanned(
                fields.optionalId("mode", ModeName::new),
                fields.objects("layers", EventReader::layer),
                services(fields, "services"),
                fields.ids("environments", EventReader::environment),
                fields.optionalSeconds("budget"),
                fields.integer("candidateClasses"));
    }

    private static RunEvent noted(JsonFields fields) {
        return new Noted(fields.id("level", label -> constant(Noted.Level.class, label)), fields.text("message"));
    }

    private static RunEvent buildStarted(JsonFields fields) {
        return new BuildStarted(fields.texts("command"));
    }

    private static RunEvent buildFinished(JsonFields fields) {
        return new BuildFinished(fields.flag("succeeded"), fields.seconds("took"), fields.texts("output"));
    }

    private static RunEvent environmentStarting(JsonFields fields) {
        return new EnvironmentStarting(
                fields.id("environment", EventReader::environment), services(fields, "services"));
    }

    private static RunEvent serviceStarting(JsonFields fields) {
        return new ServiceStarting(fields.id("service", ServiceName::new), fields.text("detail"));
    }

    private static RunEvent serviceReady(JsonFields fields) {
        return new ServiceReady(fields.id("service", ServiceName::new), fields.text("address"), fields.seconds("took"));
    }

    private static RunEvent stagingChecked(JsonFields fields) {
        return new StagingChecked(
                fields.id("check", label -> constant(StagingChecked.Check.class, label)),
                fields.text("subject"),
                fields.id("result", label -> constant(StagingChecked.Result.class, label)),
                fields.text("detail"),
                fields.seconds("took"));
    }

    private static RunEvent environmentFailed(JsonFields fields) {
        return new EnvironmentFailed(
                fields.id("environment", EventReader::environment),
                fields.objects("diagnoses", EventReader::diagnosis),
                fields.optionalId("next", EventReader::environment));
    }

    private static RunEvent environmentReady(JsonFields fields) {
        return new EnvironmentReady(
                provenance(fields.object("provenance")),
                fields.map("endpoints"),
                services(fields, "missing"),
                fields.seconds("took"));
    }

    private static RunEvent environmentClosed(JsonFields fields) {
        return new EnvironmentClosed(
                fields.id("environment", EventReader::environment), fields.seconds("took"), fields.texts("leftovers"));
    }

    private static RunEvent layerStarted(JsonFields fields) {
        return new LayerStarted(fields.id("layer", LayerName::new));
    }

    private static RunEvent layerFinished(JsonFields fields) {
        return new LayerFinished(fields.id("layer", LayerName::new), fields.seconds("took"));
    }

    private static RunEvent workerStarted(JsonFields fields) {
        return new WorkerStarted(
                fields.text("worker"),
                fields.number("pid"),
                fields.id("layer", LayerName::new),
                module(fields.object("module")),
                fields.id("environment", EventReader::environment),
                fields.text("launcher"));
    }

    private static RunEvent workerEnded(JsonFields fields) {
        return new WorkerEnded(
                fields.text("worker"),
                fields.integer("exitCode"),
                fields.optionalText("reason"),
                fields.texts("lastOutput"));
    }

    private static RunEvent testsDiscovered(JsonFields fields) {
        return new TestsDiscovered(
                fields.id("layer", LayerName::new),
                module(fields.object("module")),
                provenance(fields.object("provenance")),
                fields.objects("tests", EventReader::discovered));
    }

    private static RunEvent discoveryProblem(JsonFields fields) {
        return new DiscoveryProblem(
                module(fields.object("module")),
                fields.flag("error"),
                fields.text("message"),
                fields.optionalObject("failure", EventReader::failure));
    }

    private static RunEvent testStarted(JsonFields fields) {
        return new TestStarted(fields.id("test", TestId::new), fields.text("worker"), fields.integer("attempt"));
    }

    private static RunEvent testFinished(JsonFields fields) {
        return new TestFinished(
                fields.id("test", TestId::new),
                fields.integer("attempt"),
                fields.id("outcome", Outcome::ofLabel),
                fields.seconds("took"),
                fields.optionalText("reason"),
                fields.optionalObject("failure", EventReader::failure),
                provenance(fields.object("provenance")),
                marks(fields));
    }

    private static Set<Mark> marks(JsonFields fields) {
        return fields.has("marks")
                ? fields.texts("marks").stream()
                        .flatMap(label -> Mark.ofLabel(label).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private static RunEvent containerFailed(JsonFields fields) {
        return new ContainerFailed(
                fields.id("container", TestId::new),
                fields.text("displayName"),
                fields.text("className"),
                fields.optionalText("xmlClass"),
                fields.optionalText("xmlName"),
                failure(fields.object("failure")),
                provenance(fields.object("provenance")));
    }

    private static RunEvent outputCaptured(JsonFields fields) {
        return new OutputCaptured(
                fields.optionalId("test", TestId::new),
                fields.text("worker"),
                fields.id("stream", label -> constant(OutputCaptured.Stream.class, label)),
                fields.text("text"));
    }

    private static RunEvent outputLeftOut(JsonFields fields) {
        return new OutputLeftOut(
                fields.optionalId("test", TestId::new),
                fields.text("worker"),
                fields.id("stream", label -> constant(OutputCaptured.Stream.class, label)),
                fields.number("bytes"),
                fields.text("file"));
    }

    private static RunEvent entriesReported(JsonFields fields) {
        return new EntriesReported(fields.id("test", TestId::new), fields.map("entries"));
    }

    private static RunEvent contextsFixed(JsonFields fields) {
        return new ContextsFixed(
                fields.texts("contexts"),
                fields.number("files"),
                fields.number("folders"),
                fields.number("bytes"),
                fields.objects(
                        "changes",
                        change -> new ContextsFixed.Change(
                                change.text("file"),
                                change.integer("line"),
                                change.text("before"),
                                change.text("after"))),
                fields.texts("failed"),
                fields.flag("complete"));
    }

    private static RunEvent budgetExhausted(JsonFields fields) {
        return new BudgetExhausted(fields.optionalId("layer", LayerName::new), fields.seconds("budget"));
    }

    private static RunEvent runStopped(JsonFields fields) {
        return new RunStopped(
                fields.id("cause", label -> constant(RunStopped.Cause.class, label)), fields.text("detail"));
    }

    private static RunEvent runRefused(JsonFields fields) {
        return new RunRefused(fields.integer("exitCode"), fields.texts("problems"));
    }

    private static RunEvent defectFound(JsonFields fields) {
        return new DefectFound(fields.text("message"), fields.text("stackTrace"));
    }

    private static RunEvent runFinished(JsonFields fields) {
        return new RunFinished(
                fields.text("verdict"),
                fields.integer("exitCode"),
                fields.integers("held"),
                counts(fields.object("counts")),
                fields.texts("unmet"),
                fields.seconds("took"));
    }

    private static RunPlanned.Layer layer(JsonFields fields) {
        return new RunPlanned.Layer(
                fields.id("name", LayerName::new),
                fields.objects("categories", EventReader::category),
                fields.optionalSeconds("budget"));
    }

    private static RunPlanned.Category category(JsonFields fields) {
        return new RunPlanned.Category(
                fields.id("name", CategoryName::new),
                fields.flag("required"),
                fields.flag("judged"),
                fields.text("impact"),
                services(fields, "services"));
    }

    private static DiagnosisText diagnosis(JsonFields fields) {
        return new DiagnosisText(
                fields.text("kind"),
                fields.text("liesIn"),
                fields.text("summary"),
                fields.texts("evidence"),
                fields.text("remedy"),
                fields.optionalText("stage").orElse(""),
                fields.optionalText("place").orElse(""),
                fields.has("advice") ? fields.texts("advice") : List.of());
    }

    private static Provenance provenance(JsonFields fields) {
        return new Provenance(
                fields.id("environment", EventReader::environment),
                fields.text("source"),
                fields.optionalText("build"),
                fields.optionalText("fallbackCause"));
    }

    private static ModuleId module(JsonFields fields) {
        return new ModuleId(fields.text("path"), fields.optionalText("execution"));
    }

    private static Failure failure(JsonFields fields) {
        return new Failure(
                fields.text("type"),
                fields.text("message"),
                fields.text("stackTrace"),
                fields.optionalText("expected"),
                fields.optionalText("actual"),
                fields.flag("assertion"),
                fields.has("causes") ? fields.texts("causes") : List.of());
    }

    private static DiscoveredTest discovered(JsonFields fields) {
        return new DiscoveredTest(
                fields.id("id", TestId::new),
                fields.text("uniqueId"),
                fields.text("displayName"),
                fields.texts("names"),
                fields.text("className"),
                fields.optionalText("xmlClass").orElseGet(() -> fields.text("className")),
                fields.text("xmlName"),
                fields.flag("container"),
                Set.copyOf(fields.texts("tags")),
                fields.optionalId("category", CategoryName::new),
                services(fields, "services"));
    }

    private static Set<ServiceName> services(JsonFields fields, String name) {
        return Set.copyOf(fields.ids(name, ServiceName::new));
    }

    private static Map<Outcome, Integer> counts(JsonFields fields) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        // An outcome that was added later is left out of the map: the tests' own events don't know it either.
        for (Outcome outcome : Outcome.values()) {
            if (fields.has(outcome.label())) {
                counts.put(outcome, fields.integer(outcome.label()));
            }
        }
        return counts;
    }

    private static EnvironmentKind environment(String label) {
        return constant(EnvironmentKind.class, label);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String label) {
        return Enum.valueOf(type, label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
