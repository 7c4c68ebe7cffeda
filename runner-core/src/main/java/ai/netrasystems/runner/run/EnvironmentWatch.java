package ai.netrasystems.runner.run;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells a test that failed from a test whose environment went away under it: when something in the environment fails,
 * the environment is asked whether it is still there, and if not, the outcome is {@code infrastructure}. A test that
 * passed has passed, and one without services is never touched. Thread-safe.
 */
final class EnvironmentWatch implements EventSink {
    private final EventSink onward;
    private final Supplier<Optional<Diagnosis>> lost;
    private final List<ContainerFailed> unblamed = new ArrayList<>();
    private Optional<Diagnosis> known = Optional.empty();
    private boolean told;

    /** {@code lost}: see {@link ai.netrasystems.runner.environment.EnvironmentLease#lost()}. */
    EnvironmentWatch(EventSink onward, Supplier<Optional<Diagnosis>> lost) {
        this.onward = onward;
        this.lost = lost;
    }

    @Override
    public synchronized void publish(RunEvent event) {
        if (event instanceof TestFinished finished) {
            onward.publish(judged(finished));
        } else if (event instanceof ContainerFailed failed && isLost(failed.provenance())) {
            // Not the class's own failure: its tests get their outcome below, and nothing may blame the class.
            unblamed.add(failed);
            onward.publish(new Noted(
                    Noted.Level.WARNING,
                    failed.displayName() + " could not go on without its environment: "
                            + failed.failure().message()));
        } else {
            onward.publish(event);
        }
    }

    /** The tests have ended. A class that failed in a lost environment and left no test to say so says it itself. */
    synchronized void finish() {
        if (!told) {
            unblamed.forEach(onward::publish);
        }
    }

    private TestFinished judged(TestFinished finished) {
        boolean affected = finished.outcome().broken()
                ? isLost(finished.provenance())
                : finished.outcome() == Outcome.NOT_RUN && known.isPresent() && uses(finished.provenance());
        told |= affected;
        return affected
                ? new TestFinished(
                        finished.test(),
                        finished.attempt(),
                        Outcome.INFRASTRUCTURE,
                        finished.took(),
                        known.map(Diagnosis::summary),
                        finished.failure(),
                        finished.provenance())
                : finished;
    }

    private boolean isLost(Provenance provenance) {
        if (!uses(provenance)) {
            return false;
        }
        if (known.isEmpty()) {
            known = lost.get();
            known.ifPresent(diagnosis -> onward.publish(new Noted(
                    Noted.Level.WARNING,
                    "the environment went away under the tests: " + diagnosis.summary() + "; " + diagnosis.remedy())));
        }
        return known.isPresent();
    }

    private static boolean uses(Provenance provenance) {
        return provenance.environment() != EnvironmentKind.NONE;
    }
}
