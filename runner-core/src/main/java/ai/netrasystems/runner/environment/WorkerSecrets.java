package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.model.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The secrets of a run's workers: what one gets is what is true when it starts. Thread-safe. */
@FunctionalInterface
public interface WorkerSecrets {
    /**
     * For a worker that is about to start.
     *
     * @param lane its place among the workers side by side, from 1; who takes a place over gets what its predecessor would
     * @throws IOException where they can't be had
     */
    Snapshot forWorker(int lane) throws IOException;

    /** The same for each worker, for as long as the run lasts. */
    static WorkerSecrets of(Map<String, Secret> variables) {
        Snapshot always = new Snapshot(variables, Optional.empty());
        return lane -> always;
    }

    /**
     * What one worker gets.
     *
     * @param variables its environment variables
     * @param ages when the first of them is no longer good; empty where none ever is
     */
    record Snapshot(Map<String, Secret> variables, Optional<Ageing> ages) {
        /** Copies the map. */
        public Snapshot {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * A value that does not stay good.
     *
     * @param variable its name
     * @param end of its life
     * @param margin a worker takes no further class when no more than that is left
     */
    record Ageing(String variable, Expiry end, Duration margin) {
        /** Whether a worker that has it should take no further class. */
        public boolean isDue() {
            return end.isWithin(margin);
        }
    }
}
