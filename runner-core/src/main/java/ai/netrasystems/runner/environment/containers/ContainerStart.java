package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ContainerSpec;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.environment.start.StartResult;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Starts services as containers, each once its image is there, and waits until they are ready. Thread-safe.
 *
 * @param budget for one service, asked when its image is there
 * @param extra environment variables that one service alone gets
 * @param logs file of a service's log
 * @param volumes names of the engine by names in the file
 */
record ContainerStart(
        ComposeFile compose,
        RunResources resources,
        EngineCalls calls,
        Cancellation cancellation,
        ImageSupply images,
        PublishedPorts ports,
        Supplier<Duration> budget,
        Function<ComposeService, Map<String, String>> extra,
        Function<ServiceName, Path> logs,
        String network,
        String bindAddress,
        Map<String, String> volumes) {

    /** Starts one; {@code begun} is told once its container runs. */
    StartResult start(ComposeService service, Runnable begun) {
        return images.await(service.name())
                .fold(image -> start(service, image, begun), StartResult.Down::new, StartResult.Cancelled::new);
    }

    /** What is started, in a few words. */
    static String detail(ComposeService service) {
        ContainerSpec spec = service.container();
        return spec.build()
                .map(build -> "build " + build.dockerfile().getFileName())
                .or(spec::image)
                .orElse("");
    }

    private StartResult start(ComposeService service, ImageResult.Present image, Runnable begun) {
        try {
            Path log = logs.apply(service.name());
            Optional<StartedContainer> container =
                    resources.launch(calls, service.name(), image.id(), settings(service), log);
            if (container.isEmpty()) {
                return new StartResult.Cancelled();
            }
            begun.run();
            Duration rest = budget.get();
            if (rest.isZero()) {
                // Not this service's own time-out: what came before it took the environment's whole budget.
                return new StartResult.Down(new ContainersDiagnosis.StartTimeout(
                        service.name(),
                        false,
                        "its turn, which came after the environment's budget had ended",
                        rest,
                        List.of(),
                        log));
            }
            return new ReadyWait(
                            resources.engine(),
                            calls,
                            cancellation,
                            service,
                            container.get(),
                            log,
                            expected(service),
                            rest)
                    .await(state -> up(service, state));
        } catch (EngineFailure failure) {
            return failed(service, failure);
        }
    }

    private ContainerSettings settings(ComposeService service) {
        Map<String, String> labels = new HashMap<>(resources.labels(service.name()));
        Set<String> aliases = new HashSet<>(service.container().aliases());
        aliases.add(service.name().value());
        return new ContainerSettings(
                service.container(),
                resources.name(service.name().value()),
                extra.apply(service),
                labels,
                network,
                aliases,
                bindAddress,
                volumes);
    }

    /** What the rest of the file expects of it: the same whichever services a run needs. */
    private ReadyWait.Expected expected(ComposeService service) {
        return new ReadyWait.Expected(
                !waiting(service, Condition.SERVICE_COMPLETED_SUCCESSFULLY).isEmpty(),
                waiting(service, Condition.SERVICE_HEALTHY));
    }

    private List<ServiceName> waiting(ComposeService service, Condition condition) {
        return compose.services().values().stream()
                .filter(other -> other.dependsOn().stream()
                        .anyMatch(it -> it.service().equals(service.name()) && it.condition() == condition))
                .map(ComposeService::name)
                .toList();
    }

    private StartResult up(ComposeService service, ContainerState state) {
        ports.publish(service.name(), state.ports());
        for (int port : state.ended() ? Set.<Integer>of() : service.container().ports()) {
            if (ports.find(service.name(), port).isEmpty()) {
                return new StartResult.Down(new ContainersDiagnosis.PortNotPublished(
                        service.name(), port, "the engine has not given it one of its own"));
            }
        }
        return new StartResult.Up(ports.address(service.name()));
    }

    private StartResult failed(ComposeService service, EngineFailure failure) {
        if (failure.isCancelled() || cancellation.isCancelled()) {
            return new StartResult.Cancelled();
        }
        return new StartResult.Down(ContainersDiagnosis.general(
                        failure, resources.engine().address().dockerHost(), "service " + service.name())
                .orElseGet(() -> new ContainersDiagnosis.ContainerRefused(
                        service.name(), service.built() && !failure.portTaken(), failure.message())));
    }
}
