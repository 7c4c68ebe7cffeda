package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What Surefire makes of a container that failed: one case named by when it failed, and none for the tests below that
 * were not run for it. Mutable.
 */
final class FailedContainers {
    private final Set<String> failed = new HashSet<>();
    private final Set<String> classesWithPasses = new HashSet<>();

    /** A test in that top-level class passed. */
    void passed(ModuleId module, String topLevelClass) {
        classesWithPasses.add(module + ":" + topLevelClass);
    }

    /**
     * Takes it in.
     *
     * @param template its case where it is a template or factory
     * @return the name of the case that tells of it: the template's, else one for what failed before or after tests of
     *     its top-level class passed ({@code @BeforeAll}, {@code @AfterAll}), else its own
     */
    String add(ModuleId module, ContainerFailed event, Optional<ReportCase> template) {
        failed.add(event.container().value());
        if (event.xmlName().isPresent()) {
            return event.xmlName().get();
        }
        if (template.isPresent()) {
            return template.get().xmlName();
        }
        String id = event.container().value();
        if (id.matches("(?s).*\\[(engine|dynamic-container):[^/]*]")) {
            return event.displayName();
        }
        boolean late = classesWithPasses.contains(module + ":" + ClassNames.topLevel(event.className()));
        return late ? "executionError" : "initializationError";
    }

    /** Whether a failure that was taken in is why that test was not run. */
    boolean explain(TestFinished finished) {
        return finished.outcome() == Outcome.NOT_RUN
                && finished.reason()
                        .filter(reason -> reason.contains(" failed: "))
                        .map(reason -> reason.substring(0, reason.indexOf(" failed: ")))
                        .filter(failed::contains)
                        .isPresent();
    }
}
