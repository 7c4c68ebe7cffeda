package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.BuildTimeout;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.BuildOutput;
import ai.netrasystems.runner.environment.image.ContextUnreadable;
import ai.netrasystems.runner.environment.image.Stage;
import ai.netrasystems.runner.environment.process.PrivateFile;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ErrorDetail;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Has the engine's own builder build an image: no docker CLI is needed for it. Thread-safe. */
final class ClassicBuild {
    /** For the engine to notice that nobody waits for a build any more, and to remove its container itself. */
    private static final Duration LET_GO = Duration.ofSeconds(2);

    private final Engine engine;
    private final EngineCalls calls;
    private final Cancellation cancellation;
    private final ImagePull pull;
    private final Consumer<String> named;

    /** Builds; {@code named} is told what {@link BuildLog#in} says, the short forms. */
    ClassicBuild(Engine engine, EngineCalls calls, Cancellation cancellation, ImagePull pull, Consumer<String> named) {
        this.engine = engine;
        this.calls = calls;
        this.cancellation = cancellation;
        this.pull = pull;
        this.named = named;
    }

    BuildResult build(BuildOrder order) throws EngineFailure {
        Optional<ContainersDiagnosis> noBase = pullBases(order);
        if (noBase.isPresent()) {
            return new BuildResult.Failed(noBase.get());
        }
        Build build = order.build();
        List<Problem> problems = new CopyOnWriteArrayList<>();
        Optional<BuildContext> context = BuildContext.of(build.context(), build.dockerfile())
                .fold(Optional::of, found -> {
                    problems.addAll(found);
                    return Optional.empty();
                });
        if (context.isEmpty()) {
            return ImageBuild.unreadable(order.service(), build.dockerfile(), problems, order.log());
        }
        try (BuildLog log = BuildLog.in(order.log(), named)) {
            pack(context.get(), order.scratch());
            return build(order, context.get(), log);
        } catch (ContextUnreadable unreadable) {
            return ImageBuild.unreadable(
                    order.service(),
                    build.dockerfile(),
                    List.of(Problem.of(String.valueOf(unreadable.getMessage()), Origin.file(build.context(), 0))),
                    order.log());
        } catch (IOException | UncheckedIOException unwritable) {
            return new BuildResult.Failed(
                    new ContainersDiagnosis.FilesUnwritable(order.scratch(), String.valueOf(unwritable.getMessage())));
        } finally {
            remove(order.scratch());
        }
    }

    /** Images that the build begins with, each with a diagnosis of its own: the builder has one error for all. */
    private Optional<ContainersDiagnosis> pullBases(BuildOrder order) throws EngineFailure {
        for (Stage stage : order.dockerfile().stages(order.build().arguments())) {
            if (stage.parent().isEmpty() && !stage.isFromScratch() && !isHere(stage.base())) {
                Optional<ContainersDiagnosis> failed =
                        pull.pull(order.service(), stage.base(), order.platform(), order.deadline());
                if (failed.isPresent()) {
                    return failed;
                }
            }
            if (order.build().target().filter(stage::isCalled).isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isHere(String image) throws EngineFailure {
        try {
            calls.run(
                    "image inspect " + image,
                    EngineCalls.QUESTION,
                    () -> engine.prompt().inspectImageCmd(image).exec());
            return true;
        } catch (EngineFailure failure) {
            if (failure.lost() || failure.isCancelled()) {
                throw failure;
            }
            // A name that is none is the tree's, and the builder says which line it is.
            return !failure.notFound();
        }
    }

    private static void pack(BuildContext context, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        PrivateFile.create(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            context.writeTar(out);
        }
    }

    private BuildResult build(BuildOrder order, BuildContext context, BuildLog log) throws EngineFailure, IOException {
        List<String> errors = new CopyOnWriteArrayList<>();
        EngineStream<BuildResponseItem> stream = new EngineStream<>(item -> {
            if (item.getStream() != null) {
                log.append(item.getStream());
            }
            ErrorDetail error = item.getErrorDetail();
            if (error != null && error.getMessage() != null) {
                errors.add(error.getMessage());
            }
        });
        try (InputStream tar = new BufferedInputStream(Files.newInputStream(order.scratch()))) {
            long from = System.nanoTime();
            boolean begun = calls.begin(
                    "build",
                    order.deadline(),
                    () -> command(order, context, tar).exec(stream));
            if (!begun || !stream.await(cancellation, order.deadline(), engine, calls, log::isInCommand)) {
                Duration within = Duration.ofNanos(System.nanoTime() - from);
                return new BuildResult.Failed(
                        new BuildTimeout(order.service(), order.build().dockerfile(), within, log.tail(), order.log()));
            }
        } catch (EngineFailure failure) {
            if (failure.lost() || failure.isCancelled() || failure.diskFull()) {
                throw failure;
            }
            errors.add(failure.message());
        } finally {
            stream.close();
            removeContainers(log);
        }
        if (errors.isEmpty() && log.built().isPresent()) {
            return new BuildResult.Built(log.built().get());
        }
        String error = errors.isEmpty() ? "the builder named no image" : errors.get(0);
        if (FailedBuild.diskFull(error)) {
            throw EngineFailure.told(error);
        }
        List<String> lines = log.lines();
        log.append(error + "\n");
        return new BuildResult.Failed(FailedBuild.diagnosis(
                order,
                Optional.of(context),
                BuildOutput.classic(
                        lines,
                        Optional.of(error),
                        order.dockerfile(),
                        order.build().target())));
    }

    private BuildImageCmd command(BuildOrder order, BuildContext context, InputStream tar) {
        Build build = order.build();
        BuildImageCmd command = engine.client()
                .buildImageCmd(tar)
                .withDockerfilePath(context.dockerfileName())
                .withRemove(true)
                .withForcerm(true);
        build.arguments().forEach(command::withBuildArg);
        build.target().ifPresent(command::withTarget);
        order.platform().ifPresent(command::withPlatform);
        return command;
    }

    /** A builder that nobody listens to any more removes its container itself, in most cases and after a while. */
    private void removeContainers(BuildLog log) {
        EngineCalls surely = EngineCalls.uncancelled();
        log.containers().forEach(container -> removeContainer(surely, container));
    }

    private void removeContainer(EngineCalls surely, String container) {
        try {
            surely.run("rm " + container, LET_GO, () -> {
                try {
                    engine.prompt()
                            .removeContainerCmd(container)
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec();
                } catch (NotFoundException gone) {
                    // As it should be.
                    return;
                }
            });
        } catch (EngineFailure stays) {
            // The ledger names it: the clean-up looks once more.
            return;
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
