package ai.netrasystems.runner.environment;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the attempt to provide an environment ended. */
public sealed interface ProvisionOutcome {
    /** The services are up; {@code lease} closes what was started for them. */
    record Ready(RunningEnvironment environment, EnvironmentLease lease) implements ProvisionOutcome {
        @Override
        public <R> R fold(Function<Ready, R> ready, Function<Failed, R> failed, Supplier<R> stopped) {
            return ready.apply(this);
        }
    }

    /** They are not, and nothing of them is left. {@code diagnoses}: root causes first, never empty. */
    record Failed(List<Diagnosis> diagnoses) implements ProvisionOutcome {
        @Override
        public <R> R fold(Function<Ready, R> ready, Function<Failed, R> failed, Supplier<R> stopped) {
            return failed.apply(this);
        }
    }

    /** The run was told to stop meanwhile; nothing of the services is left. */
    record Stopped() implements ProvisionOutcome {
        @Override
        public <R> R fold(Function<Ready, R> ready, Function<Failed, R> failed, Supplier<R> stopped) {
            return stopped.get();
        }
    }

    /** One function per case. */
    <R> R fold(Function<Ready, R> ready, Function<Failed, R> failed, Supplier<R> stopped);
}
