package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.RunnerConfig.Quarantine;
import java.time.LocalDate;
import java.util.List;

/** The tests whose failure does not count on a day. Immutable. */
public final class QuarantinedTests {
    private final List<TestGlob> entries;

    private QuarantinedTests(List<TestGlob> entries) {
        this.entries = entries;
    }

    /** None. */
    public static QuarantinedTests none() {
        return new QuarantinedTests(List.of());
    }

    /** Those of the configuration; an entry holds up to and including its day. */
    public static QuarantinedTests on(LocalDate today, RunnerConfig config) {
        return of(config.quarantine().stream()
                .filter(entry -> !today.isAfter(entry.until()))
                .toList());
    }

    /** Whether nothing is excused. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Those of entries that are in force. */
    public static QuarantinedTests of(List<Quarantine> inForce) {
        return new QuarantinedTests(
                inForce.stream().map(entry -> TestGlob.of(entry.test())).toList());
    }

    /**
     * Whether a failure is excused.
     *
     * @param className full name; nested classes with {@code $}
     * @param test the method, with or without parameters and invocation; {@code ""} for the class itself
     */
    public boolean covers(String className, String test) {
        String method = test.replaceFirst("[(\\[].*$", "");
        return entries.stream()
                .anyMatch(entry -> test.isEmpty()
                        ? entry.coversClasses() && entry.matchesClass(className)
                        : entry.matches(className, method));
    }
}
