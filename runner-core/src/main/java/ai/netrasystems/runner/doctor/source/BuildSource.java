package ai.netrasystems.runner.doctor.source;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * An image that is built: what a service's {@code build} says, and the Dockerfile behind it.
 *
 * @param service for people, such as {@code backend}; for a Dockerfile that no Compose file names, its name
 * @param build context and Dockerfile, absolute; neither need exist
 * @param dockerfile empty where there is none, or none that docker can read
 * @param problems why it can't be read; empty where it does not exist at all
 */
public record BuildSource(String service, Build build, Optional<Dockerfile> dockerfile, List<Problem> problems) {
    /** Copies the list. */
    public BuildSource {
        problems = List.copyOf(problems);
    }

    /** Reads the Dockerfile. */
    public static BuildSource of(String service, Build build) {
        if (!Files.exists(build.dockerfile())) {
            return new BuildSource(service, build, Optional.empty(), List.of());
        }
        Checked<Dockerfile> read = Dockerfile.read(build.dockerfile());
        return read.<BuildSource>fold(
                dockerfile -> new BuildSource(service, build, Optional.of(dockerfile), List.of()),
                problems -> new BuildSource(service, build, Optional.empty(), List.copyOf(problems)));
    }
}
