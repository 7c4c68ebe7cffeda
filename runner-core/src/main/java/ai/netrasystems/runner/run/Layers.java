package ai.netrasystems.runner.run;

import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.BudgetExhausted;
import ai.netrasystems.runner.event.RunEvent.LayerFinished;
import ai.netrasystems.runner.event.RunEvent.LayerStarted;
import ai.netrasystems.runner.event.RunEvent.RunStopped;
import ai.netrasystems.runner.execution.EnvironmentState;
import ai.netrasystems.runner.execution.LayerEnd;
import ai.netrasystems.runner.execution.LayerExecution;
import ai.netrasystems.runner.execution.LayerWork;
import ai.netrasystems.runner.execution.LayerWork.UnitWork;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.RunPlan;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a plan's layers one after the other, within their budgets, until a policy or a signal says stop. */
final class Layers {
    private final RunPlan plan;
    private final LayerExecution.Settings settings;
    private final Launchers launchers;
    private final RunningEnvironment provided;
    private final EventSink events;
    private final EnvironmentState state;
    private final StopSignal stop;
    private final Clock clock;

    /**
     * For one run.
     *
     * @param provided the run's environment; what units without services see is {@code none}
     * @param state whether it is still there
     */
    Layers(
            RunPlan plan,
            LayerExecution.Settings settings,
            Launchers launchers,
            RunningEnvironment provided,
            EventSink events,
            EnvironmentState state,
            StopSignal stop,
            Clock clock) {
        this.plan = plan;
        this.settings = settings;
        this.launchers = launchers;
        this.provided = provided;
        this.events = events;
        this.state = state;
        this.stop = stop;
        this.clock = clock;
    }

    /** Runs them. The run's budget counts from here: the environment has a budget of its own. */
    void run() {
        LayerScore score = new LayerScore(events);
        LayerExecution execution = new LayerExecution(settings, score, stop, state, clock);
        Optional<Instant> runEnds = plan.budget().map(clock.instant()::plus);
        for (int i = 0; i < plan.layers().size(); i++) {
            PlannedLayer layer = plan.layers().get(i);
            Optional<String> why = run(layer, execution, score, runEnds);
            List<PlannedLayer> rest = plan.layers().subList(i + 1, plan.layers().size()).stream()
                    .filter(later -> !later.units().isEmpty())
                    .toList();
            if (why.isPresent() || stop.isRequested()) {
                why.filter(reason -> !rest.isEmpty()).ifPresent(reason -> tellOfRest(reason, rest));
                return;
            }
        }
    }

    /** Why nothing may follow this layer; empty where the next may. */
    private Optional<String> run(
            PlannedLayer layer, LayerExecution execution, LayerScore score, Optional<Instant> runEnds) {
        Instant begun = clock.instant();
        Optional<Instant> layerEnds = layer.budget().map(begun::plus);
        Optional<Instant> deadline =
                Stream.concat(runEnds.stream(), layerEnds.stream()).min(Instant::compareTo);
        events.publish(new LayerStarted(layer.name()));
        score.begin();
        LayerEnd end = execution.execute(new LayerWork(layer, work(layer), deadline));
        events.publish(new LayerFinished(layer.name(), Duration.between(begun, clock.instant())));
        return switch (end) {
            case COMPLETED -> score.stops(layer);
            case FAILURE_POLICY -> Optional.of("a failure in layer " + layer.name());
            case STOPPED -> Optional.of("the run was stopped");
            case BUDGET -> Optional.of(exhausted(layer, deadline.equals(layerEnds)));
        };
    }

    private String exhausted(PlannedLayer layer, boolean layersOwn) {
        Optional<LayerName> whose = layersOwn ? Optional.of(layer.name()) : Optional.empty();
        Duration budget = (layersOwn ? layer.budget() : plan.budget()).orElse(Duration.ZERO);
        events.publish(new BudgetExhausted(whose, budget));
        return layersOwn ? "the budget of layer " + layer.name() + " ended" : "the run's budget ended";
    }

    private List<UnitWork> work(PlannedLayer layer) {
        return layer.units().stream()
                .flatMap(unit -> launchers
                        .of(unit.module())
                        .map(found -> new UnitWork(
                                unit,
                                found.module(),
                                found.jars(),
                                unit.needsEnvironment() ? provided : RunningEnvironment.none()))
                        .stream())
                .toList();
    }

    private void tellOfRest(String reason, List<PlannedLayer> rest) {
        String names = rest.stream().map(layer -> layer.name().value()).collect(Collectors.joining(", "));
        events.publish(new RunStopped(RunStopped.Cause.FAILURE_POLICY, reason + "; not started: " + names));
    }
}
