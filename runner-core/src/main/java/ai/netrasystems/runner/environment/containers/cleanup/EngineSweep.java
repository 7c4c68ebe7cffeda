package ai.netrasystems.runner.environment.containers.cleanup;

import ai.netrasystems.runner.environment.containers.cleanup.ContainerLeftovers.Swept;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything on an engine that dead runs may have left: containers, networks, volumes, then images of their builds. */
public final class EngineSweep {
    private final HostProcesses host;

    /** Judges owners by the processes of that machine. */
    public EngineSweep(HostProcesses host) {
        this.host = host;
    }

    /**
     * Sweeps; see {@link ContainerLeftovers#sweep} and {@link ImageLeftovers#sweep}. A dry run does not look at images:
     * which of them end unused is known only once the containers are gone.
     *
     * @param runsDirectory {@code .runner/runs}
     */
    public Swept sweep(Engine engine, Path runsDirectory, boolean dryRun, Optional<ProjectId> keptOf) {
        Swept swept = new ContainerLeftovers(host).sweep(engine, dryRun, keptOf);
        List<String> images = dryRun ? List.of() : new ImageLeftovers(host).sweep(runsDirectory, engine);
        return new Swept(
                swept.removed(),
                Stream.concat(swept.remaining().stream(), images.stream()).toList(),
                swept.notOurs(),
                swept.kept());
    }
}
