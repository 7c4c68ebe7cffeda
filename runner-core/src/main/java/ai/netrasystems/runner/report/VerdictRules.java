package ai.netrasystems.runner.report;

import ai.netrasystems.runner.config.Degraded;
import ai.netrasystems.runner.config.Flaky;
import ai.netrasystems.runner.config.RunRequest.NoTests;

/**
 * What the person and the project say about judging a run.
 *
 * @param quarantined tests whose failure does not count
 * @param noTests what a selection that matched nothing means
 * @param flaky what a flaky test means
 * @param degraded what a green run from another provider than wanted means
 * @param ci whether the environment variable {@code CI} is set
 */
public record VerdictRules(Quarantined quarantined, NoTests noTests, Flaky flaky, Degraded degraded, boolean ci) {
    /** Tests that are quarantined today. */
    @FunctionalInterface
    public interface Quarantined {
        /**
         * Whether that test's failure is excused.
         *
         * @param className class as {@link ai.netrasystems.runner.event.DiscoveredTest#className()} has it
         * @param xmlName the test, or {@code ""} for a container
         */
        boolean covers(String className, String xmlName);
    }

    /** The defaults, with no quarantine. */
    public static VerdictRules defaults(boolean ci) {
        return new VerdictRules((className, xmlName) -> false, NoTests.FAIL, Flaky.PASS, Degraded.AUTO, ci);
    }

    /** The same with that quarantine. */
    public VerdictRules with(Quarantined newQuarantined) {
        return new VerdictRules(newQuarantined, noTests, flaky, degraded, ci);
    }

    /** The same with that meaning of no tests. */
    public VerdictRules with(NoTests newNoTests) {
        return new VerdictRules(quarantined, newNoTests, flaky, degraded, ci);
    }

    /** The same with that meaning of flaky tests. */
    public VerdictRules with(Flaky newFlaky) {
        return new VerdictRules(quarantined, noTests, newFlaky, degraded, ci);
    }

    /** The same with that meaning of degraded runs. */
    public VerdictRules with(Degraded newDegraded) {
        return new VerdictRules(quarantined, noTests, flaky, newDegraded, ci);
    }
}
