package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.ServiceName;
import java.util.List;

/** What rules say of a build that failed, beside what the builder said. Thread-safe. */
@FunctionalInterface
public interface BuildAdvice {
    /**
     * Lines for people, the most important first; none where there is nothing to say. Asked on a thread of its own that
     * is interrupted after a second or so, and then nobody waits for it any more.
     *
     * @param service whose image it is
     * @param cause what the diagnosis says already; empty where it does not know
     */
    List<String> of(ServiceName service, Build build, String cause);

    /** Says nothing. */
    static BuildAdvice none() {
        return (service, build, cause) -> List.of();
    }
}
