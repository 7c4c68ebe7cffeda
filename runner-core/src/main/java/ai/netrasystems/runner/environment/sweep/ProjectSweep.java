package ai.netrasystems.runner.environment.sweep;

import ai.netrasystems.runner.environment.containers.cleanup.ContainerLeftovers;
import ai.netrasystems.runner.environment.containers.cleanup.EngineSweep;
import ai.netrasystems.runner.environment.containers.cleanup.ProjectId;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.Leftovers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes what runs left behind whose owner is dead, and nothing else; a dry run only names it. */
public final class ProjectSweep {
    private final HostProcesses host;
    private final Path project;
    private final Path runs;

    /**
     * Sweeps for one project.
     *
     * @param project its directory, absolute
     * @param runs its {@code .runner/runs}; it need not exist
     */
    public ProjectSweep(HostProcesses host, Path project, Path runs) {
        this.host = host;
        this.project = project;
        this.runs = runs;
    }

    /** Processes and files on this machine. Touches no engine. */
    public Swept here(boolean dryRun) {
        Leftovers leftovers = new Leftovers(host);
        if (dryRun) {
            return new Swept(leftovers.find(runs), List.of(), List.of());
        }
        Leftovers.Swept swept = leftovers.sweep(runs);
        return new Swept(swept.removed(), swept.remaining(), List.of());
    }

    /**
     * Containers, networks, volumes and images on the engine; see {@link EngineSweep#sweep}.
     *
     * @param kept whether what runs of this project were told to keep goes too
     */
    public Swept on(Engine engine, boolean dryRun, boolean kept) {
        ContainerLeftovers.Swept swept = new EngineSweep(host)
                .sweep(engine, runs, dryRun, kept ? Optional.of(ProjectId.of(project)) : Optional.empty());
        return new Swept(swept.removed(), swept.remaining(), leftAlone(swept));
    }

    private static List<String> leftAlone(ContainerLeftovers.Swept swept) {
        return Stream.concat(
                        swept.notOurs().stream().map(what -> what + " (its owner can't be judged from here)"),
                        swept.kept().stream().map(what -> what + " (kept by --keep-environment; --kept removes it)"))
                .toList();
    }
}
