package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.EffectiveControl;
import ai.netrasystems.runner.config.Fallback;
import ai.netrasystems.runner.config.ProviderOrder;
import ai.netrasystems.runner.config.RequestCheck;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.config.RunnerConfig.Quarantine;
import ai.netrasystems.runner.config.RunnerConfig.RetrySettings;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.plan.ExecutionPolicy.Retries;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import java.time.Duration;
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
     * @param occasion what else the plan depends on
     */
    public static Checked<RunPlan> plan(
            RunnerConfig config, RunRequest request, List<TestModule> modules, Occasion occasion) {
        return RequestCheck.check(request, config)
                .then(checked -> ModuleGroups.check(modules, config))
                .then(checked -> Checked.valid(planChecked(config, request, modules, occasion)));
    }

    private static RunPlan planChecked(
            RunnerConfig config, RunRequest request, List<TestModule> modules, Occasion occasion) {
        ChosenLayers chosen = ChosenLayers.of(config, request);
        EffectiveControl control = EffectiveControl.of(request, config);
        Optional<Long> seed = request.control()
                .course()
                .seed()
                .or(() -> control.randomOrder() ? Optional.of(occasion.seed()) : Optional.empty());
        LayerPlanner layerPlanner = new LayerPlanner(config, request, control, occasion, seed, modules);
        List<PlannedLayer> layers = new ArrayList<>();
        Set<ServiceName> services = new TreeSet<>();
        for (LayerPlanner.Filters layer : filters(chosen, request)) {
            LayerPlanner.Result planned = layerPlanner.plan(layer);
            layers.add(planned.layer());
            services.addAll(planned.services());
        }
        ProviderOrder order = ProviderOrder.of(request, config);
        boolean needed = !services.isEmpty() && !request.where().noDocker();
        List<String> notes = new ArrayList<>(chosen.notes());
        notes.addAll(ModuleGroups.notes(modules, config));
        notes.addAll(ControlNotes.of(config, request, control, seed, occasion.earlier()));
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
                policy(request, control, seed),
                request.where().noDocker(),
                config.quarantine().stream()
                        .filter((Quarantine entry) -> !occasion.today().isAfter(entry.until()))
                        .toList(),
                List.copyOf(notes));
    }

    private static List<LayerPlanner.Filters> filters(ChosenLayers chosen, RunRequest request) {
        List<LayerFilter> surefire = LayerFilter.each(chosen.layers(), false, request.selection(), chosen.alsoIn());
        List<LayerFilter> failsafe = LayerFilter.each(chosen.layers(), true, request.selection(), chosen.alsoIn());
        List<LayerPlanner.Filters> filters = new ArrayList<>();
        for (int i = 0; i < surefire.size(); i++) {
            filters.add(new LayerPlanner.Filters(surefire.get(i), failsafe.get(i)));
        }
        return filters;
    }

    private static ExecutionPolicy policy(RunRequest request, EffectiveControl control, Optional<Long> seed) {
        RetrySettings retries = control.retrySettings();
        return new ExecutionPolicy(
                request.control().failures().failFast()
                        ? Optional.of(1)
                        : request.control().failures().maxFailures(),
                control.retries() == 0
                        ? Retries.none()
                        : new Retries(
                                control.retries(),
                                retries.backoff().value(),
                                retries.brake().value()),
                control.repeat(),
                seed,
                request.control().course().debug());
    }

    private static Optional<Duration> budget(RunnerConfig config, RunRequest request, ChosenLayers chosen) {
        return request.control().course().debug()
                ? Optional.empty()
                : request.control()
                        .timeout()
                        .or(chosen::budget)
                        .or(() -> config.timeout().map(setting -> setting.value()));
    }
}
