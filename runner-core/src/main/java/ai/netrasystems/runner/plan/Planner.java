package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RequestCheck;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
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
     * @param offered kinds that this build can provide, in the order in which {@code auto} tries them; never empty
     */
    public static Checked<RunPlan> plan(
            RunnerConfig config,
            RunRequest request,
            List<TestModule> modules,
            LocalDate today,
            List<EnvironmentKind> offered) {
        if (offered.isEmpty()) {
            throw new IllegalArgumentException("no environment offered");
        }
        return RequestCheck.check(request, config)
                .then(checked -> Checked.valid(planChecked(config, checked, modules, today, offered)));
    }

    private static RunPlan planChecked(
            RunnerConfig config,
            RunRequest request,
            List<TestModule> modules,
            LocalDate today,
            List<EnvironmentKind> offered) {
        ChosenLayers chosen = ChosenLayers.of(config, request);
        LayerPlanner layerPlanner = new LayerPlanner(config, request, modules);
        List<PlannedLayer> layers = new ArrayList<>();
        Set<ServiceName> services = new TreeSet<>();
        for (LayerFilter layer : LayerFilter.each(chosen.layers(), request.selection())) {
            LayerPlanner.Result planned = layerPlanner.plan(layer);
            layers.add(planned.layer());
            services.addAll(planned.services());
        }
        List<String> notes = new ArrayList<>(chosen.notes());
        notes.addAll(PlanNotes.of(layers, request));
        boolean needed = !services.isEmpty() && !request.noDocker();
        return new RunPlan(
                chosen.mode(),
                List.copyOf(layers),
                needed ? Collections.unmodifiableSet(services) : Set.of(),
                needed ? environments(request, offered) : List.of(EnvironmentKind.NONE),
                budget(config, request, chosen),
                request.control().failFast(),
                request.noDocker(),
                config.quarantine().stream()
                        .filter((Quarantine entry) -> !today.isAfter(entry.until()))
                        .toList(),
                List.copyOf(notes));
    }

    private static List<EnvironmentKind> environments(RunRequest request, List<EnvironmentKind> offered) {
        return switch (request.environment().orElse(EnvironmentChoice.AUTO)) {
            case AUTO -> List.copyOf(offered);
            case LOCAL -> List.of(EnvironmentKind.LOCAL);
        };
    }

    private static Optional<Duration> budget(RunnerConfig config, RunRequest request, ChosenLayers chosen) {
        return request.control()
                .timeout()
                .or(chosen::budget)
                .or(() -> config.timeout().map(setting -> setting.value()));
    }
}
