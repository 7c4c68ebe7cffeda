package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.LoadedConfig;
import ai.netrasystems.runner.config.RequestCheck;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.discovery.DiscoverySettings;
import ai.netrasystems.runner.discovery.ProjectDiscovery;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.Occasion;
import ai.netrasystems.runner.plan.Planner;
import ai.netrasystems.runner.plan.TestModule;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/** From a request to the plan: what {@code runner list} shows and {@code runner} runs. Starts nothing but a build. */
final class Preparation {
    /** Seeds that are short enough to be typed again. */
    private static final int MOST_SEEDS = 1_000_000;

    private static final RandomGenerator SEEDS = new SecureRandom();

    private final Surroundings surroundings;
    private final LoadedConfig loaded;
    private final RunFiles files;
    private final LongConsumer processes;

    /** {@code processes} is told the pid of every build that is started. */
    Preparation(Surroundings surroundings, LoadedConfig loaded, RunFiles files, LongConsumer processes) {
        this.surroundings = surroundings;
        this.loaded = loaded;
        this.files = files;
        this.processes = processes;
    }

    /** Asks the build, scans classes, plans. Wrong names are told before the build is asked. */
    Prepared prepare(RunRequest request, EventSink events, StopSignal stop) {
        return RequestCheck.check(request, loaded.config())
                .fold(checked -> discovered(checked, events, stop), Prepared.Refused::new);
    }

    private Prepared discovered(RunRequest request, EventSink events, StopSignal stop) {
        return new ProjectDiscovery(discoverySettings())
                .discover(request, events, stop)
                .fold(
                        modules -> Planner.plan(loaded.config(), request, modules, occasion(request, modules))
                                .fold(plan -> new Prepared.Ready(plan, modules), Prepared.Refused::new),
                        Prepared.DidNotCompile::new,
                        Prepared.Refused::new,
                        Prepared.Stopped::new);
    }

    private Occasion occasion(RunRequest request, List<TestModule> modules) {
        return new Occasion(
                surroundings.today(),
                Earlier.results(loaded.config(), request, modules, files.runs()),
                SEEDS.nextInt(MOST_SEEDS));
    }

    /** Where discovery and the resolution of launchers look. */
    DiscoverySettings discoverySettings() {
        return new DiscoverySettings(
                loaded.config().project(),
                surroundings.workingDirectory(),
                files.cache(),
                surroundings.installation().javaHome(),
                surroundings.home(),
                surroundings.localRepository(),
                surroundings.environment(),
                processes);
    }
}
