package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.EarlierResults.EarlierTest;
import ai.netrasystems.runner.plan.RunPlan.TestSelectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a module's units are narrowed to by name: by the command line's names, and under {@code --last-failed} by the
 * tests that were broken. The worker intersects lists of selectors, so that tests named by methods and tests named by
 * unique ids are two aims, of which each test has at most one.
 *
 * @param names the command line's
 * @param broken empty where all tests may run
 * @param selectors for the worker
 */
record Aim(NameSelection names, Optional<BrokenTests> broken, TestSelectors selectors) {
    static List<Aim> of(Selection selection, EarlierResults earlier, TestModule module) {
        NameSelection names = NameSelection.of(selection);
        TestSelectors asked = NameSelection.selectors(selection);
        if (!selection.recall().lastFailed()) {
            return List.of(new Aim(names, Optional.empty(), asked));
        }
        BrokenTests broken = BrokenTests.of(earlier, module);
        List<String> methods = broken.named().tests().stream()
                .flatMap(test -> test.method().stream())
                .filter(method -> isAskedFor(method, asked.methods()))
                .distinct()
                .toList();
        List<String> uniqueIds = broken.unnamed().tests().stream()
                .map(EarlierTest::uniqueId)
                .filter(id -> asked.uniqueIds().isEmpty()
                        || asked.uniqueIds().stream().anyMatch(above -> id.equals(above) || id.startsWith(above + "/")))
                .distinct()
                .toList();
        List<Aim> aims = new ArrayList<>();
        if (!methods.isEmpty()) {
            TestSelectors byMethod = new TestSelectors(asked.tests(), methods, asked.uniqueIds());
            aims.add(new Aim(names, Optional.of(broken.named()), byMethod));
        }
        if (!uniqueIds.isEmpty()) {
            TestSelectors byId = new TestSelectors(asked.tests(), asked.methods(), uniqueIds);
            aims.add(new Aim(names, Optional.of(broken.unnamed()), byId));
        }
        return List.copyOf(aims);
    }

    boolean mayMatch(CandidateClass candidate) {
        return names.mayMatch(candidate)
                && broken.map(tests -> tests.anyIn(candidate)).orElse(true);
    }

    /** Whether the test may match; its class does. */
    boolean matches(CandidateTest test) {
        return names.matches(test) && broken.map(tests -> tests.mayBe(test)).orElse(true);
    }

    /** {@code --select-method} may leave parameters out. */
    private static boolean isAskedFor(String method, List<String> asked) {
        String closed = method.replace(" ", "");
        return asked.isEmpty()
                || asked.stream()
                        .map(text -> text.replace(" ", ""))
                        .anyMatch(text -> text.equals(closed) || closed.startsWith(text + "("));
    }
}
