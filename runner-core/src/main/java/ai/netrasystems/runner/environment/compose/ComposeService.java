package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service of a Compose file.
 *
 * @param built whether it has a {@code build:}, so that its failures lie in the tree
 * @param dependsOn {@code depends_on}
 * @param environment Compose's own {@code env_file} and {@code environment}: for containers, and for embedded servers'
 *     database and user
 * @param container how it runs as a container; with neither an image nor a build where the file names neither
 * @param containerProblems what forbids that it runs as a container: keys that the runner does not support there, and
 *     values that are wrong; of no concern to a run elsewhere
 * @param inject variables that tests get, by {@code x-runner.inject}
 * @param local {@code x-runner.local}
 * @param tokenEndpoint {@code x-runner.token.endpoint}
 * @param origin where it begins
 */
public record ComposeService(
        ServiceName name,
        boolean built,
        List<Dependency> dependsOn,
        Map<String, String> environment,
        ContainerSpec container,
        List<Problem> containerProblems,
        Map<String, Template> inject,
        Optional<LocalStart> local,
        Optional<Template> tokenEndpoint,
        Origin origin) {

    /** Copies the collections, in order. */
    public ComposeService {
        dependsOn = List.copyOf(dependsOn);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        containerProblems = List.copyOf(containerProblems);
        inject = Collections.unmodifiableMap(new LinkedHashMap<>(inject));
    }

    /** What must be true of another service before this one starts. */
    public record Dependency(ServiceName service, Condition condition, Origin origin) {}

    /** The conditions of Compose's {@code depends_on}. */
    public enum Condition {
        SERVICE_STARTED,
        SERVICE_HEALTHY,
        SERVICE_COMPLETED_SUCCESSFULLY
    }
}
