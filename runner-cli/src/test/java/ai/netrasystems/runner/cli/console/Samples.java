package ai.netrasystems.runner.cli.console;

import ai.netrasystems.runner.event.DiagnosisText;
import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.EnvironmentClosed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentReady;
import ai.netrasystems.runner.event.RunEvent.EnvironmentStarting;
import ai.netrasystems.runner.event.RunEvent.LayerFinished;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunStarted;
import ai.netrasystems.runner.event.RunEvent.ServiceReady;
import ai.netrasystems.runner.event.RunEvent.ServiceStarting;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.TestId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events of a small imaginary run: one golden-path test, one smoke test. */
final class Samples {
    static final ModuleId MODULE = ModuleId.of("mission-critical-tests");
    static final LayerName LAYER = new LayerName("fast_feedback");
    static final CategoryName GOLDEN_PATH = new CategoryName("golden_path");
    static final CategoryName SMOKE = new CategoryName("smoke");
    static final TestId CHAT =
            new TestId("mission-critical-tests:com.acme.GoldenPathTest#answers_a_message(int)[2:9f3a]");
    static final TestId START = new TestId("mission-critical-tests:com.acme.SmokeTest#starts()");
    static final Set<ServiceName> SERVICES = Set.of(new ServiceName("postgres"), new ServiceName("backend"));
    static final Provenance LOCAL =
            new Provenance(EnvironmentKind.LOCAL, "local processes", Optional.of("9ab77"), Optional.empty());

    static final RunStarted STARTED = new RunStarted(
            "0.1.0",
            "17.0.15",
            "/home/me/shop",
            4711,
            List.of("--execution-mode", "fast_feedback"),
            Optional.of("9ab77c0"));

    static final RunPlanned PLANNED = new RunPlanned(
            Optional.of(new ModeName("fast_feedback")),
            List.of(new RunPlanned.Layer(
                    LAYER,
                    List.of(
                            new RunPlanned.Category(SMOKE, false, true, "", Set.of()),
                            new RunPlanned.Category(
                                    GOLDEN_PATH, true, true, "nobody can chat while this is broken", SERVICES)),
                    Optional.of(Duration.ofMinutes(5)))),
            SERVICES,
            List.of(EnvironmentKind.LOCAL),
            Optional.of(Duration.ofMinutes(5)),
            2);

    static final TestsDiscovered DISCOVERED = new TestsDiscovered(
            LAYER,
            MODULE,
            LOCAL,
            List.of(
                    test(CHAT, List.of("GoldenPathTest", "answers_a_message(int)", "[2] 7"), GOLDEN_PATH, SERVICES),
                    test(START, List.of("SmokeTest", "starts()"), SMOKE, Set.of())));

    static final List<RunEvent> UP = List.of(
            STARTED,
            PLANNED,
            new EnvironmentStarting(EnvironmentKind.LOCAL, SERVICES),
            new ServiceStarting(new ServiceName("postgres"), "embedded postgres 18.6"),
            new ServiceReady(new ServiceName("postgres"), "127.0.0.1:41001", Duration.ofMillis(1_240)),
            new ServiceReady(new ServiceName("migration"), "", Duration.ofMillis(830)),
            new ServiceReady(new ServiceName("backend"), "127.0.0.1:41002", Duration.ofMillis(2_010)),
            new EnvironmentReady(
                    LOCAL, Map.of("BACKEND_URL", "http://127.0.0.1:41002"), Set.of(), Duration.ofMillis(4_050)),
            new LayerStarted(LAYER),
            new WorkerStarted("worker-1", 4720, LAYER, MODULE, EnvironmentKind.LOCAL, "6.1.3"),
            DISCOVERED);

    static final List<RunEvent> DOWN = List.of(
            new WorkerEnded("worker-1", 0, Optional.empty(), List.of()),
            new LayerFinished(LAYER, Duration.ofMillis(2_400)),
            new EnvironmentClosed(EnvironmentKind.LOCAL, Duration.ofMillis(310), List.of()));

