package ai.netrasystems.runner.run;

import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.RunRefused;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.util.List;

/**
 * What every step of one run works with.
 *
 * @param directory of this run's files
 * @param secrets everything that must not reach a log, as it becomes known
 */
record Session(
        RunId id, Path directory, ProcessLedger ledger, Redactor.Register secrets, EventSink events, StopSignal stop) {
    private static final int WRONG_USAGE = 2;

    void publish(RunEvent event) {
        events.publish(event);
    }

    /** Wrong usage or configuration: told, and the run ends. */
    void refuse(List<Problem> problems) {
        publish(new RunRefused(WRONG_USAGE, problems.stream().map(Session::line).toList()));
    }

    private static String line(Problem problem) {
        String place = problem.where().file().isPresent() ? problem.where() + ": " : "";
        return place
                + problem.message()
                + problem.hint().map(hint -> "; " + hint).orElse("");
    }
}
