package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.environment.WorkerSecrets.Ageing;
import java.io.IOException;
import java.util.Optional;

/**
 * The place of one worker after the other: a worker that did its work well may stay for the next class of the same
 * unit. Belongs to one lane.
 */
final class WorkerSeat {
    private final int number;
    private final int lanes;
    private final boolean reuse;
    private Optional<Seated> idle = Optional.empty();

    private record Seated(Worker worker, UnitContext context) {}

    /**
     * A place.
     *
     * @param number of the lane, from 1
     * @param lanes how many there are
     * @param reuse whether a worker may stay
     */
    WorkerSeat(int number, int lanes, boolean reuse) {
        this.number = number;
        this.lanes = lanes;
        this.reuse = reuse;
    }

    /** The worker that stayed, else a new one. */
    Worker take(UnitContext context) throws IOException, InterruptedException {
        Optional<Seated> stayed = idle;
        idle = Optional.empty();
        if (stayed.isPresent() && stayed.get().worker().process().isAlive()) {
            return stayed.get().worker();
        }
        if (stayed.isPresent()) {
            new Farewell(stayed.get().context(), stayed.get().worker()).say();
        }
        return Worker.start(context, new WorkerCommand(context, number, lanes));
    }

    /** A worker has done its work and lives. */
    void done(Worker worker, UnitContext context) throws InterruptedException {
        if (reuse) {
            idle = Optional.of(new Seated(worker, context));
        } else {
            new Farewell(context, worker).say();
        }
    }

    /**
     * Lets go of the worker that stayed where its environment variables are about to be out of date: nobody can change
     * them. Called between classes only, so that each worker runs at least one.
     */
    void retireAgeing() throws InterruptedException {
        if (idle.flatMap(stayed -> stayed.worker().ages()).filter(Ageing::isDue).isPresent()) {
            leave();
        }
    }

    /** Whoever comes next gets a new worker. */
    void leave() throws InterruptedException {
        Optional<Seated> stayed = idle;
        idle = Optional.empty();
        if (stayed.isPresent()) {
            new Farewell(stayed.get().context(), stayed.get().worker()).say();
        }
    }
}
