package ai.netrasystems.runner.history;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.SelectiveVisitor;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.plan.EarlierResults;
import ai.netrasystems.runner.plan.EarlierResults.EarlierTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Results of earlier runs, from their journals: complete ones, and those of runs that were killed. A line that can't be
 * read is passed over, and so is a journal that can't be opened. A run without an outcome (a project that did not
 * compile, the run that asks) is not the last one.
 */
public final class EarlierRuns {
    /** Most runs with outcomes whose durations count. */
    static final int MOST_RUNS = 10;
    /** Most journals that are opened at all. */
    private static final int MOST_JOURNALS = 50;
    /** With so much read, older runs would cost more time than their durations save. */
    private static final long ENOUGH_BYTES = 16L * 1024 * 1024;

    private static final Pattern INVOCATIONS = Pattern.compile("(\\[\\d+:[0-9a-f]{8}])+$");

    private EarlierRuns() {}

    /** What the last run says: enough for {@code --last-failed}. */
    public static EarlierResults last(Path runs) {
        return read(runs, 1);
    }

    /** The last run, and durations of some before it. */
    public static EarlierResults several(Path runs) {
        return read(runs, MOST_RUNS);
    }

    private static EarlierResults read(Path runs, int most) {
        Map<TestId, EarlierTest> tests = new LinkedHashMap<>();
        Optional<RunId> last = Optional.empty();
        int taken = 0;
        long bytes = 0;
        for (Path journal : newestFirst(runs)) {
            if (taken == most || bytes > ENOUGH_BYTES) {
                break;
            }
            OneRun run = OneRun.read(journal);
            bytes += size(journal);
            if (run.hasOutcomes()) {
                taken++;
                boolean newest = last.isEmpty();
                last = last.or(() -> run.id);
                run.results(newest).forEach((id, test) -> tests.merge(id, test, EarlierRuns::newerFirst));
            }
        }
        return last.isEmpty() ? EarlierResults.none() : new EarlierResults(last, List.copyOf(tests.values()));
    }

    /** A test that the newer run did not execute took as long as in the older one. */
    private static EarlierTest newerFirst(EarlierTest newer, EarlierTest older) {
        return new EarlierTest(
                newer.module(),
                newer.uniqueId(),
                newer.className(),
                newer.method(),
                newer.took().or(older::took),
                newer.broken());
    }

    /** Names of runs sort by time. */
    private static List<Path> newestFirst(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(runs)) {
            return directories
                    .map(directory -> directory.resolve(Journal.FILE))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.reverseOrder())
                    .limit(MOST_JOURNALS)
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static long size(Path journal) {
        try {
            return Files.size(journal);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** What one journal says. */
    private static final class OneRun implements SelectiveVisitor<OneRun> {
        private final Map<TestId, Found> found = new LinkedHashMap<>();
        private final Map<TestId, TestFinished> finished = new LinkedHashMap<>();
        private final Set<String> failedClasses = new HashSet<>();
        private Optional<RunId> id = Optional.empty();

        /** A test and where it was found. */
        private record Found(ModuleId module, DiscoveredTest test) {}

        static OneRun read(Path journal) {
            OneRun run = new OneRun();
            try {
                new JournalReader().read(journal, (stamped, offset, length) -> {
                    run.id = Optional.of(stamped.run());
                    stamped.event().accept(run);
                });
            } catch (IOException unreadable) {
                // What was read until then stands.
            }
            return run;
        }

        boolean hasOutcomes() {
            return !finished.isEmpty();
        }

        /** Its tests; {@code newest}: whether what was broken in it counts. */
        Map<TestId, EarlierTest> results(boolean newest) {
            Map<TestId, EarlierTest> results = new LinkedHashMap<>();
            found.forEach((test, where) -> {
                Optional<TestFinished> outcome = Optional.ofNullable(finished.get(test));
                Optional<Duration> took =
                        outcome.filter(end -> end.outcome().executed()).map(TestFinished::took);
                boolean broken = outcome.map(end -> end.outcome().broken()).orElse(false)
                        || (!where.test().container() && belowFailedContainer(where.test()));
                if (outcome.isPresent() || (newest && broken)) {
                    results.put(
                            test,
                            new EarlierTest(
                                    where.module(),
                                    where.test().uniqueId(),
                                    where.test().className(),
                                    methodOf(test, where),
                                    took,
                                    newest && broken));
                }
            });
            return results;
        }

        /** Its class, or one that encloses it, failed itself: then it is run again with its class. */
        private boolean belowFailedContainer(DiscoveredTest test) {
            String name = test.className();
            for (int end = name.length(); end > 0; end = name.lastIndexOf('$', end - 1)) {
                if (failedClasses.contains(name.substring(0, end))) {
                    return true;
                }
            }
            return false;
        }

        /** {@code class#method(paramTypes)} out of the stable id, which is the only place that has it. */
        private static Optional<String> methodOf(TestId test, Found where) {
            String named = test.value().substring(where.module().toString().length() + 1);
            return named.equals(where.test().uniqueId()) || named.indexOf('#') < 0
                    ? Optional.empty()
                    : Optional.of(INVOCATIONS.matcher(named).replaceFirst(""));
        }

        @Override
        public OneRun testsDiscovered(TestsDiscovered event) {
            event.tests().forEach(test -> found.put(test.id(), new Found(event.module(), test)));
            return this;
        }

        @Override
        public OneRun testFinished(TestFinished event) {
            finished.merge(event.test(), event, OneRun::counting);
            return this;
        }

        /** The later attempt; of two outcomes of one attempt the broken one. */
        private static TestFinished counting(TestFinished earlier, TestFinished later) {
            boolean stays = earlier.attempt() > later.attempt()
                    || (earlier.attempt() == later.attempt()
                            && earlier.outcome().broken());
            return stays ? earlier : later;
        }

        @Override
        public OneRun containerFailed(ContainerFailed event) {
            failedClasses.add(event.className());
            return this;
        }

        @Override
        public OneRun other(RunEvent event) {
            return this;
        }
    }
}
