package ai.netrasystems.runner.execution;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.report.RunFacts;
import ai.netrasystems.runner.report.RunFacts.TestFact;
import ai.netrasystems.runner.report.RunVerdict;
import ai.netrasystems.runner.report.Tally;
import ai.netrasystems.runner.report.Verdict;
import ai.netrasystems.runner.report.VerdictRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what a run told against what its tests wrote down themselves, line by line: the fixture {@code Recorded} writes
 * each body's start and end, with the worker's pid.
 */
final class Witness {
    private static final Set<Outcome> CUT = Set.of(Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.INTERRUPTED);
    private static final Set<Outcome> NEVER_BEGUN = Set.of(Outcome.SKIPPED, Outcome.NOT_RUN);

    private final Events events;
    private final List<Line> lines;
    private final Map<TestId, DiscoveredTest> tests = new LinkedHashMap<>();
    private final Map<String, Long> pids;

    /** {@code written}: the file that the tests appended to; need not be there. */
    Witness(Events events, Path written) {
        this.events = events;
        this.lines = Line.readAll(written);
        events.of(TestsDiscovered.class).forEach(found -> found.tests().forEach(test -> tests.put(test.id(), test)));
        this.pids = events.of(WorkerStarted.class).stream().collect(toMap(WorkerStarted::worker, WorkerStarted::pid));
    }

    /** One line of the file; {@code outcome} is empty at a start. */
    private record Line(String what, long pid, String uniqueId, String outcome) {
        static List<Line> readAll(Path written) {
            try {
                return Files.exists(written)
                        ? Files.readAllLines(written).stream().map(Line::of).toList()
                        : List.of();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private static Line of(String line) {
            String[] part = line.split("\t", -1);
            return new Line(part[0], Long.parseLong(part[1]), part[2], part.length > 3 ? part[3] : "");
        }
    }

    /** One attempt as it was told. */
    private record Attempt(TestId test, int number, Optional<Long> pid, Outcome outcome) {}

    /**
     * The report and the file tell the same story. {@code behindTheBody}: tests, in brief, whose worker died after
     * their body had ended and before they had.
     */
    void agrees(String... behindTheBody) {
        eachTestHasOneStory();
        Map<TestId, List<Attempt>> attempts =
                events.of(TestFinished.class).stream().map(this::attempt).collect(groupingBy(Attempt::test));
        Set<Line> told = new HashSet<>();
        attempts.values().forEach(all -> all.forEach(one -> told.addAll(check(one, Set.of(behindTheBody)))));
        assertThat(lines).as("what tests wrote, and nobody told").isSubsetOf(told);
        assertThat(lines).as("a body that runs again in the same worker").doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> line.what().equals("end")).map(Line::uniqueId))
                .as("tests that ended and ran again")
                .doesNotHaveDuplicates();
        theTallySaysTheSame();
    }

    /** Discovered, then per attempt started and finished, in that order; each attempt but the last cut short. */
    private void eachTestHasOneStory() {
        Map<TestId, StringBuilder> stories = new LinkedHashMap<>();
        for (RunEvent event : events.of(RunEvent.class)) {
            if (event instanceof TestsDiscovered found) {
                found.tests().forEach(test -> stories.computeIfAbsent(test.id(), id -> new StringBuilder()));
            } else if (event instanceof TestStarted started) {
                story(stories, started.test()).append('s').append(started.attempt());
            } else if (event instanceof TestFinished finished) {
                story(stories, finished.test())
                        .append(finished.outcome() == Outcome.INTERRUPTED ? 'i' : 'f')
                        .append(finished.attempt());
            }
        }
        stories.forEach((id, story) -> {
            boolean container = described(id).container();
            assertThat(story).as("the events of %s", id).matches(container ? "" : "(s1i1s2f2|(s1)?[fi]1)");
        });
        assertThat(events.of(TestFinished.class))
                .extracting(TestFinished::outcome)
                .doesNotContain(Outcome.LOST);
    }

