package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;

/** Options that turned out to have no effect where the run went; what the plan knew before, its own notes say. Pure. */
final class WhereNotes {
    private WhereNotes() {}

    /** Lines for the person; {@code went}: what the services came from. */
    static List<String> of(RunRequest.Where where, RunPlan plan, EnvironmentKind went) {
        List<String> notes = new ArrayList<>();
        if (where.keepEnvironment() && went != EnvironmentKind.CONTAINERS) {
            notes.add(
                    went == EnvironmentKind.NONE
                            ? "--keep-environment has no effect: no test needs a service"
                            : "--keep-environment has no effect: the services come from " + went.label()
                                    + ", and only containers can be kept");
        }
        if (where.skipHealthCheck()
                && went != EnvironmentKind.STAGING
                && plan.environments().contains(EnvironmentKind.STAGING)) {
            notes.add("--skip-health-check has no effect: the services come from " + went.label());
        }
        return notes;
    }
}