    static final EnvironmentFailed BACKEND_EXITED = new EnvironmentFailed(
            EnvironmentKind.LOCAL,
            List.of(new DiagnosisText(
                    "service-exited",
                    "tree",
                    "backend exited with 1 before it was ready",
                    List.of("Exception in thread \"main\" java.net.BindException: \u001b[31mAddress in use\u001b[0m"),
                    "see .runner/runs/20260301-100000-ab12/services/backend.log")),
            Optional.empty());

    static final EnvironmentFailed BUILD_FAILED = new EnvironmentFailed(
            EnvironmentKind.CONTAINERS,
            List.of(
                    new DiagnosisText(
                            "pull-failed",
                            "machine",
                            "redis:8 could not be pulled: registry.example does not resolve",
                            List.of(),
                            "check the network",
                            "build",
                            ""),
                    new DiagnosisText(
                            "build-failed",
                            "tree",
                            "build of backend failed",
                            List.of("COPY failed: no source files"),
                            "build the jar first",
                            "build",
                            "dockerfiles/x.Dockerfile:69 COPY app.jar /app.jar")),
            Optional.of(EnvironmentKind.STAGING));

    static final EnvironmentFailed BUILD_ADVISED = new EnvironmentFailed(
            EnvironmentKind.CONTAINERS,
            List.of(new DiagnosisText(
                    "build-failed",
                    "tree",
                    "the image of service backend was not built: `app.jar` does not exist in the build context",
                    List.of("COPY failed: no source files"),
                    "correct dockerfiles/x.Dockerfile line 69 or what it copies",
                    "build",
                    "x.Dockerfile:69 COPY app.jar /app.jar",
                    List.of(
                            "x.Dockerfile:71: `COPY app/config`: `app/config` is excluded by `.dockerignore` line 4"
                                    + " (`app/*`); add `!app/config` behind that line [copy-excluded]",
                            ".dockerignore: 16,000 files of Python's caches are sent;"
                                    + " add `**/__pycache__` [context-python-cache]"))),
            Optional.of(EnvironmentKind.STAGING));

    static final Failure ASSERTION = new Failure(
            "org.opentest4j.AssertionFailedError",
            "expected: <200> but was: <500>",
            """
            org.opentest4j.AssertionFailedError: expected: <200> but was: <500>
            \tat org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)
            \tat app//org.junit.jupiter.api.Assertions.assertEquals(Assertions.java:563)
            \tat com.acme.support.Chat.send(Chat.java:31)
            \tat com.acme.GoldenPathTest.answers_a_message(GoldenPathTest.java:42)
            \tat java.base/java.lang.reflect.Method.invoke(Method.java:569)
            """,
            Optional.of("200"),
            Optional.of("500"));

    static final OutputCaptured OUTPUT = new OutputCaptured(
            Optional.of(CHAT), "worker-1", OutputCaptured.Stream.OUT, "sending message 7\nserver said 500\n");

    private Samples() {}

    static TestStarted started(TestId test) {
        return new TestStarted(test, "worker-1", 1);
    }

    static TestFinished passed(TestId test) {
        return finished(test, Outcome.PASSED, Optional.empty(), Optional.empty());
    }

    static TestFinished finished(TestId test, Outcome outcome, Optional<String> reason, Optional<Failure> failure) {
        return new TestFinished(
                test,
                1,
                outcome,
                Duration.ofMillis(1_234),
                reason,
                failure,
                test.equals(START) ? Provenance.none() : LOCAL);
    }

    static RunFinished ended(String verdict, int exitCode, Map<Outcome, Integer> counts, List<String> unmet) {
        return new RunFinished(verdict, exitCode, List.of(exitCode), counts, unmet, Duration.ofMillis(12_345));
    }

    private static DiscoveredTest test(
            TestId id, List<String> names, CategoryName category, Set<ServiceName> services) {
        String source = id.value().substring(id.value().indexOf(':') + 1);
        return new DiscoveredTest(
                id,
                "[engine:junit-jupiter]/[class:x]/[method:y]",
                names.get(names.size() - 1),
                names,
                source.substring(0, source.indexOf('#')),
                names.get(1),
                false,
                Set.of(category.value()),
                Optional.of(category),
                services);
    }
}
