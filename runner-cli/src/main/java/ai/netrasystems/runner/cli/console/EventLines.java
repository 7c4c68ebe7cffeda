package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.cli.console.Palette.Tone;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.event.DiagnosisText;
import ai.netrasystems.runner.event.RunEvent;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each event looks like, given what was gathered up to and including it. */
final class EventLines implements RunEvent.Visitor<List<Line>> {
    private final RunState state;
    private final Palette palette;
    private final TestLines tests;
    private final Function<RunFinished, List<Line>> summary;
    private final boolean verbose;

    EventLines(
            RunState state,
            Palette palette,
            boolean verbose,
            TestLines tests,
            Function<RunFinished, List<Line>> summary) {
        this.state = state;
        this.palette = palette;
        this.tests = tests;
        this.summary = summary;
        this.verbose = verbose;
    }

    @Override
    public List<Line> runStarted(RunStarted event) {
        return List.of(Line.detail(SafeText.line("runner " + event.runnerVersion() + " on Java " + event.javaVersion()
                + ", process " + event.pid() + ", in " + event.project())));
    }

    @Override
    public List<Line> runPlanned(RunPlanned event) {
        String mode = event.mode().map(name -> name.value()).orElse("all tests");
        String services = event.services().isEmpty()
                ? "no services"
                : "services " + sorted(event.services()) + " from "
                        + event.environments().stream()
                                .map(EnvironmentKind::label)
                                .collect(Collectors.joining(", else "));
        String budget = event.budget()
                .map(limit -> ", budget " + DurationText.format(limit))
                .orElse("");
        return course("plan: " + mode + ", up to " + Counted.of(event.candidateClasses(), "test class") + ", "
                + services + budget);
    }

    @Override
    public List<Line> noted(Noted event) {
        return switch (event.level()) {
            case NOTE -> course("note: " + event.message());
            case WARNING ->
                List.of(Line.course(palette.paint(Tone.WARNING, "warning:") + " " + SafeText.line(event.message())));
            case WAITING -> List.of(new Line(Line.Weight.FAILURE, "note: " + SafeText.line(event.message())));
        };
    }

    @Override
    public List<Line> buildStarted(BuildStarted event) {
        // The whole command is long; who wants it has it in the journal too.
        return course("build: "
                + (verbose ? ShellWords.join(event.command()) : event.command().get(0) + " compiles the project"));
    }

    @Override
    public List<Line> buildFinished(BuildFinished event) {
        if (event.succeeded()) {
            return course("build: done in " + Elapsed.text(event.took()));
        }
        return failure(
                "build: " + palette.paint(Tone.BAD, "FAILED") + " after " + Elapsed.text(event.took())
                        + "; nothing was run",
                quoted(event.output()));
    }

    @Override
    public List<Line> environmentStarting(EnvironmentStarting event) {
        return course(event.environment().label() + ": starting " + sorted(event.services()));
    }

    @Override
    public List<Line> serviceStarting(ServiceStarting event) {
        return List.of(Line.detail(SafeText.line("  " + event.service() + " starting: " + event.detail())));
    }

    @Override
    public List<Line> serviceReady(ServiceReady event) {
        String how = event.address().isEmpty() ? " done" : " ready at " + event.address();
        return course("  " + event.service() + how + " (" + Elapsed.text(event.took()) + ")");
    }

    @Override
    public List<Line> stagingChecked(StagingChecked event) {
        return course("  " + CheckText.of(event));
    }

    /** In one line: what failed, why, and where the run goes instead. */
    @Override
    public List<Line> environmentFailed(EnvironmentFailed event) {
        DiagnosisText cause = Fallen.causeOf(event);
        String next =
                event.next().map(kind -> "going on with " + kind.label()).orElse("no other environment is permitted");
        List<String> below = new ArrayList<>(shown(cause, ""));
        event.diagnoses().stream()
                .filter(diagnosis -> !diagnosis.equals(cause))
                .forEach(diagnosis -> below.addAll(shown(diagnosis, diagnosis.summaryWithPlace() + " ")));
        String what = palette.paint(Tone.BAD, SafeText.line(cause.summaryWithPlace()));
        return failure(event.environment().label() + ": " + what + "; " + next, below);
    }