    private static StringBuilder story(Map<TestId, StringBuilder> stories, TestId test) {
        return Optional.ofNullable(stories.get(test))
                .orElseThrow(() -> new AssertionError(test + " is told of before it is discovered"));
    }

    private DiscoveredTest described(TestId test) {
        return Optional.ofNullable(tests.get(test))
                .orElseThrow(() -> new AssertionError(test + " is told of and was never discovered"));
    }

    private Attempt attempt(TestFinished finished) {
        Optional<Long> pid = events.of(TestStarted.class).stream()
                .filter(started -> started.test().equals(finished.test()) && started.attempt() == finished.attempt())
                .map(started -> pids.get(started.worker()))
                .findFirst();
        return new Attempt(finished.test(), finished.attempt(), pid, finished.outcome());
    }

    /** The lines that belong to one attempt. */
    private Set<Line> check(Attempt attempt, Set<String> behindTheBody) {
        String brief = Events.brief(attempt.test());
        String uniqueId = described(attempt.test()).uniqueId();
        List<Line> own = lines.stream()
                .filter(line -> line.uniqueId().equals(uniqueId))
                .filter(line -> attempt.pid().filter(pid -> pid == line.pid()).isPresent())
                .toList();
        List<String> outcomes = own.stream().map(Line::outcome).toList();
        if (behindTheBody.contains(brief)) {
            assertThat(attempt.outcome()).as(brief).isEqualTo(Outcome.CRASHED);
            assertThat(outcomes).as(brief).containsExactly("", "passed");
        } else if (CUT.contains(attempt.outcome())) {
            assertThat(outcomes).as("%s was cut short", attempt).isSubsetOf("");
        } else if (NEVER_BEGUN.contains(attempt.outcome())) {
            assertThat(outcomes).as("%s never began", attempt).isEmpty();
        } else if (attempt.outcome() == Outcome.FAILED && outcomes.isEmpty()) {
            // It failed on the way to its body.
            assertThat(attempt.pid()).as("%s began", attempt).isPresent();
        } else {
            assertThat(outcomes)
                    .as("what %s wrote itself", attempt)
                    .containsExactly("", attempt.outcome().label());
        }
        return Set.copyOf(own);
    }

    private void theTallySaysTheSame() {
        RunFacts facts = facts();
        assertThat(facts.undiscovered()).isEmpty();
        assertThat(facts.defects()).isEmpty();
        Map<String, String> counted = facts.tests().stream()
                .filter(TestFact::counts)
                .collect(toMap(
                        fact -> Events.brief(fact.test().id()),
                        fact -> fact.outcome().map(Outcome::label).orElse("NONE")));
        assertThat(counted).isEqualTo(events.outcomes());
    }

    /** What the run comes to. */
    Verdict verdict() {
        return verdict(facts());
    }

    /** What a run of that class alone would come to; whatever has no class counts too. */
    Verdict verdictOf(String className) {
        RunFacts all = facts();
        return verdict(new RunFacts(
                all.plan(),
                all.tests().stream()
                        .filter(fact -> fact.test().className().equals(className))
                        .toList(),
                all.undiscovered(),
                all.containerFailures().stream()
                        .filter(failed -> failed.className().equals(className))
                        .toList(),
                List.of(),
                all.deaths(),
                all.budgets(),
                all.stops(),
                all.refused(),
                all.buildFailed(),
                all.environmentFailures(),
                all.environment(),
                all.layersStarted(),
                all.defects()));
    }

    private static Verdict verdict(RunFacts facts) {
        return RunVerdict.of(facts, VerdictRules.defaults(false)).verdict();
    }

    private RunFacts facts() {
        Tally tally = new Tally();
        events.of(RunEvent.class)
                .forEach(event -> tally.accept(new Stamped(new RunId("run-1"), 1, Instant.EPOCH, event)));
        return tally.facts();
    }
}
