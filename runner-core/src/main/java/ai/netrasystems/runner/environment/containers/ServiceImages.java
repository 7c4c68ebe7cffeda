package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ContainerSpec;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.containers.cleanup.BuiltImages;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.model.ServiceName;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Gets the image of one service: builds it, finds it on the engine, or has it pulled. Thread-safe. */
final class ServiceImages implements ImageSupply.Source {
    /** OCI image specification, annotations: the revision of the source. */
    private static final String REVISION = "org.opencontainers.image.revision";

    private final Engine engine;
    private final EngineCalls calls;
    private final ImagePull pull;
    private final Builder builder;
    private final BiConsumer<String, ServiceName> names;
    private final long deadline;

    /** Builds an image. */
    @FunctionalInterface
    interface Builder {
        /** Builds it, within the deadline of all. */
        BuildResult build(ServiceName service, Build build, Optional<String> platform) throws EngineFailure;
    }

    /**
     * Gets images.
     *
     * @param names gives the image that was built for a service its name
     * @param deadline of {@link System#nanoTime()}, for each of them
     */
    ServiceImages(
            Engine engine,
            EngineCalls calls,
            ImagePull pull,
            Builder builder,
            BiConsumer<String, ServiceName> names,
            long deadline) {
        this.engine = engine;
        this.calls = calls;
        this.pull = pull;
        this.builder = builder;
        this.names = names;
        this.deadline = deadline;
    }

    @Override
    public ImageResult get(List<ServiceName> services, ContainerSpec spec) {
        ServiceName service = services.get(0);
        try {
            Optional<String> platform = spec.settings().platform();
            if (spec.build().isPresent()) {
                BuildResult result = builder.build(service, spec.build().get(), platform);
                Optional<ContainersDiagnosis> failed = result.fold(image -> Optional.empty(), Optional::of);
                if (failed.isPresent()) {
                    return new ImageResult.Missing(failed.get());
                }
                String image = result.fold(built -> built, none -> "");
                for (ServiceName each : services) {
                    calls.run("tag", EngineCalls.QUESTION.plus(BuiltImages.REMOVAL), () -> names.accept(image, each));
                }
                return present(inspect(image), service.value(), true);
            }
            return pulled(service, spec.image().orElseThrow(), platform);
        } catch (EngineFailure failure) {
            if (failure.isCancelled()) {
                return new ImageResult.Cancelled();
            }
            String what = "image of service " + service;
            return new ImageResult.Missing(
                    ContainersDiagnosis.general(failure, engine.address().dockerHost(), what)
                            .orElseGet(() -> new ContainersDiagnosis.NotCreated(what, failure.message())));
        }
    }

    private ImageResult pulled(ServiceName service, String image, Optional<String> platform) throws EngineFailure {
        Optional<InspectImageResponse> here = find(image);
        if (here.isPresent()) {
            return present(here.get(), image, false);
        }
        Optional<ContainersDiagnosis> failed = pull.pull(service, image, platform, deadline);
        return failed.isPresent() ? new ImageResult.Missing(failed.get()) : present(inspect(image), image, false);
    }

    private Optional<InspectImageResponse> find(String image) throws EngineFailure {
        try {
            return Optional.of(inspect(image));
        } catch (EngineFailure failure) {
            if (failure.notFound()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private InspectImageResponse inspect(String image) throws EngineFailure {
        return calls.call(
                "image inspect " + image,
                EngineCalls.QUESTION,
                () -> engine.prompt().inspectImageCmd(image).exec());
    }

    private static ImageResult present(InspectImageResponse image, String name, boolean built) {
        Optional<String> revision = Optional.ofNullable(image.getConfig())
                .map(ContainerConfig::getLabels)
                .map((Map<String, String> labels) -> labels.get(REVISION));
        return new ImageResult.Present(String.valueOf(image.getId()), name, built, revision);
    }
}
