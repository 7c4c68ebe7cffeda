package ai.netrasystems.runner.run;

import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.plan.RunPlan;
import ai.netrasystems.runner.plan.TestModule;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What preparing a run came to. */
sealed interface Prepared {
    /** A plan, and the modules that it was made from. */
    record Ready(RunPlan plan, List<TestModule> modules) implements Prepared {
        @Override
        public <R> R fold(
                Function<Ready, R> ready,
                Function<DidNotCompile, R> didNotCompile,
                Function<Refused, R> refused,
                Supplier<R> stopped) {
            return ready.apply(this);
        }
    }

    /** The project does not compile; {@code output} says where. */
    record DidNotCompile(List<String> output) implements Prepared {
        @Override
        public <R> R fold(
                Function<Ready, R> ready,
                Function<DidNotCompile, R> didNotCompile,
                Function<Refused, R> refused,
                Supplier<R> stopped) {
            return didNotCompile.apply(this);
        }
    }

    /** Wrong usage or configuration. */
    record Refused(List<Problem> problems) implements Prepared {
        @Override
        public <R> R fold(
                Function<Ready, R> ready,
                Function<DidNotCompile, R> didNotCompile,
                Function<Refused, R> refused,
                Supplier<R> stopped) {
            return refused.apply(this);
        }
    }

    /** The run was told to stop meanwhile. */
    record Stopped() implements Prepared {
        @Override
        public <R> R fold(
                Function<Ready, R> ready,
                Function<DidNotCompile, R> didNotCompile,
                Function<Refused, R> refused,
                Supplier<R> stopped) {
            return stopped.get();
        }
    }

    /** One function per case. */
    <R> R fold(
            Function<Ready, R> ready,
            Function<DidNotCompile, R> didNotCompile,
            Function<Refused, R> refused,
            Supplier<R> stopped);
}
