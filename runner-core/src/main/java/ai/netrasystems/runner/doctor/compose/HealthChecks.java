package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ContainerSpec;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.compose.ContainerSpec.HealthCheck;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.environment.image.Instruction;
import ai.netrasystems.runner.environment.image.Stage;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Services that somebody waits for, and that say nowhere when they are ready. */
final class HealthChecks {
    private final ComposeFile file;
    private final Set<ServiceName> awaited;

    /** @param awaited services that tests need, by {@code runner.yml} */
    HealthChecks(ComposeFile file, Set<ServiceName> awaited) {
        this.file = file;
        this.awaited = awaited;
    }

    List<Finding> missing() {
        return file.services().values().stream()
                .filter(this::runsAsContainer)
                .filter(Predicate.not(this::isJob))
                .filter(Predicate.not(this::hasOne))
                .flatMap(service -> whoWaits(service).stream().map(who -> finding(service, who)))
                .toList();
    }

    private boolean runsAsContainer(ComposeService service) {
        ContainerSpec container = service.container();
        return container.image().isPresent() || container.build().isPresent();
    }

    /** It is to end: who needs it waits for that. */
    private boolean isJob(ComposeService service) {
        boolean endsLocally = service.local()
                .map(local -> local.<Boolean>fold(
                        embedded -> false,
                        command -> command.ready().<Boolean>fold(http -> false, tcp -> false, () -> true)))
                .orElse(false);
        return endsLocally
                || waits(service, Condition.SERVICE_COMPLETED_SUCCESSFULLY).isPresent();
    }

    private Optional<String> whoWaits(ComposeService service) {
        if (!service.inject().isEmpty() || service.tokenEndpoint().isPresent() || awaited.contains(service.name())) {
            return Optional.of("tests wait for service `" + service.name() + "`");
        }
        return waits(service, Condition.SERVICE_HEALTHY)
                .map(who -> "service `" + who + "` waits until `" + service.name() + "` is healthy");
    }

    private Optional<ServiceName> waits(ComposeService service, Condition condition) {
        return file.services().values().stream()
                .filter(other -> other.dependsOn().stream()
                        .anyMatch(dependency ->
                                dependency.service().equals(service.name()) && dependency.condition() == condition))
                .map(ComposeService::name)
                .findFirst();
    }

    private boolean hasOne(ComposeService service) {
        Optional<HealthCheck> own = service.container().healthCheck();
        if (own.filter(HealthCheck::disabled).isPresent()) {
            return false;
        }
        boolean tested = own.filter(check -> !check.test().isEmpty()).isPresent();
        return tested
                || service.container()
                        .build()
                        .filter(HealthChecks::inDockerfile)
                        .isPresent();
    }

    private static boolean inDockerfile(Build build) {
        if (!Files.isRegularFile(build.dockerfile())) {
            return false;
        }
        return Dockerfile.read(build.dockerfile())
                .<Boolean>fold(
                        dockerfile -> inStage(dockerfile.stages(build.arguments()), build.target()), problems -> false);
    }

    /** The last HEALTHCHECK counts, of the stage or of the stages that it begins with. */
    private static boolean inStage(List<Stage> stages, Optional<String> target) {
        Optional<Stage> at = Stage.built(stages, target);
        while (at.isPresent()) {
            Optional<Instruction> last = at.get().instructions().stream()
                    .filter(instruction -> instruction.is("HEALTHCHECK"))
                    .reduce((first, second) -> second);
            if (last.isPresent()) {
                return !last.get().rest().strip().equalsIgnoreCase("NONE");
            }
            at = at.get().parent().map(stages::get);
        }
        return false;
    }

    private static Finding finding(ComposeService service, String who) {
        boolean disabled =
                service.container().healthCheck().filter(HealthCheck::disabled).isPresent();
        boolean built = service.container().build().isPresent();
        return Finding.of(
                Rule.COMPOSE_HEALTH_MISSING,
                service.origin(),
                who
                        + (disabled
                                ? ", and its `healthcheck` is disabled"
                                : ", and it has no `healthcheck`"
                                        + (built
                                                ? ", nor has its Dockerfile"
                                                : " (its image may have one, which can't be known here)")),
                "give it a `healthcheck` that succeeds once it answers");
    }
}
