package ai.netrasystems.runner.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.cli.Approved;
import ai.netrasystems.runner.cli.console.ConsoleSettings.Form;
import ai.netrasystems.runner.event.DiagnosisText;
import ai.netrasystems.runner.event.Failure;
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
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import ai.netrasystems.runner.event.RunEvent.RunRefused;
import ai.netrasystems.runner.event.RunEvent.RunStarted;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Mark;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line that a person can see, approved in {@code src/test/resources/console}. */
@Tag("unit")
class ConsoleSnapshotTest {
    private static final Provenance STAGING =
            new Provenance(EnvironmentKind.STAGING, "https://staging.example", Optional.of("4f2c1"), Optional.empty());

    private static final Map<Outcome, TestFinished> OUTCOMES = outcomes();

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void shows_each_outcome(Outcome outcome) {
        List<RunEvent> events = List.of(Samples.started(Samples.CHAT), Samples.OUTPUT, outcome(outcome));
        List<RunEvent> before = List.of(Samples.PLANNED, Samples.DISCOVERED);

        Approved.check("console/outcome-" + outcome.label() + ".txt", inEachForm(before, events));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shows_each_kind_of_event(String name) {
        Approved.check("console/event-" + name + ".txt", inEachForm(List.of(), events(name)));
    }

    @Test
    void every_kind_of_event_has_an_approved_text() {
        List<String> known = kinds().toList();

        assertThat(RunEvent.class.getPermittedSubclasses())
                .allSatisfy(kind -> assertThat(known)
                        .anySatisfy(name -> assertThat(events(name)).hasAtLeastOneElementOfType(kind)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shows_whole_runs(String name) {
        List<RunEvent> events = run(name);

        Approved.check(
                "console/run-" + name + ".txt",
                "## plain\n" + Scene.of(Form.PLAIN).show(events).seen() + "## quiet\n"
                        + Scene.of(Form.QUIET).show(events).seen());
    }

    @Test
    void colours_a_failing_run() {
        Approved.check(
                "console/colored.txt",
                Scene.colored(Form.PLAIN).show(run("failed")).seen());
    }

    @Test
    void redraws_one_line_on_a_terminal() {
        Approved.check(
                "console/live.txt", Scene.colored(Form.LIVE).show(run("failed")).seen());
    }

    private static String inEachForm(List<RunEvent> before, List<RunEvent> events) {
        StringBuilder text = new StringBuilder();
        for (Form form : List.of(Form.PLAIN, Form.QUIET)) {
            text.append("## ").append(form.name().toLowerCase(Locale.ROOT)).append('\n');
            text.append(after(Scene.of(form), Scene.of(form), before, events));
        }
        text.append("## verbose\n").append(after(Scene.verbose(), Scene.verbose(), before, events));
        return text.toString();
    }

    /** What the events add to what was there before them. */
    private static String after(Scene scene, Scene earlier, List<RunEvent> before, List<RunEvent> events) {
        String start = earlier.show(before).seen();
        String whole = scene.show(before).show(events).seen();
        assertThat(whole).startsWith(start);
        return whole.substring(start.length());
    }

    private static Map<Outcome, TestFinished> outcomes() {
        Failure none = new Failure("", "the worker died: exit 134", "", Optional.empty(), Optional.empty());
        Failure late = new Failure("", "longer than 30s", """
                "main" #1 prio=5
                \tat java.base@17/java.lang.Thread.sleep(Native Method)
                \tat com.acme.GoldenPathTest.answers_a_message(GoldenPathTest.java:44)
                """, Optional.empty(), Optional.empty());
        Map<Outcome, TestFinished> all = new EnumMap<>(Outcome.class);
        all.put(Outcome.PASSED, Samples.passed(Samples.CHAT));
        all.put(Outcome.FAILED, chat(Outcome.FAILED, null, Samples.ASSERTION));
        all.put(Outcome.SKIPPED, chat(Outcome.SKIPPED, "needs backend, and --no-docker forbids services", null));
        all.put(Outcome.ABORTED, chat(Outcome.ABORTED, "assumption failed: no GPU", null));
        all.put(Outcome.CRASHED, chat(Outcome.CRASHED, none.message(), none));
        all.put(Outcome.TIMED_OUT, chat(Outcome.TIMED_OUT, null, late));
        all.put(Outcome.FLAKY, chat(Outcome.FLAKY, "failed, then passed", Samples.ASSERTION));
        all.put(Outcome.INFRASTRUCTURE, chat(Outcome.INFRASTRUCTURE, "backend went away", null));
        all.put(Outcome.INTERRUPTED, chat(Outcome.INTERRUPTED, "the run was stopped", null));
        all.put(Outcome.LOST, chat(Outcome.LOST, "no worker could be started: no memory", null));
        all.put(Outcome.NOT_RUN, chat(Outcome.NOT_RUN, "--fail-fast", null));
        return all;
    }

    private static TestFinished outcome(Outcome outcome) {
        return Objects.requireNonNull(OUTCOMES.get(outcome));
    }

    private static TestFinished chat(Outcome outcome, @Nullable String reason, @Nullable Failure failure) {
        return Samples.finished(Samples.CHAT, outcome, Optional.ofNullable(reason), Optional.ofNullable(failure));
    }

    static Stream<String> kinds() {
        return Stream.of(
                "noted",
                "build",
                "build-failed",
                "environment",
                "environment-missing",
                "staging-checked",
                "environment-failed",
                "environment-fell-back",
                "environment-fell-back-of-two",
                "environment-fell-back-advised",
                "environment-leftovers",
                "layers",
                "worker-died",
                "discovery",
                "container-failed",
                "output-of-nobody",
                "output-left-out",
                "entries",
                "second-attempt",
                "budget",
                "stopped",
                "refused",
                "defect",
                "finished");
    }

    private static List<RunEvent> events(String name) {
        return switch (name) {
            case "noted" ->
                List.of(
                        new Noted(Noted.Level.NOTE, "--reports-dir is inside target/"),
                        new Noted(Noted.Level.WARNING, "BACKEND_URL was set and is removed"));
            case "build" ->
                List.of(
                        new BuildStarted(List.of("./mvnw", "-q", "test-compile", "-Da=b c")),
                        new BuildFinished(true, Duration.ofSeconds(3), List.of()));
            case "build-failed" ->
                List.of(new BuildFinished(
                        false, Duration.ofSeconds(75), List.of("Foo.java:[3,1] ';' expected", "1 error")));
            case "environment" ->
                Stream.concat(Samples.UP.stream(), Samples.DOWN.stream()).toList();
            case "staging-checked" ->
                List.of(
                        new StagingChecked(
                                StagingChecked.Check.DNS,
                                "staging.example.com",
                                StagingChecked.Result.PASSED,
                                "192.0.2.7",
                                Duration.ofMillis(3)),
                        new StagingChecked(
                                StagingChecked.Check.TLS,
                                "https://staging.example.com",
                                StagingChecked.Result.WARNING,
                                "valid until 2026-12-01, chain of 2, in 5 days",
                                Duration.ofMillis(41)),
                        new StagingChecked(
                                StagingChecked.Check.HEALTH,
                                "backend",
                                StagingChecked.Result.SKIPPED,
                                "not asked (--skip-health-check)",
                                Duration.ZERO),
                        new StagingChecked(
                                StagingChecked.Check.WEBSOCKET,
                                "wss://staging.example.com/ws",
                                StagingChecked.Result.FAILED,
                                "no WebSocket on staging\u001b[31m",
                                Duration.ofMillis(1_300)));
            case "environment-missing" ->
                List.of(new EnvironmentReady(
                        Samples.LOCAL, Map.of(), Set.of(new ServiceName("clickhouse")), Duration.ofMillis(90)));
            case "environment-failed" -> List.of(Samples.BACKEND_EXITED);
            case "environment-fell-back" ->
                List.of(new EnvironmentFailed(
                        EnvironmentKind.CONTAINERS,
                        Samples.BACKEND_EXITED.diagnoses(),
                        Optional.of(EnvironmentKind.LOCAL)));
            case "environment-fell-back-of-two" -> List.of(Samples.BUILD_FAILED);
            case "environment-fell-back-advised" -> List.of(Samples.BUILD_ADVISED);
            case "environment-leftovers" ->
                List.of(new EnvironmentClosed(
                        EnvironmentKind.LOCAL, Duration.ofSeconds(5), List.of("process 4733 (backend)")));
            case "layers" -> twoLayers();
            case "worker-died" ->
                List.of(new WorkerEnded(
                        "worker-1", 134, Optional.of("SIGABRT"), List.of("# A fatal error", "# SIGSEGV")));
            case "discovery" ->
                List.of(
                        new DiscoveryProblem(
                                Samples.MODULE,
                                true,
                                "class com.acme.Broken did not load",
                                Optional.of(new Failure(
                                        "java.lang.NoClassDefFoundError",
                                        "com/acme/Gone",
                                        "",
                                        Optional.empty(),
                                        Optional.empty()))),
                        new DiscoveryProblem(
                                Samples.MODULE, false, "method is private and is not run", Optional.empty()));
            case "container-failed" ->
                List.of(new ContainerFailed(
                        new TestId("mission-critical-tests:com.acme.GoldenPathTest"),
                        "GoldenPathTest",
                        "com.acme.GoldenPathTest",
                        new Failure(
                                "java.lang.IllegalStateException", "no token", "", Optional.empty(), Optional.empty()),
                        Samples.LOCAL));
            case "output-of-nobody" ->
                List.of(new OutputCaptured(
                        Optional.empty(), "worker-1", OutputCaptured.Stream.ERR, "WARNING: a late thread\n"));
            case "output-left-out" ->
                List.of(
                        Samples.OUTPUT,
                        new OutputLeftOut(
                                Optional.of(Samples.CHAT),
                                "worker-1",
                                OutputCaptured.Stream.OUT,
                                104_857_600,
                                "output/0001_answers.out.txt"),
                        outcome(Outcome.FAILED),
                        new OutputLeftOut(
                                Optional.empty(),
                                "worker-1",
                                OutputCaptured.Stream.OUT,
                                0,
                                "output/0002-worker_1.out.txt"),
                        new OutputLeftOut(
                                Optional.empty(),
                                "worker-1",
                                OutputCaptured.Stream.OUT,
                                4096,
                                "output/0002-worker_1.out.txt"));
            case "entries" -> List.of(new EntriesReported(Samples.CHAT, Map.of("thread", "t-1", "answer", "42")));
            case "second-attempt" ->
                List.of(
                        new TestStarted(Samples.CHAT, "worker-2", 2),
                        new TestFinished(
                                Samples.CHAT,
                                2,
                                Outcome.PASSED,
                                Duration.ofMillis(40),
                                Optional.empty(),
                                Optional.empty(),
                                Samples.LOCAL));
            case "budget" ->
                List.of(
                        new ContextsFixed(List.of("/shop"), 15_901, 1_101, 48_000_000, List.of(), List.of(), true),
                        new BudgetExhausted(Optional.of(Samples.LAYER), Duration.ofMinutes(5)),
                        new BudgetExhausted(Optional.empty(), Duration.ofMinutes(90)));
            case "stopped" ->
                List.of(
                        new RunStopped(RunStopped.Cause.INTERRUPTED, ""),
                        new RunStopped(RunStopped.Cause.FAILURE_POLICY, "--fail-fast: a test failed"));
            case "refused" ->
                List.of(new RunRefused(
                        2,
                        List.of("runner.yml:12: unknown key `budgt`; did you mean `budget`?", "no category `nosuch`")));
            case "defect" ->
                List.of(new DefectFound(
                        "a planned test has no outcome", "java.lang.IllegalStateException\n\tat x.Y.z(Y.java:1)"));
            case "finished" -> List.of(Samples.ended("passed", 0, Map.of(Outcome.PASSED, 3), List.of()));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<RunEvent> twoLayers() {
        RunEvent.RunPlanned one = Samples.PLANNED;
        RunEvent.RunPlanned two = new RunEvent.RunPlanned(
                one.mode(),
                List.of(one.layers().get(0), one.layers().get(0)),
                Set.of(),
                List.of(EnvironmentKind.NONE),
                Optional.empty(),
                one.candidateClasses());
        return List.of(
                two,
                new RunEvent.LayerStarted(Samples.LAYER),
                new RunEvent.LayerFinished(Samples.LAYER, Duration.ofMinutes(2)));
    }

    static Stream<String> runs() {
        return Stream.of(
                "passed",
                "failed",
                "no-docker",
                "no-environment",
                "interrupted",
                "fell-back",
                "fell-back-to-local",
                "fell-back-for-the-machine",
                "fell-back-and-skipped",
                "refused-staging",
                "flaky",
                "flaky-fails",
                "staging-lost",
                "tried-again",
                "max-failures",
                "nothing",
                "usage");
    }

    private static List<RunEvent> run(String name) {
        return switch (name) {
            case "passed" ->
                whole(
                        Samples.passed(Samples.START),
                        Samples.passed(Samples.CHAT),
                        Samples.ended("passed", 0, Map.of(Outcome.PASSED, 2), List.of()));
            case "failed" ->
                whole(
                        Samples.passed(Samples.START),
                        outcome(Outcome.FAILED),
                        Samples.ended("failed", 1, Map.of(Outcome.PASSED, 1, Outcome.FAILED, 1), List.of()));
            case "no-docker" ->
                List.of(
                        Samples.PLANNED,
                        Samples.DISCOVERED,
                        Samples.passed(Samples.START),
                        outcome(Outcome.SKIPPED),
                        Samples.ended(
                                "passed",
                                0,
                                Map.of(Outcome.PASSED, 1, Outcome.SKIPPED, 1),
                                List.of("golden_path: all skipped, --no-docker")));
            case "no-environment" ->
                List.of(
                        Samples.STARTED,
                        Samples.PLANNED,
                        new EnvironmentStarting(EnvironmentKind.LOCAL, Samples.SERVICES),
                        Samples.BACKEND_EXITED,
                        Samples.ended(
                                "no-environment",
                                4,
                                Map.of(),
                                List.of("golden_path: backend exited with 1 before it was ready")));
            case "interrupted" ->
                whole(
                        Samples.passed(Samples.START),
                        new RunStopped(RunStopped.Cause.INTERRUPTED, ""),
                        outcome(Outcome.INTERRUPTED),
                        Samples.ended(
                                "interrupted", 130, Map.of(Outcome.PASSED, 1, Outcome.INTERRUPTED, 1), List.of()));
            case "fell-back" -> fellBack(Samples.BUILD_FAILED, Samples.STARTED, STAGING);
            case "fell-back-to-local" -> fellBack(Samples.BUILD_FAILED, Samples.STARTED, Samples.LOCAL);
            case "fell-back-for-the-machine" -> fellBackForTheMachine();
            case "fell-back-and-skipped" -> fellBackAndSkipped();
            case "refused-staging" ->
                List.of(
                        Samples.STARTED,
                        Samples.PLANNED,
                        new EnvironmentFailed(
                                EnvironmentKind.STAGING,
                                List.of(new DiagnosisText(
                                        "undeclared",
                                        "machine",
                                        "https://api.staging.example does not say that it is a test target",
                                        List.of("GET /.well-known/test-target: 404"),
                                        "deploy the declaration endpoint",
                                        "refused",
                                        "")),
                                Optional.empty()),
                        Samples.ended("refused", 5, Map.of(), List.of()));
            case "staging-lost" -> stagingLost();
            case "flaky" -> flaky("passed", 0);
            case "flaky-fails" -> flaky("failed", 1);
            case "tried-again" ->
                whole(
                        Samples.passed(Samples.START),
                        outcome(Outcome.FAILED),
                        new TestStarted(Samples.CHAT, "worker-2", 2),
                        attempt(2, Outcome.FAILED, Optional.empty()),
                        Samples.ended("failed", 1, Map.of(Outcome.PASSED, 1, Outcome.FAILED, 1), List.of()));
            case "max-failures" ->
                whole(
                        outcome(Outcome.FAILED),
                        new RunStopped(RunStopped.Cause.FAILURE_POLICY, "--max-failures 1"),
                        Samples.finished(
                                Samples.START, Outcome.NOT_RUN, Optional.of("--max-failures 1"), Optional.empty()),
                        Samples.ended("failed", 1, Map.of(Outcome.FAILED, 1, Outcome.NOT_RUN, 1), List.of()));
            case "nothing" -> List.of(Samples.STARTED, Samples.ended("nothing-executed", 3, Map.of(), List.of()));
            case "usage" ->
                List.of(
                        Samples.STARTED,
                        new RunRefused(2, List.of("unknown category `nosuch`; known: golden_path, smoke")),
                        Samples.ended("wrong-usage", 2, Map.of(), List.of()));
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** One passed without a contact, one failed as staging went away, one never began. */
    private static List<RunEvent> stagingLost() {
        String lost = "staging went away: https://staging.example: ConnectException: refused";
        TestId never = new TestId(Samples.CHAT.value() + "[3:2a]");
        return whole(
                new TestFinished(
                        Samples.START,
                        1,
                        Outcome.PASSED,
                        Duration.ofMillis(20),
                        Optional.empty(),
                        Optional.empty(),
                        Samples.LOCAL,
                        Set.of(Mark.NO_CONTACT)),
                new Noted(Noted.Level.WARNING, "the environment can't be had, tests that need it wait for it: " + lost),
                Samples.finished(
                        Samples.CHAT, Outcome.INFRASTRUCTURE, Optional.of(lost), Optional.of(Samples.ASSERTION)),
                new TestFinished(
                        never,
                        1,
                        Outcome.INFRASTRUCTURE,
                        Duration.ZERO,
                        Optional.of(lost),
                        Optional.empty(),
                        Samples.LOCAL),
                Samples.ended("infrastructure", 4, Map.of(Outcome.PASSED, 1, Outcome.INFRASTRUCTURE, 2), List.of()));
    }

    /** A test that failed, was tried again and passed; {@code --flaky} says what that means. */
    private static List<RunEvent> flaky(String verdict, int exitCode) {
        return whole(
                Samples.passed(Samples.START),
                outcome(Outcome.FAILED),
                new TestStarted(Samples.CHAT, "worker-1", 2),
                attempt(2, Outcome.FLAKY, Optional.of("failed once, then passed (attempt 2 of 3)")),
                Samples.ended(verdict, exitCode, Map.of(Outcome.PASSED, 1, Outcome.FLAKY, 1), List.of()));
    }

    private static TestFinished attempt(int attempt, Outcome outcome, Optional<String> reason) {
        return new TestFinished(
                Samples.CHAT,
                attempt,
                outcome,
                Duration.ofMillis(900),
                reason,
                outcome == Outcome.FAILED ? Optional.of(Samples.ASSERTION) : Optional.empty(),
                Samples.LOCAL);
    }

    private static List<RunEvent> fellBack(EnvironmentFailed fell, RunStarted started, Provenance went) {
        EnvironmentFailed failed =
                new EnvironmentFailed(fell.environment(), fell.diagnoses(), Optional.of(went.environment()));
        Provenance provenance = new Provenance(
                went.environment(),
                went.source(),
                went.build(),
                Optional.of(Fallen.causeOf(failed).summaryWithPlace()));
        TestFinished passed = Samples.passed(Samples.CHAT);
        return List.of(
                started,
                Samples.PLANNED,
                new EnvironmentStarting(EnvironmentKind.CONTAINERS, Samples.SERVICES),
                failed,
                new EnvironmentStarting(went.environment(), Samples.SERVICES),
                new EnvironmentReady(provenance, Map.of(), Set.of(), Duration.ofSeconds(2)),
                Samples.DISCOVERED,
                Samples.passed(Samples.START),
                new TestFinished(
                        passed.test(),
                        1,
                        Outcome.PASSED,
                        passed.took(),
                        Optional.empty(),
                        Optional.empty(),
                        provenance),
                Samples.ended("degraded", 6, Map.of(Outcome.PASSED, 2), List.of()));
    }

    /** Where the project is in no repository, with no Docker at all. */
    private static List<RunEvent> fellBackForTheMachine() {
        RunStarted started = new RunStarted("0.1.0", "17.0.15", "/home/me/shop", 4711, List.of(), Optional.empty());
        EnvironmentFailed noDocker = new EnvironmentFailed(
                EnvironmentKind.CONTAINERS,
                List.of(new DiagnosisText(
                        "engine-absent",
                        "machine",
                        "no Docker: nothing listens on /var/run/docker.sock",
                        List.of(),
                        "start Docker",
                        "provider",
                        "")),
                Optional.of(EnvironmentKind.STAGING));
        List<RunEvent> events = new ArrayList<>(fellBack(noDocker, started, STAGING));
        events.set(events.size() - 1, Samples.ended("passed", 0, Map.of(Outcome.PASSED, 2), List.of()));
        return events;
    }

    /** Everything that needed a service was skipped: the summary must not say that staging was tested. */
    private static List<RunEvent> fellBackAndSkipped() {
        List<RunEvent> events = new ArrayList<>(fellBack(Samples.BUILD_FAILED, Samples.STARTED, STAGING));
        events.set(events.size() - 2, outcome(Outcome.SKIPPED));
        events.set(
                events.size() - 1,
                Samples.ended("nothing-run", 3, Map.of(Outcome.PASSED, 1, Outcome.SKIPPED, 1), List.of()));
        return events;
    }

    private static List<RunEvent> whole(RunEvent... middle) {
        List<RunEvent> events = new ArrayList<>(Samples.UP);
        List<RunEvent> tests = Arrays.asList(middle);
        events.add(Samples.started(Samples.START));
        events.add(Samples.started(Samples.CHAT));
        events.add(Samples.OUTPUT);
        events.addAll(tests.subList(0, tests.size() - 1));
        events.addAll(Samples.DOWN);
        events.add(tests.get(tests.size() - 1));
        return events;
    }
}
