package ai.netrasystems.runner.report;

import ai.netrasystems.runner.config.Flaky;
import ai.netrasystems.runner.config.RunRequest.NoTests;
import ai.netrasystems.runner.event.DiagnosisText;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.RunFinished;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.report.RequiredCategories.Unmet;
import ai.netrasystems.runner.report.RunFacts.TestFact;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The verdict over a run: the one place where facts become an exit code (PRODUCT.md, "Exit codes").
 *
 * @param verdict the first line of the table that holds
 * @param held every line that holds, in the table's order; {@code [verdict]} for a green one
 * @param unmet required categories that did not run and why, a line each, whatever the verdict
 * @param counts tests by outcome
 */
public record RunVerdict(Verdict verdict, List<Verdict> held, List<String> unmet, Map<Outcome, Integer> counts) {
    /** Copies the collections. */
    public RunVerdict {
        held = List.copyOf(held);
        unmet = List.copyOf(unmet);
        counts = Map.copyOf(counts);
    }

    /** The process's exit code. */
    public int exitCode() {
        return verdict.exitCode();
    }

    /** The run's last event. */
    public RunFinished finished(Duration took) {
        List<Integer> codes = held.stream().map(Verdict::exitCode).distinct().toList();
        return new RunFinished(verdict.label(), exitCode(), codes, counts, unmet, took);
    }

    /** Judges a run. Pure: the same facts and rules always give the same verdict. */
    public static RunVerdict of(RunFacts facts, VerdictRules rules) {
        return new Judgement(facts, rules).verdict();
    }

    /** The table, line by line. */
    private static final class Judgement {
        private final RunFacts facts;
        private final VerdictRules rules;
        private final List<TestFact> tests;
        private final List<TestFact> executed;
        private final List<Unmet> unmet;
        private final Set<String> failedClasses;

        Judgement(RunFacts facts, VerdictRules rules) {
            this.facts = facts;
            this.rules = rules;
            this.tests = facts.tests().stream().filter(TestFact::counts).toList();
            this.executed = tests.stream().filter(TestFact::executed).toList();
            this.unmet = new RequiredCategories(facts, this::quarantined).unmet();
            this.failedClasses = facts.containerFailures().stream()
                    .map(ContainerFailed::className)
                    .collect(Collectors.toUnmodifiableSet());
        }

        RunVerdict verdict() {
            Set<Verdict> held = EnumSet.noneOf(Verdict.class);
            hold(held, Verdict.INTERRUPTED, stopped(RunStopped.Cause.INTERRUPTED));
            hold(held, Verdict.TERMINATED, stopped(RunStopped.Cause.TERMINATED));
            hold(held, Verdict.INVALID, refused(Verdict.INVALID));
            hold(held, Verdict.REFUSED, refused(Verdict.REFUSED));
            hold(held, Verdict.NO_ENVIRONMENT, refused(Verdict.NO_ENVIRONMENT));
            hold(held, Verdict.FAILED, failed());
            hold(held, Verdict.INFRASTRUCTURE, infrastructure());
            hold(held, Verdict.OUT_OF_TIME, outOfTime());
            boolean explained = !held.isEmpty();
            hold(held, Verdict.NOTHING_RUN, nothingRun());
            hold(held, Verdict.DEFECT, defect(explained, !held.isEmpty()));
            hold(held, Verdict.DEGRADED, held.isEmpty() && !executed.isEmpty() && degraded());
            if (held.isEmpty()) {
                held.add(executed.isEmpty() ? Verdict.EMPTY : Verdict.PASSED);
            }
            List<Verdict> order = List.copyOf(held); // an EnumSet has the enum's order, which is the table's
            return new RunVerdict(
                    order.get(0), order, unmet.stream().map(Unmet::toString).toList(), facts.counts());
        }

        private static void hold(Set<Verdict> held, Verdict verdict, boolean holds) {
            if (holds) {
                held.add(verdict);
            }
        }

        private boolean stopped(RunStopped.Cause cause) {
            return facts.stops().stream().anyMatch(stop -> stop.cause() == cause);
        }

        private boolean refused(Verdict line) {
            return facts.refused()
                    .filter(refused -> refused.exitCode() == line.exitCode())
                    .isPresent();
        }