    private static List<String> shown(DiagnosisText diagnosis, String summary) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + SafeText.line(summary + "[" + diagnosis.kind() + ", lies in the " + diagnosis.liesIn() + "]"));
        lines.addAll(quoted(diagnosis.evidence()));
        diagnosis.advice().forEach(line -> lines.add("  doctor: " + SafeText.line(line)));
        lines.add("  remedy: " + SafeText.line(diagnosis.remedy()));
        return lines;
    }

    @Override
    public List<Line> environmentReady(EnvironmentReady event) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.course(Where.text(event.provenance()) + ": ready in " + Elapsed.text(event.took())));
        for (Map.Entry<String, String> endpoint : new TreeMap<>(event.endpoints()).entrySet()) {
            lines.add(Line.detail(SafeText.line("  " + endpoint.getKey() + "=" + endpoint.getValue())));
        }
        if (!event.missing().isEmpty()) {
            lines.add(Line.course(palette.paint(Tone.WARNING, "warning:") + " "
                    + event.provenance().environment().label() + " offers no " + sorted(event.missing())
                    + ": tests that need it are skipped"));
        }
        return lines;
    }

    @Override
    public List<Line> environmentClosed(EnvironmentClosed event) {
        String place = event.environment().label();
        return event.leftovers().isEmpty()
                ? List.of(Line.detail(place + ": closed in " + Elapsed.text(event.took())))
                : failure(place + ": could not remove everything that was started", quoted(event.leftovers()));
    }

    @Override
    public List<Line> layerStarted(LayerStarted event) {
        return ofLayer("layer " + event.layer());
    }

    @Override
    public List<Line> layerFinished(LayerFinished event) {
        return ofLayer("layer " + event.layer() + " done in " + Elapsed.text(event.took()));
    }

    /** A plan of one layer needs no word about it. */
    private List<Line> ofLayer(String text) {
        Line.Weight weight = state.layers() > 1 ? Line.Weight.COURSE : Line.Weight.DETAIL;
        return List.of(new Line(weight, SafeText.line(text)));
    }

    @Override
    public List<Line> workerStarted(WorkerStarted event) {
        return List.of(Line.detail(SafeText.line("worker " + event.worker() + " (process " + event.pid() + ", module "
                + event.module() + ", " + event.environment().label() + ", JUnit Platform " + event.launcher() + ")")));
    }

    @Override
    public List<Line> workerEnded(WorkerEnded event) {
        if (event.reason().isEmpty()) {
            return List.of(Line.detail(SafeText.line("worker " + event.worker() + " ended")));
        }
        return failure(
                palette.paint(Tone.BAD, "WORKER ENDED") + " "
                        + SafeText.line(event.worker() + " (exit " + event.exitCode() + "): "
                                + event.reason().get()),
                quoted(event.lastOutput()));
    }

    @Override
    public List<Line> testsDiscovered(TestsDiscovered event) {
        long found = event.tests().stream().filter(test -> !test.container()).count();
        return List.of(Line.detail(SafeText.line(
                Counted.of(found, "test") + " found in module " + event.module() + " for layer " + event.layer())));
    }

    @Override
    public List<Line> discoveryProblem(DiscoveryProblem event) {
        List<String> below = event.failure()
                .map(failure ->
                        new FailureText(palette, verbose).thrown(failure, "").lines())
                .orElse(List.of());
        String place = SafeText.line("in module " + event.module() + ": " + event.message());
        if (event.error()) {
            return failure(palette.paint(Tone.BAD, "DISCOVERY FAILED") + " " + place, below);
        }
        return Stream.concat(Stream.of(palette.paint(Tone.WARNING, "warning:") + " discovery " + place), below.stream())
                .map(Line::course)
                .toList();
    }

    @Override
    public List<Line> testStarted(TestStarted event) {
        String attempt = event.attempt() > 1 ? ", attempt " + event.attempt() : "";
        return List.of(Line.detail("started " + TestLines.name(state.test(event.test()), event.test()) + attempt));
    }

    @Override
    public List<Line> testFinished(TestFinished event) {
        return tests.finished(event);
    }

    @Override
    public List<Line> containerFailed(ContainerFailed event) {
        return tests.failed(event);
    }

    /** Output stands below the test's own lines; what no test can be named for is shown as it comes. */
    @Override
    public List<Line> outputCaptured(OutputCaptured event) {
        return event.test().isPresent()
                ? List.of()
                : SafeText.lines(event.text()).stream()
                        .map(line -> Line.detail(SafeText.line(event.worker()) + " | " + line))
                        .toList();
    }

    /** A test's own is told by its report; here the console would miss something of a worker. */
    @Override
    public List<Line> outputLeftOut(OutputLeftOut event) {
        if (event.test().isPresent()) {
            return List.of();
        }
        String what = event.bytes() == 0 ? "what follows goes" : event.bytes() + " bytes of output went";
        return List.of(Line.detail(SafeText.line(event.worker()) + " | [" + what + " to the run's file "
                + SafeText.line(event.file()) + "]"));
    }

    @Override
    public List<Line> entriesReported(EntriesReported event) {
        return new TreeMap<>(event.entries())
                .entrySet().stream()
                        .map(entry -> Line.detail("    " + SafeText.line(entry.getKey() + " = " + entry.getValue())))
                        .toList();
    }

    @Override
    public List<Line> contextsFixed(ContextsFixed event) {
        return course("doctor: " + event.files() + " files deleted, "
                + event.changes().size() + " lines changed");
    }

    @Override
    public List<Line> budgetExhausted(BudgetExhausted event) {
        String whose = event.layer().map(layer -> "layer " + layer).orElse("the run");
        return failure(
                palette.paint(Tone.BAD, "BUDGET ENDED") + " " + SafeText.line(whose) + " had "
                        + DurationText.format(event.budget()) + "; what is left is not run",
                List.of());
    }

    @Override
    public List<Line> runStopped(RunStopped event) {
        String why = event.detail().isBlank() ? event.cause().name().toLowerCase(Locale.ROOT) : event.detail();
        return List.of(Line.course(palette.paint(Tone.WARNING, "stopping:") + " " + SafeText.line(why)));
    }

    @Override
    public List<Line> runRefused(RunRefused event) {
        return event.problems().stream()
                .flatMap(problem -> SafeText.lines(problem).stream())
                .map(problem -> Line.refusal("runner: " + problem))
                .toList();
    }

    @Override
    public List<Line> defectFound(DefectFound event) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.refusal(SafeText.line(
                "runner: a defect in the runner, not in your tests; please report it: " + event.message())));
        SafeText.lines(event.stackTrace()).forEach(line -> lines.add(Line.refusal("  " + line)));
        return lines;
    }

    @Override
    public List<Line> runFinished(RunFinished event) {
        return summary.apply(event);
    }

    private static List<Line> course(String text) {
        return List.of(Line.course(SafeText.line(text)));
    }

    private static List<Line> failure(String head, List<String> below) {
        return Stream.concat(Stream.of(head), below.stream()).map(Line::failure).toList();
    }

    private static List<String> quoted(List<String> evidence) {
        return evidence.stream()
                .flatMap(text -> SafeText.lines(text).stream())
                .map(line -> "    | " + line)
                .toList();
    }

    private static String sorted(Collection<?> names) {
        return names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
