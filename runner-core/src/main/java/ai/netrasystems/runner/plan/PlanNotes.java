package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.ProviderOrder;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lines for the person about a plan. */
final class PlanNotes {
    private PlanNotes() {}

    static List<String> of(List<PlannedLayer> layers, RunRequest request) {
        List<String> notes = new ArrayList<>();
        request.control()
                .testTimeout()
                .ifPresent(test -> layers.forEach(layer -> layer.budget()
                        .filter(budget -> test.compareTo(budget) > 0)
                        .ifPresent(budget -> notes.add("--test-timeout " + DurationText.format(test)
                                + " is longer than the budget of layer " + layer.name() + " ("
                                + DurationText.format(budget)
                                + "), which ends first"))));
        if (layers.stream().allMatch(layer -> layer.units().isEmpty())) {
            notes.add(nothing(layers));
        }
        return notes;
    }

    /** About where the run goes; {@code needed}: whether it has services at all. */
    static List<String> where(ProviderOrder order, RunRequest.Where where, boolean needed) {
        List<String> notes = new ArrayList<>();
        order.ignored().forEach(ignored -> notes.add(ignored.note()));
        if (where.skipHealthCheck() && !(needed && order.environments().contains(EnvironmentKind.STAGING))) {
            notes.add("--skip-health-check has no effect: staging is not tried");
        }
        return notes;
    }

    private static String nothing(List<PlannedLayer> layers) {
        String categories = layers.stream()
                .flatMap(layer -> layer.categories().stream())
                .map(category -> category.name().toString())
                .collect(Collectors.joining(", "));
        return categories.isEmpty()
                ? "no test class matches the selection"
                : "no test class matches the selection; categories without a candidate: " + categories;
    }
}
