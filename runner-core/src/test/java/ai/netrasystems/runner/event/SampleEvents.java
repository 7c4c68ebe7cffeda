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
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One event of each kind with every field filled: what the golden files of version 1 hold. Never change a value. */
final class SampleEvents {
    private SampleEvents() {}

    private static final RunId RUN = new RunId("20260102-030405-abcd");
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final LayerName LAYER = new LayerName("fast_feedback");
    private static final CategoryName CATEGORY = new CategoryName("golden_path");
    private static final ServiceName BACKEND = new ServiceName("backend");
    private static final ServiceName POSTGRES = new ServiceName("postgres");
    private static final ModuleId MODULE = new ModuleId("apps/chat", Optional.of("it"));
    private static final TestId TEST = new TestId("apps/chat@it:org.example.ChatTest#answers(String)[2:1f]");
    private static final Provenance PROVENANCE = new Provenance(
            EnvironmentKind.LOCAL,
            "local processes",
            Optional.of("9ab77"),
            Optional.of("containers: no engine at /var/run/docker.sock"));
    private static final Failure FAILURE = new Failure(
            "org.opentest4j.AssertionFailedError",
            "expected: <\"ä\"> but was: <\"\u0000\u2028\ud83d\">",
            "org.opentest4j.AssertionFailedError: expected\n\tat org.example.ChatTest.answers(ChatTest.java:7)\n",
            Optional.of("ä"),
            Optional.of("\u0000\u2028\ud83d"),
            true);

    static Stamped stamped(RunEvent event) {
        return new Stamped(RUN, 42, TIME, event);
    }

    /** Kinds with the fields that were added to version 1 later: by the name of their golden file. */
    static Map<String, RunEvent> withLaterFields() {
        return Map.of(
                "run-started+tree",
                new RunStarted("0.1.0", "17.0.15", "/home/dev/chat", 4711, List.of(), Optional.of("9ab77c0")),
                "environment-failed+stage+place",
                new EnvironmentFailed(
                        EnvironmentKind.CONTAINERS,
                        List.of(new DiagnosisText(
                                "build-failed",
                                "tree",
                                "build of backend failed",
                                List.of("COPY target/app.jar /app.jar"),
                                "build the jar first",
                                "build",
                                "Dockerfile:69 COPY target/app.jar /app.jar")),
                        Optional.of(EnvironmentKind.STAGING)),
                "environment-failed+advice",
                new EnvironmentFailed(
                        EnvironmentKind.CONTAINERS,
                        List.of(new DiagnosisText(
                                "build-failed",
                                "tree",
                                "build of backend failed",
                                List.of("COPY failed: no source files were specified"),
                                "correct the Dockerfile",
                                "build",
                                "Dockerfile:69 COPY app/config /etc/",
                                List.of("Dockerfile:69: `COPY app/config`: excluded by `.dockerignore` line 4"
                                        + " [copy-excluded]"))),
                        Optional.of(EnvironmentKind.STAGING)),
                "test-finished+causes+marks",
                new TestFinished(
                        TEST,
                        2,
                        Outcome.INFRASTRUCTURE,
                        Duration.ofMillis(41),
                        Optional.of("staging went away"),
                        Optional.of(new Failure(
                                "org.example.OrderException",
                                "no order",
                                "trace",
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                List.of("java.net.ConnectException", "java.net.SocketException"))),
                        PROVENANCE,
                        Set.of(Mark.NO_CONTACT)));
    }

