package ai.netrasystems.runner.run;

import ai.netrasystems.runner.doctor.Doctor.Mendable;
import ai.netrasystems.runner.doctor.FixReport;
import ai.netrasystems.runner.doctor.fix.FixApplication;
import ai.netrasystems.runner.doctor.fix.FixPlan;
import ai.netrasystems.runner.doctor.fix.FixPlanner;
import ai.netrasystems.runner.doctor.fix.FixResult;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent.ContextsFixed;
import ai.netrasystems.runner.history.EventStream;
import ai.netrasystems.runner.history.Journal;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** {@code runner doctor --fix}: plans, carries out unless it is a dry run, and writes down what was done. */
final class DoctorFix {
    private final Surroundings surroundings;
    private final RunFiles files;
    private final Path project;

    DoctorFix(Surroundings surroundings, Path project) {
        this.surroundings = surroundings;
        this.project = project;
        this.files = new RunFiles(project, Optional.empty());
    }

    FixReport fix(Mendable mendable, DoctorRequest request, StopSignal stop) {
        FixPlan plan = new FixPlanner(project, request.noGit(), surroundings.environment())
                .plan(mendable.contexts(), mendable.references(), mendable.inline());
        if (request.dryRun()) {
            return FixReport.planned(plan);
        }
        FixResult result = new FixApplication(stop).carryOut(plan);
        FixReport report = FixReport.done(plan, result);
        return report.isEmpty() && report.failed().isEmpty() ? report : report.and(written(report, mendable));
    }

    /** Trouble with the journal, in words: what was mended stays mended. */
    private List<String> written(FixReport report, Mendable mendable) {
        files.makeIgnored();
        RunId run = RunIds.next(surroundings.clock(), new SecureRandom());
        return Journal.create(files.runs(), run)
                .<List<String>>fold(
                        journal -> {
                            try (EventStream stream = EventStream.open(
                                    run, surroundings.clock(), journal, Redactor::nothing, List.of())) {
                                stream.publish(event(report, mendable));
                                stream.drain();
                                return stream.troubles();
                            }
                        },
                        problems -> problems.stream()
                                .map(problem -> problem.message())
                                .toList());
    }

    private static ContextsFixed event(FixReport report, Mendable mendable) {
        return new ContextsFixed(
                mendable.contexts().stream()
                        .map(context -> context.directory().toString())
                        .distinct()
                        .toList(),
                report.files(),
                report.folders(),
                report.bytes(),
                report.changes().stream()
                        .map(change -> new ContextsFixed.Change(
                                change.file().toString(), change.line(), change.before(), change.after()))
                        .toList(),
                report.failed(),
                report.complete());
    }
}
