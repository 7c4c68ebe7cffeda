package ai.netrasystems.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.Failure;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.plan.EarlierResults;
import ai.netrasystems.runner.plan.EarlierResults.EarlierTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Earlier results out of journals that the one writer of journals wrote. */
class EarlierRunsTest {
    private static final ModuleId MODULE = ModuleId.of("app");
    private static final LayerName LAYER = new LayerName("all");
    private static final Failure FAILURE =
            new Failure("java.lang.AssertionError", "no", "", Optional.empty(), Optional.empty());

    @TempDir
    Path runs = Path.of("");

    /** How a test ended. */
    record Ending(Outcome outcome, int millis) {}

    @Property(tries = 60)
    void what_was_put_in_comes_out(@ForAll("histories") List<Map<String, Ending>> history) throws IOException {
        Path directory = Files.createTempDirectory("runs");
        try {
            Map<String, Duration> took = new LinkedHashMap<>();
            for (int i = 0; i < history.size(); i++) {
                write(directory, "run-" + (100 + i), history.get(i));
                history.get(i).forEach((name, ending) -> {
                    if (ending.outcome().executed()) {
                        took.put(name, Duration.ofMillis(ending.millis()));
                    }
                });
            }
            Map<String, Ending> last = history.isEmpty() ? Map.of() : history.get(history.size() - 1);

            EarlierResults several = EarlierRuns.several(directory);

            assertThat(several.lastRun().map(RunId::value))
                    .isEqualTo(Optional.of("run-" + (99 + history.size())).filter(any -> !history.isEmpty()));
            Map<String, Duration> found = new LinkedHashMap<>();
            several.tests()
                    .forEach(test -> test.took()
                            .ifPresent(duration -> found.put(test.method().orElseThrow(), duration)));
            assertThat(found).isEqualTo(took);
            Set<String> broken = Set.copyOf(last.entrySet().stream()
                    .filter(entry -> entry.getValue().outcome().broken())
                    .map(Map.Entry::getKey)
                    .toList());
            assertThat(broken(several)).isEqualTo(broken);
            assertThat(broken(EarlierRuns.last(directory))).isEqualTo(broken);
        } finally {
            delete(directory);
        }
    }

    @Test
    void nothing_is_recorded_where_there_is_no_run_or_none_that_ran_a_test() throws IOException {
        assertThat(EarlierRuns.several(runs.resolve("none"))).isEqualTo(EarlierResults.none());

        journal(runs, "r1", List.of(new LayerStarted(LAYER)));
        Files.createDirectories(runs.resolve("r2"));

        assertThat(EarlierRuns.last(runs)).isEqualTo(EarlierResults.none());
    }

    @Test
    void the_last_run_is_the_newest_that_ran_a_test_killed_or_not() throws IOException {
        write(runs, "r1", Map.of("a.A#m()", new Ending(Outcome.FAILED, 1)));
        write(runs, "r2", Map.of("a.B#m()", new Ending(Outcome.CRASHED, 1)));
        Files.writeString(Journal.fileOf(runs, new RunId("r2")), "{\"torn\": ", StandardOpenOption.APPEND);
        journal(runs, "r3", List.of(new LayerStarted(LAYER)));

        EarlierResults last = EarlierRuns.last(runs);

        assertThat(last.lastRun()).contains(new RunId("r2"));
        assertThat(broken(last)).containsExactly("a.B#m()");
    }

    @Test
    void a_line_that_cant_be_read_is_passed_over() throws IOException {
        Path file = Journal.fileOf(runs, new RunId("r1"));
        write(runs, "r1", Map.of("a.A#m()", new Ending(Outcome.FAILED, 1)));
        Files.writeString(file, "nonsense\n" + Files.readString(file));

        assertThat(broken(EarlierRuns.last(runs))).containsExactly("a.A#m()");
    }

    @Test
    void invocations_are_of_one_method_and_what_has_no_method_keeps_its_unique_id() {
        DiscoveredTest invocation = test("app:a.A#m(int, String[])[2:0a1b2c3d][1:00000000]", "[engine:j]/[x:1]", "a.A");
        DiscoveredTest spec =
                test("app:[engine:s]/[spec:a.S]/[feature:a#b]", "[engine:s]/[spec:a.S]/[feature:a#b]", "a.S");
        journal(runs, "r1", List.of(found(invocation, spec), ended(invocation), ended(spec)));

        assertThat(EarlierRuns.last(runs).tests())
                .containsExactly(
                        new EarlierTest(
                                MODULE,
                                "[engine:j]/[x:1]",
                                "a.A",
                                Optional.of("a.A#m(int, String[])"),
                                Optional.of(Duration.ofMillis(5)),
                                true),
                        new EarlierTest(
                                MODULE,
                                "[engine:s]/[spec:a.S]/[feature:a#b]",
                                "a.S",
                                Optional.empty(),
                                Optional.of(Duration.ofMillis(5)),
                                true));
    }

