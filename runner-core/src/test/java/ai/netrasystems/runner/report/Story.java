package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.DiagnosisText;
import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.BudgetExhausted;
import ai.netrasystems.runner.event.RunEvent.BuildFinished;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentReady;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunRefused;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A run told in a few words, as the events that it would have. */
final class Story {
    static final LayerName LAYER = new LayerName("fast");
    static final RunId RUN = new RunId("r1");

    private final List<RunEvent> events = new ArrayList<>();
    private ModuleId module = ModuleId.of(".");
    private Provenance provenance = Provenance.none();

    /** A plan of one layer with these categories, and its turn. */
    static Story of(RunPlanned.Category... categories) {
        Story story = new Story().planned(7, new RunPlanned.Layer(LAYER, List.of(categories), Optional.empty()));
        return story.add(new LayerStarted(LAYER));
    }

    static Story empty() {
        return new Story();
    }

    static RunPlanned.Category category(String name, boolean required, boolean judged) {
        return new RunPlanned.Category(new CategoryName(name), required, judged, "", Set.of());
    }

    Story planned(int candidates, RunPlanned.Layer... layers) {
        return add(
                new RunPlanned(Optional.empty(), List.of(layers), Set.of(), List.of(), Optional.empty(), candidates));
    }

    Story add(RunEvent event) {
        events.add(event);
        return this;
    }

    Story in(ModuleId newModule) {
        module = newModule;
        return this;
    }

    Story on(Provenance newProvenance) {
        provenance = newProvenance;
        return this;
    }

    /** A test {@code Class#method} of no category. */
    Story found(String name) {
        return found(name, "");
    }

    Story found(String name, String category) {
        return discovered(name, category, false);
    }

    Story template(String name) {
        return discovered(name, "", true);
    }

    private Story discovered(String name, String category, boolean container) {
        return add(new TestsDiscovered(LAYER, module, provenance, List.of(test(name, category, container))));
    }

    /** Found, with other names in XML than its own. */
    Story inXml(String name, String className, String xmlName) {
        return add(new TestsDiscovered(
                LAYER, module, provenance, List.of(test(name, "", false).inXml(className, xmlName))));
    }

    private DiscoveredTest test(String name, String category, boolean container) {
        String[] parts = name.split("#", 2);
        return new DiscoveredTest(
                id(name),
                "[" + name + "]",
                parts[1],
                List.of(parts),
                parts[0],
                parts[1],
                container,
                Set.of(),
                Optional.of(category).filter(text -> !text.isEmpty()).map(CategoryName::new),
                Set.of());
    }

    Story started(String name) {
        return started(name, "w1", 1);
    }

    Story started(String name, String worker, int attempt) {
        return add(new TestStarted(id(name), worker, attempt));
    }

    Story ended(String name, Outcome outcome) {
        return ended(name, 1, outcome, "");
    }

    Story ended(String name, Outcome outcome, String reason) {
        return ended(name, 1, outcome, reason);
    }

    Story ended(String name, int attempt, Outcome outcome, String reason) {
        return ended(name, attempt, outcome, reason, Optional.empty());
    }

    Story failed(String name, Failure failure) {
        return ended(name, 1, Outcome.FAILED, "", Optional.of(failure));
    }

    Story ended(String name, int attempt, Outcome outcome, String reason, Optional<Failure> failure) {
        return add(new TestFinished(
                id(name),
                attempt,
                outcome,
                Duration.ofMillis(1_500),
                Optional.of(reason).filter(text -> !text.isEmpty()),
                failure,
                provenance));
    }

    /** Found, started and ended. */
    Story ran(String name, Outcome outcome) {
        return found(name).started(name).ended(name, outcome);
    }

    Story printed(String name, OutputCaptured.Stream stream, String text) {
        return add(new OutputCaptured(Optional.of(id(name)), "w1", stream, text));
    }

    Story leftOut(String name, OutputCaptured.Stream stream, long bytes, String file) {
        return add(new OutputLeftOut(Optional.of(id(name)), "w1", stream, bytes, file));
    }

    Story containerFailed(String className) {
        return add(new ContainerFailed(
                new TestId(module + ":" + className), className, className, failure("boom"), provenance));
    }

    Story worker(String worker) {
        return add(new WorkerStarted(worker, 1, LAYER, module, provenance.environment(), "6.1.3"));
    }

    Story died(String worker) {
        return add(new WorkerEnded(worker, 137, Optional.of("died"), List.of()));
    }

    Story refused(int exitCode) {
        return add(new RunRefused(exitCode, List.of("runner.yml:3: no such thing")));
    }

    Story stopped(RunStopped.Cause cause) {
        return add(new RunStopped(cause, "told to"));
    }

    Story budgetEnded() {
        return add(new BudgetExhausted(Optional.of(LAYER), Duration.ofMinutes(5)));
    }

    Story buildFailed() {
        return add(new BuildFinished(false, Duration.ZERO, List.of()));
    }

    Story fellBack(String... liesIn) {
        add(new EnvironmentFailed(
                EnvironmentKind.CONTAINERS,
                Stream.of(liesIn)
                        .map(place -> new DiagnosisText("build-failed", place, "it broke", List.of(), "mend it"))
                        .toList(),
                Optional.of(EnvironmentKind.LOCAL)));
        Provenance local = new Provenance(
                EnvironmentKind.LOCAL, "local processes", Optional.empty(), Optional.of("containers: it broke"));
        return on(local).add(new EnvironmentReady(local, Map.of(), Set.of(), Duration.ZERO));
    }

    static Failure failure(String message) {
        return new Failure(
                "java.lang.IllegalStateException",
                message,
                "java.lang.IllegalStateException: " + message + "\n\tat A.a(A.java:1)\n",
                Optional.empty(),
                Optional.empty());
    }

    TestId id(String name) {
        return new TestId(module + ":" + name);
    }

    List<Stamped> stamped() {
        List<Stamped> stamped = new ArrayList<>();
        for (RunEvent event : events) {
            stamped.add(new Stamped(
                    RUN,
                    stamped.size() + 1L,
                    Instant.parse("2026-01-02T03:04:05Z").plusMillis(stamped.size()),
                    event));
        }
        return stamped;
    }

    RunFacts facts() {
        Tally tally = new Tally();
        stamped().forEach(tally::accept);
        return tally.facts();
    }

    RunVerdict verdict(VerdictRules rules) {
        return RunVerdict.of(facts(), rules);
    }

    RunVerdict verdict() {
        return verdict(VerdictRules.defaults(false));
    }
}
