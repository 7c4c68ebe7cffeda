package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.EffectiveControl;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.Selection.Recall;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.history.EarlierRuns;
import ai.netrasystems.runner.plan.EarlierResults;
import ai.netrasystems.runner.plan.TestModule;
import java.nio.file.Path;
import java.util.List;

/** Reads earlier results where a run asks for them: others must not pay for the reading. */
final class Earlier {
    private Earlier() {}

    static EarlierResults results(RunnerConfig config, RunRequest request, List<TestModule> modules, Path runs) {
        Recall recall = request.selection().recall();
        boolean orderAsked =
                recall.failedFirst() || request.control().course().seed().isPresent();
        if (!orderAsked && severalWorkers(config, request, modules)) {
            return EarlierRuns.several(runs); // the longest classes begin first
        }
        return recall.any() ? EarlierRuns.last(runs) : EarlierResults.none();
    }

    private static boolean severalWorkers(RunnerConfig config, RunRequest request, List<TestModule> modules) {
        return EffectiveControl.of(request, config)
                .workers()
                .map(workers -> workers > 1)
                .orElseGet(
                        () -> modules.stream().anyMatch(module -> module.tests().forkCount() > 1));
    }
}
