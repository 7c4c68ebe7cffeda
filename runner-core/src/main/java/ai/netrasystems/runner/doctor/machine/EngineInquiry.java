package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import ai.netrasystems.runner.environment.containers.engine.EngineSearch;
import ai.netrasystems.runner.environment.sweep.ProjectSweep;
import ai.netrasystems.runner.model.StopSignal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the engine: whether it answers, where its data is, what dead runs left on it. Removes nothing. */
final class EngineInquiry {
    /** For all questions after the first: an engine that answered that one answers these in tens of milliseconds. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final EngineMachine machine;
    private final ProjectSweep sweep;

    EngineInquiry(EngineMachine machine, ProjectSweep sweep) {
        this.machine = machine;
        this.sweep = sweep;
    }

    EngineFindings ask(StopSignal stop) {
        return new EngineSearch(machine)
                .find(stop)
                .fold(this::ofOne, EngineFindings::unavailable, EngineFindings::notAsked);
    }

    private EngineFindings ofOne(Engine engine) {
        EngineFindings answers =
                EngineFindings.answers(engine.facts(), engine.address().foundBy());
        FutureTask<EngineFindings> more = new FutureTask<>(() -> answers.holding(
                engine.dataDirectory(), sweep.on(engine, true, false).removed()));
        Thread thread = new Thread(more, "engine-questions");
        thread.setDaemon(true);
        thread.start();
        try {
            return more.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException busy) {
            // It said what it is, which is what was asked for.
            return answers;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return answers;
        }
    }
}
