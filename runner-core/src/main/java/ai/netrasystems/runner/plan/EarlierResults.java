package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What earlier runs of this project tell: data, wherever it was read from.
 *
 * @param lastRun the newest run that has outcomes of tests; empty where none is recorded
 * @param tests of that run and of some before it, each once
 */
public record EarlierResults(Optional<RunId> lastRun, List<EarlierTest> tests) {
    private static final EarlierResults NONE = new EarlierResults(Optional.empty(), List.of());

    /** Copies the list. */
    public EarlierResults {
        tests = List.copyOf(tests);
    }

    /** Nothing recorded, or nothing that was asked for. */
    public static EarlierResults none() {
        return NONE;
    }

    /**
     * A test of an earlier run.
     *
     * @param uniqueId JUnit's unique id
     * @param className as {@link ai.netrasystems.runner.event.DiscoveredTest#className()} has it
     * @param method {@code class#method(paramTypes)} of its source; empty where it has no method
     * @param took how long it took when it was executed last; empty where it never was
     * @param broken whether it was broken in the last run: failed, crashed or timed out, or its class was
     */
    public record EarlierTest(
            ModuleId module,
            String uniqueId,
            String className,
            Optional<String> method,
            Optional<Duration> took,
            boolean broken) {
        /** Segments of JUnit's unique ids that name a class: of Jupiter and jqwik, Vintage, Spock, a suite. */
        private static final Pattern CLASS_SEGMENT =
                Pattern.compile("\\[(?:class|class-template|runner|spec|suite):([^\\]]+)\\]");

        /**
         * The class that was asked for when it was found (the first that its unique id names, else its own), and those
         * around it.
         */
        List<String> homes() {
            Matcher segment = CLASS_SEGMENT.matcher(uniqueId);
            String name = segment.find() ? segment.group(1) : className;
            List<String> homes = new ArrayList<>();
            for (int end = name.length(); end > 0; end = name.lastIndexOf('$', end - 1)) {
                homes.add(name.substring(0, end));
            }
            return homes;
        }
    }

    /** Tests of a module that were broken in the last run. */
    List<EarlierTest> broken(ModuleId module) {
        return tests.stream()
                .filter(test -> test.broken() && test.module().equals(module))
                .toList();
    }

    /** How long the classes of a module took, with those nested in them; classes that never ran are missing. */
    Map<String, Duration> durations(ModuleId module) {
        Map<String, Duration> durations = new HashMap<>();
        for (EarlierTest test : tests) {
            if (test.took().isPresent() && test.module().equals(module)) {
                test.homes().forEach(name -> durations.merge(name, test.took().get(), Duration::plus));
            }
        }
        return durations;
    }
}
