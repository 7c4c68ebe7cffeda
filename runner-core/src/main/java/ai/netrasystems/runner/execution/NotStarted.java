package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Classes that were planned and never came to a worker: each stands in the record once, as {@code not-run}, or as
 * {@code infrastructure} where its environment is gone. */
final class NotStarted {
    private final UnitContext unit;

    NotStarted(UnitContext unit) {
        this.unit = unit;
    }

    /** All classes of the unit. */
    void tellAll(LayerEnd why) {
        unit.unit.unit().classes().forEach(name -> tell(name, why));
    }

    /** All of them, because their environment is gone: they are not to be judged, and it says so. */
    void tellAll(String gone) {
        unit.unit.unit().classes().forEach(name -> tell(name, Outcome.INFRASTRUCTURE, gone));
    }

    /** Nobody has looked into it: how many tests it holds is unknown. */
    void tell(String className, LayerEnd why) {
        tell(className, Outcome.NOT_RUN, reason(why));
    }

    private void tell(String className, Outcome outcome, String reason) {
        PlannedLayer layer = unit.work.layer();
        TestId id = new TestId(unit.unit.module().id() + ":" + className);
        DiscoveredTest all = new DiscoveredTest(
                id,
                "[class:" + className + "]",
                className,
                List.of(className),
                className,
                className,
                false,
                Set.of(),
                Optional.empty(),
                Set.of());
        unit.run.events.publish(new TestsDiscovered(
                layer.name(), unit.unit.module().id(), unit.unit.environment().provenance(), List.of(all)));
        unit.run.events.publish(new TestFinished(
                id,
                1,
                outcome,
                Duration.ZERO,
                Optional.of("the class was not started: " + reason),
                Optional.empty(),
                unit.unit.environment().provenance()));
    }

    private String reason(LayerEnd why) {
        return switch (why) {
            case COMPLETED -> "the runner broke";
            case FAILURE_POLICY -> unit.limit.reason().isEmpty() ? "a failure before it" : unit.limit.reason();
            case BUDGET -> "the budget ended";
            case STOPPED -> "the run was stopped";
        };
    }
}
