package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.RunEvent.BudgetExhausted;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.DefectFound;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.event.RunEvent.EnvironmentFailed;
import ai.netrasystems.runner.event.RunEvent.EnvironmentReady;
import ai.netrasystems.runner.event.RunEvent.RunPlanned;
import ai.netrasystems.runner.event.RunEvent.RunRefused;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.event.RunEvent.WorkerEnded;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.TestId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run's events say, in the form in which the verdict and the summaries ask. Immutable.
 *
 * @param plan empty where the run ended before it had one
 * @param tests everything discovered, in that order, containers too
 * @param undiscovered tests that began or ended and were never announced: a defect
 * @param containerFailures in order
 * @param discoveryErrors findings of engines that are errors, and classes that failed to load
 * @param deaths workers that ended unasked, where no test is known to have caused it
 * @param budgets that ended
 * @param stops why the run stopped before its plan was done
 * @param refused why no test was to run at all
 * @param buildFailed whether the project did not compile
 * @param environmentFailures providers that failed
 * @param environment what the services came from
 * @param layersStarted layers whose turn came
 * @param defects of the runner
 */
public record RunFacts(
        Optional<RunPlanned> plan,
        List<TestFact> tests,
        List<TestId> undiscovered,
        List<ContainerFailed> containerFailures,
        List<DiscoveryProblem> discoveryErrors,
        List<WorkerEnded> deaths,
        List<BudgetExhausted> budgets,
        List<RunStopped> stops,
        Optional<RunRefused> refused,
        boolean buildFailed,
        List<EnvironmentFailed> environmentFailures,
        Optional<EnvironmentReady> environment,
        Set<LayerName> layersStarted,
        List<DefectFound> defects) {
    /** Copies the collections. */
    public RunFacts {
        tests = List.copyOf(tests);
        undiscovered = List.copyOf(undiscovered);
        containerFailures = List.copyOf(containerFailures);
        discoveryErrors = List.copyOf(discoveryErrors);
        deaths = List.copyOf(deaths);
        budgets = List.copyOf(budgets);
        stops = List.copyOf(stops);
        environmentFailures = List.copyOf(environmentFailures);
        layersStarted = Set.copyOf(layersStarted);
        defects = List.copyOf(defects);
    }

    /**
     * One discovered test.
     *
     * @param started whether its body began
     * @param attempts number of its last attempt that ended; 0 for none
     * @param outcome of its last attempt; empty while it has none
     * @param reason why it was skipped, not run, ...
     */
    public record TestFact(
            DiscoveredTest test,
            LayerName layer,
            ModuleId module,
            Provenance provenance,
            boolean started,
            int attempts,
            Optional<Outcome> outcome,
            Optional<String> reason) {
        /** Whether it counts as a test: a container does only where it got an outcome (a template that is disabled). */
        public boolean counts() {
            return !test.container() || outcome.isPresent();
        }

        /** Whether its body ran to a judgement. */
        public boolean executed() {
            return outcome.map(Outcome::executed).orElse(false);
        }

        /** Whether it has that outcome. */
        public boolean is(Outcome wanted) {
            return outcome.equals(Optional.of(wanted));
        }
    }

    /** How many tests have each outcome; outcomes that none has are left out. */
    public Map<Outcome, Integer> counts() {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        tests.forEach(test -> test.outcome().ifPresent(outcome -> counts.merge(outcome, 1, Integer::sum)));
        return counts;
    }

    /** Whether a budget that covers the layer ended. */
    boolean outOfTime(LayerName layer) {
        return budgets.stream()
                .anyMatch(budget -> budget.layer().map(layer::equals).orElse(true));
    }
}
