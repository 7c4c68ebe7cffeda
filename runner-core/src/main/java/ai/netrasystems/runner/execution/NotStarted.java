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

/** Classes that were planned and never came to a worker: each stands in the record once, as {@code not-run}. */
final class NotStarted {
    private final UnitContext unit;

    NotStarted(UnitContext unit) {
        this.unit = unit;
    }

    /** All classes of the unit. */
    void tellAll(LayerEnd why) {
        unit.unit.unit().classes().forEach(name -> tell(name, why));
    }

    /** Nobody has looked into it: how many tests it holds is unknown. */
    void tell(String className, LayerEnd why) {
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
                Outcome.NOT_RUN,
                Duration.ZERO,
                Optional.of("the class was not started: " + reason(why)),
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
