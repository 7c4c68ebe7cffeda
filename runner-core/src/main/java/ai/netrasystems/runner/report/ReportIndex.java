package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.event.RunEvent.OutputLeftOut;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestStarted;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.event.RunEvent.WorkerStarted;
import ai.netrasystems.runner.event.SelectiveVisitor;
import ai.netrasystems.runner.event.Stamped;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.TestId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contents of a run's reports, gathered in one pass over its journal: a suite for each top-level class. */
final class ReportIndex {
    /** A report's file: a top-level class in a module's execution. */
    record Suite(ModuleId module, String className) {}

    /** Cases that are told as one: the tests of a class in a skipped one. */
    private record Fold(ModuleId module, String className) {}

    private final Map<Suite, List<ReportCase>> suites = new LinkedHashMap<>();
    private final Map<TestId, ReportCase> cases = new HashMap<>();
    private final Map<TestId, OutputPlaces> outputs = new HashMap<>();
    private final Map<String, OutputPlaces> workerOutputs = new LinkedHashMap<>();
    private final Map<String, ModuleId> workerModules = new HashMap<>();
    private final Set<ModuleId> modules = new LinkedHashSet<>();
    private final FailedContainers failedContainers = new FailedContainers();
    private final Set<Fold> folded = new HashSet<>();
    private Optional<RunId> run = Optional.empty();

    /** Takes the next event, and where it stands. */
    void add(Stamped stamped, long offset, int length) {
        run = Optional.of(stamped.run());
        stamped.event().accept(new At(offset, length));
    }

    Optional<RunId> run() {
        return run;
    }

    /** Cases by suite, in the order in which they became known. */
    Map<Suite, List<ReportCase>> suites() {
        return suites;
    }

    /** Where the output of a test or container stands. */
    Optional<OutputPlaces> output(TestId id) {
        return Optional.ofNullable(outputs.get(id));
    }

    /** Where the output of workers stands that is no test's, by worker. */
    Map<String, OutputPlaces> workerOutputs() {
        return workerOutputs;
    }

    /** Whose tests a worker ran; the root's, where it died before it said so. */
    ModuleId moduleOf(String worker) {
        return workerModules.getOrDefault(worker, ModuleId.of("."));
    }

    private void add(ModuleId module, String className, ReportCase reportCase) {
        Suite suite = new Suite(module, ClassNames.topLevel(className));
        reportCase.belongsTo(suite.className());
        suites.computeIfAbsent(suite, key -> new ArrayList<>()).add(reportCase);
    }

    /** Tests of a class that was skipped as a whole: without a name they are one case, without a class none. */
    private boolean toldByAnother(ModuleId module, ReportCase finished) {
        return finished.result() == ReportCase.XmlResult.SKIPPED
                && finished.xmlName().isEmpty()
                && (finished.className().isEmpty() || !folded.add(new Fold(module, finished.className())));
    }

    /** Ids begin with their module. */
    private ModuleId moduleOf(TestId id) {
        return modules.stream()
                .filter(module -> id.value().startsWith(module + ":"))
                .max(Comparator.comparingInt(module -> module.toString().length()))
                .orElseGet(
                        () -> ModuleId.of(id.value().contains(":") ? id.value().split(":", 2)[0] : "."));
    }

    private ReportCase caseOf(TestId id) {
        ReportCase known = cases.get(id);
        if (known == null) {
            known = unannounced(id);
            cases.put(id, known);
            add(moduleOf(id), known.className(), known);
        }
        return known;
    }

    /** A test that nobody announced is a defect of the runner, but its result is not lost for that. */
    private ReportCase unannounced(TestId id) {
        String name = id.value().substring(id.value().indexOf(':') + 1);
        int hash = name.indexOf('#');
        return hash < 0
                ? new ReportCase(id, name, name, false, Provenance.none())
                : new ReportCase(id, name.substring(0, hash), name.substring(hash + 1), false, Provenance.none());
    }

    private final class At implements SelectiveVisitor<ReportIndex> {
        private final long offset;
        private final int length;

        At(long offset, int length) {
            this.offset = offset;
            this.length = length;
        }

        @Override
        public ReportIndex other(RunEvent event) {
            return ReportIndex.this;
        }

        @Override
        public ReportIndex testsDiscovered(TestsDiscovered event) {
            modules.add(event.module());
            for (DiscoveredTest test : event.tests()) {
                ReportCase known = cases.get(test.id());
                if (known == null) {
                    known = new ReportCase(
                            test.id(), test.xmlClass(), test.xmlName(), test.container(), event.provenance());
                    cases.put(test.id(), known);
                    add(event.module(), test.className(), known);
                } else {
                    known.described(test.xmlClass(), test.xmlName(), test.container(), event.provenance());
                }
            }
            return ReportIndex.this;
        }

        @Override
        public ReportIndex testStarted(TestStarted event) {
            caseOf(event.test()).started(event.attempt());
            return ReportIndex.this;
        }

        @Override
        public ReportIndex testFinished(TestFinished event) {
            ReportCase finished = caseOf(event.test());
            finished.finished(event, offset, length);
            ModuleId module = moduleOf(event.test());
            if (finished.outcomeIs(Outcome.PASSED)) {
                failedContainers.passed(module, finished.topLevelClass());
            }
            if (failedContainers.explain(event) || toldByAnother(module, finished)) {
                finished.leaveOut();
            }
            return ReportIndex.this;
        }

        @Override
        public ReportIndex containerFailed(ContainerFailed event) {
            ModuleId module = moduleOf(event.container());
            String name = failedContainers.add(module, event, Optional.ofNullable(cases.get(event.container())));
            add(module, event.className(), ReportCase.of(event, name, offset, length));
            return ReportIndex.this;
        }

        @Override
        public ReportIndex workerStarted(WorkerStarted event) {
            workerModules.put(event.worker(), event.module());
            return ReportIndex.this;
        }

        @Override
        public ReportIndex outputLeftOut(OutputLeftOut event) {
            places(event.test(), event.worker()).add(offset, length, event);
            return ReportIndex.this;
        }

        @Override
        public ReportIndex outputCaptured(OutputCaptured event) {
            places(event.test(), event.worker()).add(offset, length, event);
            return ReportIndex.this;
        }

        private OutputPlaces places(Optional<TestId> test, String worker) {
            return test.map(id -> outputs.computeIfAbsent(id, fresh -> new OutputPlaces()))
                    .orElseGet(() -> workerOutputs.computeIfAbsent(worker, fresh -> new OutputPlaces()));
        }
    }
}
