package ai.netrasystems.runner.run;

import ai.netrasystems.runner.doctor.Doctor;
import ai.netrasystems.runner.doctor.Doctor.Mendable;
import ai.netrasystems.runner.doctor.FixReport;
import ai.netrasystems.runner.doctor.fix.FixApplication;
import ai.netrasystems.runner.doctor.fix.FixPlan;
import ai.netrasystems.runner.doctor.fix.FixPlanner;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent.ContextsFixed;
import ai.netrasystems.runner.history.EventStream;
import ai.netrasystems.runner.history.Journal;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
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

    /**
     * What it did. A corrected path may show a Dockerfile that no plan has seen, so the paths come first, and what is left is
     * planned anew.
     */
    FixReport fix(Doctor doctor, DoctorRequest request, StopSignal stop) {
        FixPlanner planner = new FixPlanner(project, request.noGit(), surroundings.environment());
        Mendable mendable = doctor.mendable();
        FixPlan plan = planner.plan(mendable.contexts(), mendable.references(), mendable.inline());
        if (request.dryRun()) {
            return FixReport.planned(plan);
        }
        List<FixReport.Change> corrected = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        if (!plan.corrections().isEmpty()) {
            FixPlan paths = plan.correctionsAlone();
            FixReport first = FixReport.done(paths, new FixApplication(stop).carryOut(paths));
            corrected.addAll(first.changes());
            failed.addAll(first.failed());
            mendable = doctor.mendable();
            plan = planner.plan(mendable.contexts(), mendable.references(), mendable.inline());
        }
        FixReport report =
                FixReport.done(plan, new FixApplication(stop).carryOut(plan)).after(corrected, failed);
        return report.isEmpty() && report.failed().isEmpty()
                ? report
                : report.after(List.of(), written(report, mendable));
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