    @Test
    void tests_of_a_class_that_failed_itself_are_broken() {
        DiscoveredTest below =
                test("app:a.A$In#m()", "[engine:j]/[class:a.A]/[nested-class:In]/[method:m()]", "a.A$In");
        DiscoveredTest beside = test("app:a.AB#m()", "[engine:j]/[class:a.AB]/[method:m()]", "a.AB");
        journal(
                runs,
                "r1",
                List.of(
                        found(below, beside),
                        new ContainerFailed(new TestId("app:a.A"), "A", "a.A", FAILURE, Provenance.none()),
                        ended(beside, 1, Outcome.PASSED)));

        assertThat(broken(EarlierRuns.last(runs))).containsExactly("a.A$In#m()");
    }

    @Test
    void the_last_attempt_counts() {
        DiscoveredTest flaky = test("app:a.A#flaky()", "[engine:j]/[class:a.A]/[method:flaky()]", "a.A");
        DiscoveredTest red = test("app:a.A#red()", "[engine:j]/[class:a.A]/[method:red()]", "a.A");
        journal(
                runs,
                "r1",
                List.of(
                        found(flaky, red),
                        ended(flaky, 1, Outcome.FAILED),
                        ended(flaky, 2, Outcome.FLAKY),
                        ended(red, 1, Outcome.FAILED),
                        ended(red, 2, Outcome.FAILED)));

        assertThat(broken(EarlierRuns.last(runs))).containsExactly("a.A#red()");
    }

    @Test
    void only_so_many_runs_are_looked_at() {
        for (int i = 0; i < EarlierRuns.MOST_RUNS + 2; i++) {
            write(runs, "r" + (100 + i), Map.of("a.A#m" + i + "()", new Ending(Outcome.PASSED, 1)));
        }

        assertThat(EarlierRuns.several(runs).tests()).hasSize(EarlierRuns.MOST_RUNS);
        assertThat(EarlierRuns.last(runs).tests()).hasSize(1);
    }

    @Provide
    Arbitrary<List<Map<String, Ending>>> histories() {
        Arbitrary<String> names = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 4))
                .as((number, method) -> "p.C" + number + "#m" + method + "()");
        Arbitrary<Ending> endings = Combinators.combine(
                        Arbitraries.of(Outcome.values()), Arbitraries.integers().between(0, 5000))
                .as(Ending::new);
        return Arbitraries.maps(names, endings).ofMinSize(1).ofMaxSize(6).list().ofMaxSize(4);
    }

    private static Set<String> broken(EarlierResults results) {
        return Set.copyOf(results.tests().stream()
                .filter(EarlierTest::broken)
                .map(test -> test.method().orElseThrow())
                .toList());
    }

    /** {@code run}: endings by {@code class#method()}. */
    private static void write(Path runs, String id, Map<String, Ending> run) {
        List<DiscoveredTest> tests = new ArrayList<>();
        List<RunEvent> events = new ArrayList<>();
        run.forEach((name, ending) -> {
            String className = name.substring(0, name.indexOf('#'));
            DiscoveredTest test =
                    test("app:" + name, "[engine:j]/[class:" + className + "]/[m:" + name + "]", className);
            tests.add(test);
            events.add(new TestFinished(
                    test.id(),
                    1,
                    ending.outcome(),
                    Duration.ofMillis(ending.millis()),
                    Optional.empty(),
                    Optional.empty(),
                    Provenance.none()));
        });
        events.add(0, new TestsDiscovered(LAYER, MODULE, Provenance.none(), tests));
        journal(runs, id, events);
    }

    private static TestsDiscovered found(DiscoveredTest... tests) {
        return new TestsDiscovered(LAYER, MODULE, Provenance.none(), List.of(tests));
    }

    private static TestFinished ended(DiscoveredTest test) {
        return ended(test, 1, Outcome.FAILED);
    }

    private static TestFinished ended(DiscoveredTest test, int attempt, Outcome outcome) {
        return new TestFinished(
                test.id(),
                attempt,
                outcome,
                Duration.ofMillis(5),
                Optional.empty(),
                Optional.empty(),
                Provenance.none());
    }

    private static DiscoveredTest test(String id, String uniqueId, String className) {
        return new DiscoveredTest(
                new TestId(id), uniqueId, id, List.of(id), className, "m", false, Set.of(), Optional.empty(), Set.of());
    }

    private static void journal(Path runs, String id, List<RunEvent> events) {
        RunId run = new RunId(id);
        Journal journal = Journal.create(runs, run).fold(created -> created, problems -> {
            throw new AssertionError(problems);
        });
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        try (EventStream stream = EventStream.open(run, clock, journal, Redactor::nothing, List.of())) {
            events.forEach(stream::publish);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException undeletable) {
                    throw new UncheckedIOException(undeletable);
                }
            });
        }
    }
}
