package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.containers.cleanup.ProjectId;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import java.time.Duration;
import java.util.Map;

/**
 * What the containers provider needs to know of the machine and of the person's settings.
 *
 * @param engine which engine is meant
 * @param project whose images these are, across runs
 * @param serviceBudget for one service, from when its image and what it depends on are there
 * @param keep whether containers stay when the run ends ({@code --keep-environment})
 */
public record ContainersMachine(
        EngineMachine engine, HostProcesses host, ProjectId project, Duration serviceBudget, boolean keep) {
    /** Budget of one service where nothing else is said. */
    public static final Duration SERVICE_BUDGET = Duration.ofSeconds(60);

    /** The runner's own environment variables: a docker CLI needs some of them. */
    Map<String, String> variables() {
        return engine.variables();
    }
}