        /** 1: what the tests themselves, or finding them, brought. */
        private boolean failed() {
            boolean flakyCounts = rules.flaky() == Flaky.FAIL;
            return facts.buildFailed()
                    || !facts.discoveryErrors().isEmpty()
                    || !facts.deaths().isEmpty()
                    || facts.containerFailures().stream()
                            .anyMatch(failed -> !rules.quarantined().covers(failed.className(), ""))
                    || tests.stream()
                            .filter(test -> test.outcome().map(Outcome::broken).orElse(false)
                                    || (flakyCounts && test.is(Outcome.FLAKY)))
                            .anyMatch(test -> !quarantined(test));
        }

        /** 4, after tests. */
        private boolean infrastructure() {
            return tests.stream()
                    .anyMatch(test -> test.is(Outcome.INFRASTRUCTURE)
                            || test.is(Outcome.LOST)
                            || (test.is(Outcome.INTERRUPTED) && !facts.outOfTime(test.layer())));
        }

        /**
         * 7. A budget that ended has left something undone, even where no test is known by name: what the engines had
         * not discovered by then never will be.
         */
        private boolean outOfTime() {
            return !facts.budgets().isEmpty();
        }

        /** 3. {@code --no-tests} excuses a selection that matched nothing, and nothing else. */
        private boolean nothingRun() {
            boolean excused = rules.noTests() != NoTests.FAIL && facts.tests().isEmpty();
            return (executed.isEmpty() && !excused)
                    || unmet.stream().anyMatch(Unmet::judged)
                    || (!executed.isEmpty() && executed.stream().allMatch(this::quarantined));
        }

        /**
         * 70. What did not run must be explained by a line of its own.
         *
         * @param explained whether a line holds that explains why tests did not run
         * @param red whether any line holds
         */
        private boolean defect(boolean explained, boolean red) {
            boolean missing = tests.stream().anyMatch(test -> test.outcome().isEmpty());
            boolean notRun = tests.stream()
                    .anyMatch(test -> test.is(Outcome.NOT_RUN) && !quarantined(test) && !belowFailedContainer(test));
            boolean policy = stopped(RunStopped.Cause.FAILURE_POLICY);
            boolean layerMissing =
                    facts.plan().map(RunPlanned::candidateClasses).orElse(0) > 0
                            && plannedLayers().stream()
                                    .anyMatch(layer -> !facts.layersStarted().contains(layer.name()));
            boolean strangeRefusal = facts.refused().isPresent()
                    && !refused(Verdict.INVALID)
                    && !refused(Verdict.REFUSED)
                    && !refused(Verdict.NO_ENVIRONMENT);
            return !facts.defects().isEmpty()
                    || !facts.undiscovered().isEmpty()
                    || missing
                    || strangeRefusal
                    || ((notRun || policy) && !explained)
                    || (layerMissing && !red);
        }

        /** Whether its class, or one that encloses it, failed: quarantined or not, that is why the test did not run. */
        private boolean belowFailedContainer(TestFact test) {
            String name = test.test().className();
            for (int end = name.length(); end > 0; end = name.lastIndexOf('$', end - 1)) {
                if (failedClasses.contains(name.substring(0, end))) {
                    return true;
                }
            }
            return false;
        }

        /** 6, where nothing else holds. */
        private boolean degraded() {
            boolean fellBack = facts.environment()
                    .filter(ready -> ready.provenance().degraded())
                    .isPresent();
            boolean inTree = facts.environmentFailures().stream()
                    .flatMap(failed -> failed.diagnoses().stream())
                    .anyMatch(DiagnosisText::inTree);
            return fellBack
                    && switch (rules.degraded()) {
                        case PASS -> false;
                        case FAIL -> true;
                        case AUTO -> rules.ci() && inTree;
                    };
        }

        private List<RunPlanned.Layer> plannedLayers() {
            return facts.plan().map(RunPlanned::layers).orElse(List.of());
        }

        private boolean quarantined(TestFact test) {
            return rules.quarantined()
                    .covers(test.test().className(), test.test().xmlName());
        }
    }
}
