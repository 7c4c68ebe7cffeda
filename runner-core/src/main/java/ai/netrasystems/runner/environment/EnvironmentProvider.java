package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Provides the services of a run. One implementation a kind, each unknown to the others. */
public interface EnvironmentProvider {
    /** Which kind it provides. */
    EnvironmentKind kind();

    /**
     * Brings the services up, and what they depend on, and waits until they are ready, within the budget. Whatever
     * it started is in the lease, or is gone again where it failed. Never throws for a failure of the environment.
     */
    ProvisionOutcome provision(Request request);

    /**
     * What is asked for.
     *
     * @param services needed by the tests themselves; never empty
     * @param runDirectory directory of this run's files ({@code .runner/runs/<run id>}); logs go below it
     * @param budget for all services together
     * @param secrets told of each secret before anything can write it, so that it reaches no log; any thread
     * @param stop a signal during the start ends it at once with {@link ProvisionOutcome.Stopped}
     */
    record Request(
            RunId run,
            Set<ServiceName> services,
            Path runDirectory,
            Duration budget,
            StopSignal stop,
            EventSink events,
            Consumer<Secret> secrets) {}
}
