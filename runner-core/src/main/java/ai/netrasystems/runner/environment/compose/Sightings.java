package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Published;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Unsupported;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a reading sees beside what a run needs: of problems, which are the runner's own and which another file may mend;
 * ports of the host; how builds are written. For one reading, one thread.
 */
final class Sightings {
    private final Map<Problem, Unsupported> unsupported = new LinkedHashMap<>();
    private final Set<Problem> dangling = new HashSet<>();
    private final List<Published> ports = new ArrayList<>();
    private final List<SeenBuild> builds = new ArrayList<>();

    /** A {@code build} with the values that it was read from, variables filled in. */
    record SeenBuild(
            ServiceName service,
            Build build,
            Optional<YamlScalar> context,
            Optional<YamlScalar> dockerfile,
            boolean inline) {}

    /** Compose does it, and the runner does not. */
    Problem unsupported(Optional<ServiceName> service, String what, Problem problem) {
        unsupported.putIfAbsent(problem, new Unsupported(service, what, problem));
        return problem;
    }

    /** Another file, given beside this one, may bring what is missing. */
    Problem dangling(Problem problem) {
        dangling.add(problem);
        return problem;
    }

    void published(Published port) {
        ports.add(port);
    }

    void built(SeenBuild build) {
        builds.add(build);
    }

    boolean isUnsupported(Problem problem) {
        return unsupported.containsKey(problem);
    }

    boolean isDangling(Problem problem) {
        return dangling.contains(problem);
    }

    List<Unsupported> unsupported() {
        return List.copyOf(unsupported.values());
    }

    List<Published> ports() {
        return List.copyOf(ports);
    }

    List<SeenBuild> builds() {
        return List.copyOf(builds);
    }
}
