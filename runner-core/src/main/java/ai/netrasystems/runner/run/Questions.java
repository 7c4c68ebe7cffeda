package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.config.EffectiveValue;
import ai.netrasystems.runner.config.EffectiveValues;
import ai.netrasystems.runner.config.LoadedConfig;
import ai.netrasystems.runner.config.RequestCheck;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.PlanView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code runner list} and {@code runner config} ask: the same road as a run's, up to the plan. */
public final class Questions {
    private final Surroundings surroundings;

    /** Asked there. */
    public Questions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The plan that a run of this request would run.
     *
     * @param events sees what the project's build does
     */
    public Checked<PlanView> list(RunRequest request, Optional<Path> configFile, StopSignal stop, EventSink events) {
        return read(configFile).then(config -> {
            RunFiles files = new RunFiles(config.config().project(), request.reportsDirectory());
            if (request.classpath().isEmpty()) {
                // Maven's answer is kept there; else a question leaves nothing behind.
                files.makeIgnored();
            }
            return new Preparation(surroundings, config, files, pid -> {})
                    .prepare(request, events, stop)
                    .fold(
                            ready -> Checked.valid(PlanView.of(ready.plan(), ready.modules())),
                            failed -> Checked.invalid(Problem.of(
                                    "the project does not compile: "
                                            + failed.output().stream()
                                                    .findFirst()
                                                    .orElse("no output"),
                                    Origin.commandLine("--build"))),
                            refused -> new Checked.Invalid<>(refused.problems()),
                            () -> Checked.invalid(Problem.of("stopped", Origin.builtIn())));
        });
    }

    /** Every effective value and where it came from, the command line's included. */
    public Checked<List<EffectiveValue>> config(RunRequest request, Optional<Path> configFile) {
        return read(configFile)
                .then(config -> RequestCheck.check(request, config.config())
                        .then(checked -> Checked.valid(EffectiveValues.with(checked, config))));
    }

    private Checked<LoadedConfig> read(Optional<Path> configFile) {
        return new ConfigReader(surroundings.workingDirectory(), Optional.of(surroundings.home())).read(configFile);
    }
}
