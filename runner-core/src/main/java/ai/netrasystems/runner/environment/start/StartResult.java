package ai.netrasystems.runner.environment.start;

import ai.netrasystems.runner.environment.Diagnosis;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the start of one service ended. */
public sealed interface StartResult {
    /** It is ready. {@code address}: for people; empty for a one-shot service. */
    record Up(String address) implements StartResult {
        @Override
        public <R> R fold(Function<Up, R> up, Function<Down, R> down, Supplier<R> cancelled) {
            return up.apply(this);
        }
    }

    /** It is not. */
    record Down(Diagnosis diagnosis) implements StartResult {
        @Override
        public <R> R fold(Function<Up, R> up, Function<Down, R> down, Supplier<R> cancelled) {
            return down.apply(this);
        }
    }

    /** It was not waited for any longer, for a reason that is not its own. */
    record Cancelled() implements StartResult {
        @Override
        public <R> R fold(Function<Up, R> up, Function<Down, R> down, Supplier<R> cancelled) {
            return cancelled.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<Up, R> up, Function<Down, R> down, Supplier<R> cancelled);
}
