package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.environment.compose.ContainerSpec.HealthCheck;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What must hold between services that run as containers. One with neither {@code image} nor {@code build} is no mistake:
 * it runs locally alone, and containers are then not configured.
 */
final class ContainerChecks {
    private ContainerChecks() {}

    static List<Problem> check(ComposeFile file, Set<ServiceName> needed) {
        List<Problem> problems = new ArrayList<>();
        for (ComposeService service : file.services().values()) {
            if (needed.contains(service.name())) {
                neverHealthy(file, service, problems);
                problems.addAll(unpublishedPorts(file, service));
            }
        }
        return problems;
    }

    private static void neverHealthy(ComposeFile file, ComposeService service, List<Problem> problems) {
        for (Dependency dependency : service.dependsOn()) {
            boolean disabled = file.service(dependency.service())
                    .container()
                    .healthCheck()
                    .filter(HealthCheck::disabled)
                    .isPresent();
            if (disabled && dependency.condition() == Condition.SERVICE_HEALTHY) {
                problems.add(Problem.of(
                        "`" + service.name() + "` waits until `" + dependency.service()
                                + "` is healthy, whose `healthcheck` is disabled",
                        dependency.origin(),
                        "give it a `healthcheck`, or wait for `service_started`"));
            }
        }
    }

    /** A port that tests are told of, and that nothing outside the run's network can reach. */
    static List<Problem> unpublishedPorts(ComposeFile file, ComposeService service) {
        List<Problem> problems = new ArrayList<>();
        ComposeChecks.forTests(service)
                .forEach(template -> template.ports().forEach(port -> {
                    ContainerSpec container = file.service(port.service()).container();
                    Set<Integer> published = container.ports();
                    boolean localAlone =
                            container.image().isEmpty() && container.build().isEmpty();
                    if (!localAlone && !published.contains(port.number())) {
                        problems.add(Problem.of(
                                "the container of `" + port.service() + "` does not publish port " + port.number(),
                                template.origin(),
                                published.isEmpty()
                                        ? "name the port in its `ports`"
                                        : "ports of `" + port.service() + "`: " + ComposeChecks.join(published)));
                    }
                }));
        return problems;
    }
}
