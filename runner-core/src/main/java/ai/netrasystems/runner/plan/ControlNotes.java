package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.EffectiveControl;
import ai.netrasystems.runner.config.ProviderOrder;
import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunRequest.Selection.Recall;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.plan.EarlierResults.EarlierTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines for the person about how tests are run. */
final class ControlNotes {
    private ControlNotes() {}

    static List<String> of(
            RunnerConfig config,
            RunRequest request,
            EffectiveControl control,
            Optional<Long> seed,
            EarlierResults earlier) {
        List<String> notes = new ArrayList<>();
        control.ignored().stream().map(ProviderOrder.Ignored::note).forEach(notes::add);
        seed.filter(chosen -> control.randomOrder())
                .ifPresent(chosen -> notes.add("the order is random; `--seed " + chosen + "` repeats it"));
        if (request.control().course().debug()) {
            debug(config, request, notes);
        }
        recall(request.selection().recall(), earlier, notes);
        return notes;
    }

    private static void debug(RunnerConfig config, RunRequest request, List<String> notes) {
        boolean limits = config.timeout().isPresent()
                || config.testTimeout().isPresent()
                || config.categories().values().stream()
                        .anyMatch(category -> category.timeout().isPresent())
                || config.layers().values().stream()
                        .anyMatch(layer -> layer.budget().isPresent())
                || config.modes().values().stream()
                        .anyMatch(mode -> mode.budget().isPresent());
        if (limits) {
            notes.add("under --debug no deadline and no budget of a file ends anything");
        }
        request.control()
                .failures()
                .retries()
                .filter(times -> times > 0)
                .ifPresent(times -> notes.add("--retries has no effect under --debug"));
    }

    private static void recall(Recall recall, EarlierResults earlier, List<String> notes) {
        if (!recall.any()) {
            return;
        }
        String option = recall.lastFailed() ? "--last-failed" : "--failed-first";
        long broken = earlier.tests().stream().filter(EarlierTest::broken).count();
        notes.add(option + ": "
                + earlier.lastRun()
                        .map(run -> broken(broken) + " in run " + run)
                        .orElse("no run of this project is recorded that ran a test"));
    }

    private static String broken(long tests) {
        if (tests == 0) {
            return "no test was broken";
        }
        return tests == 1 ? "1 test was broken" : tests + " tests were broken";
    }
}
