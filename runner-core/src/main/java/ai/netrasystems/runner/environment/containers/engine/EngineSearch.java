package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis.Absent;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis.Forbidden;
import ai.netrasystems.runner.model.StopSignal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The one way to the engine: which is meant, whether it answers, and a client for it. */
public final class EngineSearch {
    private final EngineMachine machine;

    /** A search on that machine. */
    public EngineSearch(EngineMachine machine) {
        this.machine = machine;
    }

    /** What came of a search. */
    public sealed interface Result {
        /** An engine that answers. */
        record Found(Engine engine) implements Result {
            @Override
            public <R> R fold(Function<Engine, R> found, Function<EngineDiagnosis, R> none, Supplier<R> stopped) {
                return found.apply(engine);
            }
        }

        /** None that can be used. */
        record None(EngineDiagnosis diagnosis) implements Result {
            @Override
            public <R> R fold(Function<Engine, R> found, Function<EngineDiagnosis, R> none, Supplier<R> stopped) {
                return none.apply(diagnosis);
            }
        }

        /** The run was told to stop meanwhile. */
        record Stopped() implements Result {
            @Override
            public <R> R fold(Function<Engine, R> found, Function<EngineDiagnosis, R> none, Supplier<R> stopped) {
                return stopped.get();
            }
        }

        /** One function per case. */
        <R> R fold(Function<Engine, R> found, Function<EngineDiagnosis, R> none, Supplier<R> stopped);
    }

    /** Searches; each engine that is asked gets {@link EngineProbe#PATIENCE}. Remembers nothing. */
    public Result find(StopSignal stop) {
        return new EngineResolver(machine)
                .resolve()
                .fold(candidates -> first(candidates, stop), diagnosis -> new Result.None(diagnosis));
    }

    private Result first(EngineResolution.Candidates candidates, StopSignal stop) {
        Optional<EngineDiagnosis> earliest = Optional.empty();
        for (EngineAddress address : candidates.addresses()) {
            EngineAnswer answer = new EngineProbe(machine.user()).ask(address, stop);
            Optional<Result> decided = answer.fold(
                    facts -> Optional.of(new Result.Found(Engine.connect(address, facts))),
                    // A dead socket beside a live one is common; an engine that hangs is the one that is meant.
                    diagnosis -> diagnosis instanceof Absent || diagnosis instanceof Forbidden
                            ? Optional.empty()
                            : Optional.of(new Result.None(diagnosis)),
                    () -> Optional.of(new Result.Stopped()));
            if (decided.isPresent()) {
                return decided.get();
            }
            if (earliest.isEmpty()) {
                earliest = answer.fold(facts -> Optional.empty(), Optional::of, Optional::empty);
            }
        }
        return new Result.None(earliest.orElseGet(() -> new Absent(
                "there is no socket of one", List.of("looked for " + String.join(", ", candidates.lookedFor())))));
    }
}
