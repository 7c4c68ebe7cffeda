package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An image that is to be built, its Dockerfile read.
 *
 * @param service the first that wants it
 * @param log where the build's output goes
 * @param scratch a file of the build's own, removed with the run
 * @param deadline of {@link System#nanoTime()}
 */
record BuildOrder(
        ServiceName service,
        Build build,
        Dockerfile dockerfile,
        Optional<String> platform,
        Path log,
        Path scratch,
        long deadline) {}
