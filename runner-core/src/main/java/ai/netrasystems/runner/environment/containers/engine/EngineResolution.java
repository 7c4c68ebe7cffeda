package ai.netrasystems.runner.environment.containers.engine;

import java.util.List;
import java.util.function.Function;

/** Which engine is meant. */
public sealed interface EngineResolution {
    /**
     * Somebody named one, or sockets were found.
     *
     * @param addresses in the order in which they are tried; more than one only where nobody named any; empty where
     *     there is none
     * @param lookedFor every place in that order, whether there is something or not
     */
    record Candidates(List<EngineAddress> addresses, List<String> lookedFor) implements EngineResolution {
        /** Copies the lists. */
        public Candidates {
            addresses = List.copyOf(addresses);
            lookedFor = List.copyOf(lookedFor);
        }

        @Override
        public <R> R fold(Function<Candidates, R> candidates, Function<EngineDiagnosis, R> unusable) {
            return candidates.apply(this);
        }
    }

    /** What names it can't be followed. */
    record Unusable(EngineDiagnosis diagnosis) implements EngineResolution {
        @Override
        public <R> R fold(Function<Candidates, R> candidates, Function<EngineDiagnosis, R> unusable) {
            return unusable.apply(diagnosis);
        }
    }

    /** One function per case. */
    <R> R fold(Function<Candidates, R> candidates, Function<EngineDiagnosis, R> unusable);
}
