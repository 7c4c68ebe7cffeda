package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.EarlierResults.EarlierTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tests of one module that were broken in the last run. Of a class whose tests are known, those that no longer exist
 * drop out. Immutable.
 */
final class BrokenTests {
    private final List<EarlierTest> tests;
    private final Map<String, List<EarlierTest>> byClass = new HashMap<>();
    private final Set<String> methods = new HashSet<>();

    private BrokenTests(List<EarlierTest> tests) {
        this.tests = List.copyOf(tests);
        for (EarlierTest test : tests) {
            test.homes()
                    .forEach(name -> byClass.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(test));
            test.method().map(BrokenTests::withoutParameters).ifPresent(methods::add);
        }
    }

    static BrokenTests of(EarlierResults earlier, TestModule module) {
        return new BrokenTests(earlier.broken(module.id()));
    }

    /** Those that a method names. */
    BrokenTests named() {
        return new BrokenTests(
                tests.stream().filter(test -> test.method().isPresent()).toList());
    }

    /** Those that only a unique id names. */
    BrokenTests unnamed() {
        return new BrokenTests(
                tests.stream().filter(test -> test.method().isEmpty()).toList());
    }

    List<EarlierTest> tests() {
        return tests;
    }

    /** Whether one of them is in the class, and may still exist. */
    boolean anyIn(CandidateClass candidate) {
        List<EarlierTest> inIt = byClass.getOrDefault(candidate.className(), List.of());
        return candidate.tagsKnown()
                ? inIt.stream().anyMatch(test -> test.method().isEmpty())
                        || candidate.tests().stream().anyMatch(this::isNamed)
                : !inIt.isEmpty();
    }

    /** Whether that test of a class that {@linkplain #anyIn has one} may be one of them. */
    boolean mayBe(CandidateTest test) {
        return isNamed(test)
                || byClass.getOrDefault(test.className(), List.of()).stream()
                        .anyMatch(broken -> broken.method().isEmpty());
    }

    private boolean isNamed(CandidateTest test) {
        return methods.contains(withoutParameters(test.className() + "#" + test.method()));
    }

    private static String withoutParameters(String method) {
        int hash = method.indexOf('#');
        return method.substring(0, hash) + "#" + TestGlob.withoutParameters(method.substring(hash + 1));
    }
}
