package ai.netrasystems.runner.environment.containers.engine;

import java.util.function.Function;
import java.util.function.Supplier;

/** What came of asking an engine. */
public sealed interface EngineAnswer {
    /** It said what it is, and the runner can use it. */
    record Answered(EngineFacts facts) implements EngineAnswer {
        @Override
        public <R> R fold(
                Function<EngineFacts, R> answered, Function<EngineDiagnosis, R> unusable, Supplier<R> stopped) {
            return answered.apply(facts);
        }
    }

    /** It can't be used. */
    record Unusable(EngineDiagnosis diagnosis) implements EngineAnswer {
        @Override
        public <R> R fold(
                Function<EngineFacts, R> answered, Function<EngineDiagnosis, R> unusable, Supplier<R> stopped) {
            return unusable.apply(diagnosis);
        }
    }

    /** The run was told to stop meanwhile. */
    record Stopped() implements EngineAnswer {
        @Override
        public <R> R fold(
                Function<EngineFacts, R> answered, Function<EngineDiagnosis, R> unusable, Supplier<R> stopped) {
            return stopped.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<EngineFacts, R> answered, Function<EngineDiagnosis, R> unusable, Supplier<R> stopped);
}
