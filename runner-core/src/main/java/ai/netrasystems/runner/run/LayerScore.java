package ai.netrasystems.runner.run;

import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.plan.RunPlan.PlannedLayer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counts a layer's outcomes as they pass by, for its failure policy. Thread-safe. */
final class LayerScore implements EventSink {
    private final EventSink onward;
    private final Map<TestId, Outcome> outcomes = new HashMap<>();
    private int containers;

    LayerScore(EventSink onward) {
        this.onward = onward;
    }

    @Override
    public void publish(RunEvent event) {
        onward.publish(event);
        synchronized (this) {
            if (event instanceof TestFinished finished) {
                outcomes.put(finished.test(), finished.outcome());
            } else if (event instanceof ContainerFailed) {
                containers++;
            }
        }
    }

    /** Forgets what it counted: another layer begins. */
    synchronized void begin() {
        outcomes.clear();
        containers = 0;
    }

    /** Why the next layer must not start, in one line; empty where it may. */
    synchronized Optional<String> stops(PlannedLayer layer) {
        long executed = outcomes.values().stream().filter(Outcome::executed).count();
        long failed = outcomes.values().stream().filter(Outcome::broken).count() + containers;
        if (failed == 0) {
            return Optional.empty();
        }
        String failures = failed + (failed == 1 ? " failure" : " failures") + " in layer " + layer.name();
        switch (layer.failFast()) {
            case IMMEDIATE, CATEGORY, LAYER -> {
                return Optional.of(failures);
            }
            case OFF -> {}
        }
        if (layer.maxFailures().filter(most -> failed > most).isPresent()) {
            return Optional.of(failures + ", at most " + layer.maxFailures().get() + " allowed");
        }
        double rate = executed == 0 ? 0 : (double) (executed - Math.min(failed, executed)) / executed;
        return rate < layer.passRate()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "layer %s passed %.1f %%, below %.1f %%",
                        layer.name(),
                        rate * 100,
                        layer.passRate() * 100))
                : Optional.empty();
    }
}
