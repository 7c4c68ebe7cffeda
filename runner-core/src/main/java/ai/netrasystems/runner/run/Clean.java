package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.config.LoadedConfig;
import ai.netrasystems.runner.environment.containers.cleanup.ContainerLeftovers;
import ai.netrasystems.runner.environment.containers.cleanup.EngineSweep;
import ai.netrasystems.runner.environment.containers.cleanup.ProjectId;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import ai.netrasystems.runner.environment.containers.engine.EngineSearch;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.Leftovers;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code runner clean}: removes what runs of this project left behind whose owner is dead, and nothing else. */
public final class Clean {
    private final Surroundings surroundings;
    private final HostProcesses host = HostProcesses.ofThisMachine();

    /** Called there. */
    public Clean(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What was done.
     *
     * @param dryRun whether {@code removed} is only what would be
     * @param removed what is gone
     * @param remaining ours, and could not be removed
     * @param leftAlone what stays on purpose, with the reason
     */
    public record Cleaned(boolean dryRun, List<String> removed, List<String> remaining, List<String> leftAlone) {
        /** Copies the lists. */
        public Cleaned {
            removed = List.copyOf(removed);
            remaining = List.copyOf(remaining);
            leftAlone = List.copyOf(leftAlone);
        }
    }

    /**
     * Cleans.
     *
     * @param configFile {@code --config}; empty to look for {@code runner.yml} upwards
     * @param dryRun {@code --dry-run}: nothing is removed
     * @param kept {@code --kept}: also what {@code --keep-environment} left on purpose
     */
    public Checked<Cleaned> clean(Optional<Path> configFile, boolean dryRun, boolean kept) {
        return new ConfigReader(surroundings.workingDirectory(), Optional.of(surroundings.home()))
                .read(configFile)
                .then(config -> Checked.valid(cleaned(sweeps(config), dryRun, kept)));
    }

    /** Everything that this build knows how to sweep. */
    private List<Sweep> sweeps(LoadedConfig config) {
        Path runs = new RunFiles(config.config().project(), Optional.empty()).runs();
        ProjectId project = ProjectId.of(config.config().project());
        // Processes first: one that lives may still use an engine.
        return List.of(
                (dryRun, kept) -> processesAndFiles(runs, dryRun),
                (dryRun, kept) -> onEngine(runs, project, dryRun, kept));
    }

    /** Where no engine answers there is nothing to remove from it. */
    private Sweep.Swept onEngine(Path runs, ProjectId project, boolean dryRun, boolean kept) {
        return new EngineSearch(EngineMachine.thisOne(surroundings.environment()))
                .find(new StopSignal())
                .fold(
                        engine -> {
                            ContainerLeftovers.Swept swept = new EngineSweep(host)
                                    .sweep(engine, runs, dryRun, kept ? Optional.of(project) : Optional.empty());
                            return new Sweep.Swept(swept.removed(), swept.remaining(), leftAlone(swept));
                        },
                        // No engine holds nothing of ours; one that hides or hangs may.
                        none -> none instanceof EngineDiagnosis.Absent
                                ? Sweep.Swept.nothing()
                                : new Sweep.Swept(
                                        List.of(),
                                        List.of("containers could not be looked for: " + none.summary()),
                                        List.of()),
                        Sweep.Swept::nothing);
    }

    private static List<String> leftAlone(ContainerLeftovers.Swept swept) {
        return Stream.concat(
                        swept.notOurs().stream().map(what -> what + " (its owner can't be judged from here)"),
                        swept.kept().stream().map(what -> what + " (kept by --keep-environment; --kept removes it)"))
                .toList();
    }

    private Sweep.Swept processesAndFiles(Path runs, boolean dryRun) {
        Leftovers leftovers = new Leftovers(host);
        if (dryRun) {
            return new Sweep.Swept(leftovers.find(runs), List.of(), List.of());
        }
        Leftovers.Swept swept = leftovers.sweep(runs);
        return new Sweep.Swept(swept.removed(), swept.remaining(), List.of());
    }

    private static Cleaned cleaned(List<Sweep> sweeps, boolean dryRun, boolean kept) {
        Sweep.Swept all =
                sweeps.stream().map(sweep -> sweep.sweep(dryRun, kept)).reduce(Sweep.Swept.nothing(), Sweep.Swept::and);
        return new Cleaned(dryRun, all.removed(), all.remaining(), all.leftAlone());
    }
}
