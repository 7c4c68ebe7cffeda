package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import ai.netrasystems.runner.environment.containers.engine.EngineSearch;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.sweep.ProjectSweep;
import ai.netrasystems.runner.environment.sweep.Swept;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code runner clean}: removes what runs of this project left behind whose owner is dead, and nothing else. */
public final class Clean {
    private final Surroundings surroundings;

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
                .then(config -> Checked.valid(cleaned(config.config().project(), dryRun, kept)));
    }

    private Cleaned cleaned(Path project, boolean dryRun, boolean kept) {
        ProjectSweep sweep = new ProjectSweep(
                HostProcesses.ofThisMachine(), project, new RunFiles(project, Optional.empty()).runs());
        // Processes first: one that lives may still use an engine.
        Swept here = sweep.here(dryRun);
        Swept all = here.and(onEngine(sweep, dryRun, kept));
        return new Cleaned(dryRun, all.removed(), all.remaining(), all.leftAlone());
    }

    /** Where no engine answers there is nothing to remove from it. */
    private Swept onEngine(ProjectSweep sweep, boolean dryRun, boolean kept) {
        return new EngineSearch(EngineMachine.thisOne(surroundings.environment()))
                .find(new StopSignal())
                .fold(
                        engine -> sweep.on(engine, dryRun, kept),
                        // No engine holds nothing of ours; one that hides or hangs may.
                        none -> none instanceof EngineDiagnosis.Absent
                                ? Swept.nothing()
                                : new Swept(
                                        List.of(),
                                        List.of("containers could not be looked for: " + none.summary()),
                                        List.of()),
                        Swept::nothing);
    }
}
