package ai.netrasystems.runner.run;

import ai.netrasystems.runner.discovery.LauncherResolution;
import ai.netrasystems.runner.discovery.LauncherResolver;
import ai.netrasystems.runner.execution.LayerWork.LauncherJars;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.plan.RunPlan;
import ai.netrasystems.runner.plan.TestModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The launcher of every module that a plan runs.
 *
 * @param idle modules with candidates whose classpath holds no test framework: nothing of them can run
 */
record Launchers(Map<ModuleId, Found> byModule, List<TestModule> idle) {
    /** A module and its launcher. */
    record Found(TestModule module, LauncherJars jars) {}

    /** Resolves them all; every problem is listed. */
    static Checked<Launchers> resolve(RunPlan plan, List<TestModule> modules, LauncherResolver resolver) {
        Set<ModuleId> needed = plan.layers().stream()
                .flatMap(layer -> layer.units().stream())
                .map(RunPlan.WorkUnit::module)
                .collect(Collectors.toSet());
        Map<ModuleId, Found> found = new LinkedHashMap<>();
        List<TestModule> idle = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (TestModule module : modules) {
            if (needed.contains(module.id())) {
                resolver.resolve(module)
                        .<Boolean>fold(
                                resolution -> launcherOf(module, resolution)
                                        .map(it -> found.put(module.id(), it) == null)
                                        .orElseGet(() -> idle.add(module)),
                                problems::addAll);
            }
        }
        return problems.isEmpty()
                ? Checked.valid(new Launchers(found, List.copyOf(idle)))
                : new Checked.Invalid<>(problems);
    }

    private static Optional<Found> launcherOf(TestModule module, LauncherResolution resolution) {
        return resolution.fold(
                launcher -> Optional.of(new Found(module, new LauncherJars(launcher.version(), launcher.jars()))),
                Optional::empty);
    }

    /** The launcher of a module. */
    Optional<Found> of(ModuleId module) {
        return Optional.ofNullable(byModule.get(module));
    }
}
