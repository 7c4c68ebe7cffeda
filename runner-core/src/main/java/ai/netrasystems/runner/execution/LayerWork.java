package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import ai.netrasystems.runner.plan.TestModule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A layer with everything that its workers need.
 *
 * @param layer from the plan
 * @param units in order
 * @param deadline when the run's or the layer's budget ends, whichever is first; empty without budgets
 */
public record LayerWork(PlannedLayer layer, List<UnitWork> units, Optional<Instant> deadline) {
    /**
     * One request of one worker.
     *
     * @param unit from the plan
     * @param module how its JVM is started
     * @param launcher jars appended to the user's classpath: the worker's own and what of the platform is missing
     * @param environment what its tests see
     */
    public record UnitWork(WorkUnit unit, TestModule module, LauncherJars launcher, RunningEnvironment environment) {}

    /**
     * What is appended to the user's classpath.
     *
     * @param version of the JUnit Platform, for people
     * @param jars in order, the worker's own jar not among them
     */
    public record LauncherJars(String version, List<Path> jars) {}
}