    static List<RunEvent> all() {
        Map<String, String> endpoints = new LinkedHashMap<>();
        endpoints.put("WEBSOCKET_URL", "ws://127.0.0.1:40001/api/v1/websocket");
        endpoints.put("BACKEND_URL", "http://127.0.0.1:40001");
        return List.of(
                new RunStarted(
                        "0.1.0",
                        "17.0.15",
                        "/home/dev/chat",
                        4711,
                        List.of("--execution-mode", "nightly"),
                        Optional.empty()),
                new RunPlanned(
                        Optional.of(new ModeName("nightly")),
                        List.of(new RunPlanned.Layer(
                                LAYER,
                                List.of(new RunPlanned.Category(
                                        CATEGORY, true, false, "users can't chat", Set.of(POSTGRES, BACKEND))),
                                Optional.of(Duration.ofMinutes(5)))),
                        Set.of(POSTGRES, BACKEND),
                        List.of(EnvironmentKind.CONTAINERS, EnvironmentKind.STAGING, EnvironmentKind.LOCAL),
                        Optional.of(Duration.ofMinutes(90)),
                        12),
                new Noted(Noted.Level.WARNING, "BACKEND_URL was set to another value: removed"),
                new BuildStarted(List.of("mvn", "-q", "test-compile")),
                new BuildFinished(false, Duration.ofMillis(12_345), List.of("[ERROR] A.java:[3,5] ';' expected")),
                new EnvironmentStarting(EnvironmentKind.LOCAL, Set.of(POSTGRES, BACKEND)),
                new ServiceStarting(BACKEND, "java"),
                new ServiceReady(BACKEND, "127.0.0.1:40001", Duration.ofMillis(900)),
                new StagingChecked(
                        StagingChecked.Check.TLS,
                        "https://staging.example.com",
                        StagingChecked.Result.PASSED,
                        "valid until 2027-01-01",
                        Duration.ofMillis(21)),
                new EnvironmentFailed(
                        EnvironmentKind.CONTAINERS,
                        List.of(new DiagnosisText(
                                "build-failed",
                                "tree",
                                "Dockerfile:69 COPY failed",
                                List.of("COPY target/app.jar /app.jar"),
                                "build the jar first")),
                        Optional.of(EnvironmentKind.LOCAL)),
                new EnvironmentReady(
                        PROVENANCE, endpoints, Set.of(new ServiceName("redis")), Duration.ofNanos(1_234_567_891)),
                new EnvironmentClosed(EnvironmentKind.LOCAL, Duration.ofMillis(310), List.of("pid 4712")),
                new LayerStarted(LAYER),
                new LayerFinished(LAYER, Duration.ofSeconds(61)),
                new WorkerStarted("w1", 4713, LAYER, MODULE, EnvironmentKind.LOCAL, "6.1.3"),
                new WorkerEnded("w1", 134, Optional.of("died: SIGABRT"), List.of("# A fatal error has been detected")),
                new TestsDiscovered(
                        LAYER,
                        MODULE,
                        PROVENANCE,
                        List.of(new DiscoveredTest(
                                TEST,
                                "[engine:junit-jupiter]/[class:org.example.ChatTest]/[test-template:answers]/[#2]",
                                "[2] \"hello\"",
                                List.of("Chat", "answers", "[2] \"hello\""),
                                "org.example.ChatTest",
                                "answers(String)[2]",
                                false,
                                Set.of("golden_path", "e2e"),
                                Optional.of(CATEGORY),
                                Set.of(POSTGRES, BACKEND)))),
                new DiscoveryProblem(MODULE, true, "class failed to load", Optional.of(FAILURE)),
                new TestStarted(TEST, "w1", 1),
                new TestFinished(
                        TEST,
                        1,
                        Outcome.TIMED_OUT,
                        Duration.ofMillis(60_001),
                        Optional.of("past its deadline of 60 s"),
                        Optional.of(FAILURE),
                        PROVENANCE),
                new ContainerFailed(
                        new TestId("apps/chat@it:org.example.ChatTest"),
                        "Chat",
                        "org.example.ChatTest",
                        FAILURE,
                        PROVENANCE),
                new OutputCaptured(Optional.of(TEST), "w1", OutputCaptured.Stream.ERR, "höllo\r\n\u001b[31mred\u0007"),
                new OutputLeftOut(
                        Optional.of(TEST), "w1", OutputCaptured.Stream.OUT, 104_857_600, "output/0001-answers.out.txt"),
                new EntriesReported(TEST, Map.of("browser", "chromium", "", "empty key")),
                new ContextsFixed(
                        List.of("/shop"),
                        15_901,
                        1_101,
                        48_000_000,
                        List.of(
                                new ContextsFixed.Change("/shop/.dockerignore", 3, "", "**/*.pyc"),
                                new ContextsFixed.Change("/shop/compose.yml", 4, "dockerfile: a", "dockerfile: b")),
                        List.of("/shop/x.pyc: no permission"),
                        true),
                new BudgetExhausted(Optional.of(LAYER), Duration.ofMinutes(5)),
                new RunStopped(RunStopped.Cause.FAILURE_POLICY, "--fail-fast"),
                new RunRefused(2, List.of("runner.yml:3: unknown key \"layer\"; did you mean \"layers\"?")),
                new DefectFound("no outcome for " + TEST, "java.lang.IllegalStateException\n"),
                new RunFinished(
                        "failed",
                        1,
                        List.of(1, 3),
                        Map.of(Outcome.TIMED_OUT, 1, Outcome.PASSED, 7),
                        List.of("golden_path did not run: its layer did not start"),
                        Duration.ofSeconds(125, 1)));
    }
}
