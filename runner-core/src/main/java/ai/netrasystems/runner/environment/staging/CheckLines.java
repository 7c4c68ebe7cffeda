package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.event.RunEvent.StagingChecked.Check;
import ai.netrasystems.runner.event.RunEvent.StagingChecked.Result;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells of each check as it ends, with the time that it took. Thread-safe. */
final class CheckLines {
    private final EventSink events;

    CheckLines(EventSink events) {
        this.events = events;
    }

    /** Takes a step and tells what came of it; nothing where it was stopped. */
    <T> Step<T> told(Check check, String subject, Supplier<Step<T>> step, Function<T, String> detail) {
        long begun = System.nanoTime();
        Step<T> ended = step.get();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        ended.fold(
                done -> tell(check, subject, Result.PASSED, detail.apply(done), took),
                failed -> tell(check, subject, Result.FAILED, failed.get(0).summary(), took),
                () -> false);
        return ended;
    }

    boolean tell(Check check, String subject, Result result, String detail, Duration took) {
        events.publish(new StagingChecked(check, subject, result, detail, took));
        return true;
    }
}
