package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an engine says, and wherever its worker ends, each test has one story and no harm is green. */
class EngineScriptsPropertyTest {
    private static final List<String> TESTS = List.of("a", "b", "c");
    private static final List<String> HARM = List.of("fail", "halt", "exit", "throw", "memory");

    /** Each try forks JVMs: few at a time, others every time. */
    @Property(tries = 4)
    void each_test_has_one_story_and_no_harm_is_green(@ForAll("scripts") List<String> script) throws IOException {
        Path folder = Files.createTempDirectory("scripts");
        try {
            FaultRun run = new FaultRun("6.1.3", folder, "Any")
                    .with("tests", String.join(" ", TESTS))
                    .with("script", String.join(" ", script));
            run.fixture.project = "engine";
            run.fixture.beside = List.of(EngineFaultsTest.SERVICES);

            run.completed();

            for (String test : TESTS) {
                assertOneStory(run, "Any#" + test + "()");
            }
            boolean harmless = script.stream().noneMatch(word -> HARM.stream().anyMatch(word::endsWith));
            assertThat(run.witness().verdict() == Verdict.PASSED)
                    .as("green, with %s", run.events().outcomes())
                    .isEqualTo(harmless && passedOrSkipped(run));
        } finally {
            delete(folder);
        }
    }

    private static boolean passedOrSkipped(FaultRun run) {
        List<String> outcomes = List.copyOf(run.events().outcomes().values());
        return outcomes.contains("passed")
                && Stream.of("passed", "skipped").toList().containsAll(outcomes);
    }

    /** Attempts from 1 on, each cut short but the last, which has one outcome; a failure more may follow it. */
    private static void assertOneStory(FaultRun run, String test) {
        List<TestFinished> ends = run.events().of(TestFinished.class).stream()
                .filter(end -> Events.brief(end.test()).equals(test))
                .toList();
        StringBuilder story = new StringBuilder();
        for (TestFinished end : ends) {
            assertThat(end.outcome()).isNotEqualTo(Outcome.LOST);
            story.append(end.outcome() == Outcome.INTERRUPTED ? 'i' : end.outcome() == Outcome.FAILED ? 'f' : 'o')
                    .append(end.attempt());
        }
        assertThat(story).as(test).matches("(i1[fo]2(f2)*|[fo]1(f1)*)");
    }

    @Provide
    Arbitrary<List<String>> scripts() {
        Arbitrary<List<String>> lives = Arbitraries.of(
                List.of("start", "pass"),
                List.of("start", "pass"),
                List.of("start", "fail"),
                List.of("start", "pass", "fail"),
                List.of("start", "halt"),
                List.of("start", "pass", "exit"),
                List.of("halt"),
                List.of("start", "memory"),
                List.of("start", "throw"),
                List.of("skip"),
                List.of("start"),
                List.of("pass"),
                List.of());
        return lives.list()
                .ofSize(TESTS.size())
                .flatMap(all ->
                        Arbitraries.shuffle(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2).map(order -> interleaved(all, order)));
    }

    /** The words of each test in their order, those of several tests mixed. */
    private static List<String> interleaved(List<List<String>> lives, List<Integer> order) {
        int[] next = new int[lives.size()];
        return order.stream()
                .filter(test -> next[test] < lives.get(test).size())
                .map(test -> TESTS.get(test) + "." + lives.get(test).get(next[test]++))
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
