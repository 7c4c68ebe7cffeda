package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.config.ProviderOrder;
import ai.netrasystems.runner.config.RequestCheck;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.RunnerConfig.Quarantine;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides everything that is decided about a run. Pure: the same arguments give an equal plan. No candidate at all is
 * a valid plan without units; its notes say which categories have none.
 */
public final class Planner {
    private Planner() {}

    /**
     * Plans a run.
     *
     * @param modules in the order of the build
     * @param today for quarantine: an entry holds up to and including its day
     */
    public static Checked<RunPlan> plan(
            RunnerConfig config, RunRequest request, List<TestModule> modules, LocalDate today) {
        return RequestCheck.check(request, config)
                .then(checked -> Checked.valid(planChecked(config, checked, modules, today)));
    }

    private static RunPlan planChecked(
            RunnerConfig config, RunRequest request, List<TestModule> modules, LocalDate today) {
        ChosenLayers chosen = ChosenLayers.of(config, request);
        LayerPlanner layerPlanner = new LayerPlanner(config, request, modules);
        List<PlannedLayer> layers = new ArrayList<>();
        Set<ServiceName> services = new TreeSet<>();
        for (LayerFilter layer : LayerFilter.each(chosen.layers(), request.selection(), chosen.alsoIn())) {
            LayerPlanner.Result planned = layerPlanner.plan(layer);
            layers.add(planned.layer());
            services.addAll(planned.services());
        }
        ProviderOrder order = ProviderOrder.of(request, config);
        boolean needed = !services.isEmpty() && !request.where().noDocker();
        List<String> notes = new ArrayList<>(chosen.notes());
        notes.addAll(PlanNotes.of(layers, request));
        if (!services.isEmpty()) {
            notes.addAll(PlanNotes.where(order, request.where(), needed));
        }
        return new RunPlan(
                chosen.mode(),
                List.copyOf(layers),
                needed ? Collections.unmodifiableSet(services) : Set.of(),
                needed ? order.environments() : List.of(EnvironmentKind.NONE),
                needed ? order.fallback() : Fallback.NEVER,
                budget(config, request, chosen),
                new ExecutionPolicy(
                        request.control().failFast() ? Optional.of(1) : Optional.empty(),
                        ExecutionPolicy.Retries.none(),
                        1,
                        Optional.empty(),
                        false),
                request.where().noDocker(),
                config.quarantine().stream()
                        .filter((Quarantine entry) -> !today.isAfter(entry.until()))
                        .toList(),
                List.copyOf(notes));
    }

    private static Optional<Duration> budget(RunnerConfig config, RunRequest request, ChosenLayers chosen) {
        return request.control()
                .timeout()
                .or(chosen::budget)
                .or(() -> config.timeout().map(setting -> setting.value()));
    }
}
