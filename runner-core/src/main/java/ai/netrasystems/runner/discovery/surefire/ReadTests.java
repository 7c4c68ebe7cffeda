package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.plan.TestModule;
import java.util.List;

/**
 * What the executions of a build come to.
 *
 * @param modules one per module and execution, in build order; those without a class that may hold tests are left out
 * @param problems why the build cannot be run as it says; empty where it can
 * @param notes what the user should know
 */
public record ReadTests(List<TestModule> modules, List<Problem> problems, List<RunEvent.Noted> notes) {
    /** Copies the lists. */
    public ReadTests {
        modules = List.copyOf(modules);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
