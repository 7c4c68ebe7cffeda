package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.containers.cleanup.ImageLedger;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Builds an image in the way that its Dockerfile needs. Thread-safe. */
final class ImageBuild implements ServiceImages.Builder {
    private final ClassicBuild classic;
    private final BuildKitBuild buildKit;
    private final BuildAdvice advice;
    private final BiFunction<ServiceName, String, Path> files;
    private final long deadline;

    /**
     * Builds images.
     *
     * @param advice asked about each build that fails
     * @param files the file of a service with that suffix, in the run's directory
     * @param deadline of {@link System#nanoTime()}
     */
    ImageBuild(
            ClassicBuild classic,
            BuildKitBuild buildKit,
            BuildAdvice advice,
            BiFunction<ServiceName, String, Path> files,
            long deadline) {
        this.classic = classic;
        this.buildKit = buildKit;
        this.advice = advice;
        this.files = files;
        this.deadline = deadline;
    }

    @Override
    public BuildResult build(ServiceName service, Build build, Optional<String> platform) throws EngineFailure {
        Path log = files.apply(service, ".build.log");
        Read read = Dockerfile.read(build.dockerfile())
                .fold(
                        dockerfile -> new Read(Optional.of(dockerfile), List.of()),
                        problems -> new Read(Optional.empty(), List.copyOf(problems)));
        BuildResult result = switchOn(service, build, platform, log, read);
        return result.fold(
                image -> result,
                diagnosis -> new BuildResult.Failed(diagnosis.advised(cause -> advice.of(service, build, cause))));
    }

    /** A Dockerfile, or what is wrong with it. */
    private record Read(Optional<Dockerfile> dockerfile, List<Problem> problems) {}

    private BuildResult switchOn(ServiceName service, Build build, Optional<String> platform, Path log, Read read)
            throws EngineFailure {
        if (read.dockerfile().isEmpty()) {
            return unreadable(service, build.dockerfile(), read.problems(), log);
        }
        Dockerfile dockerfile = read.dockerfile().get();
        boolean byEngine = dockerfile.buildKitNeeds(build.arguments()).isEmpty();
        // BuildKit's names an image, which must be known after a kill: it goes with the images, not with other scratch.
        Path scratch = files.apply(service, byEngine ? ".build.tmp" : ImageLedger.BUILT);
        BuildOrder order = new BuildOrder(service, build, dockerfile, platform, log, scratch, deadline);
        return byEngine ? classic.build(order) : buildKit.build(order);
    }

    /** What is wrong before a builder sees it, the first problem with its line in front. */
    static BuildResult unreadable(ServiceName service, Path dockerfile, List<Problem> problems, Path log) {
        Problem first = problems.get(0);
        boolean here = first.where().file().filter(dockerfile::equals).isPresent();
        String cause = here ? first.message() : first.where() + ": " + first.message();
        return new BuildResult.Failed(new ContainersDiagnosis.BuildFailed(
                service,
                dockerfile,
                here ? first.where().line() : 0,
                "",
                cause,
                false,
                problems.stream()
                        .map(problem -> problem.where() + ": " + problem.message()
                                + problem.hint().map(hint -> " (" + hint + ")").orElse(""))
                        .toList(),
                log));
    }
}
