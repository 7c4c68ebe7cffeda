package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.execution.LayerWork.UnitWork;
import ai.netrasystems.runner.plan.RunPlan.WorkUnit;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the dispatcher of one unit, or of one class of it, works with. The ledger and the catalogue live as long as that.
 */
final class UnitContext {
    final RunState run;
    final LayerWork work;
    final UnitWork unit;
    final FailureLimit limit;
    final RetryBrake retries;
    final Catalogue catalogue;
    final TestLedger ledger;
    final Admission admission;

    UnitContext(RunState run, LayerWork work, UnitWork unit, FailureLimit limit, RetryBrake retries) {
        this.run = run;
        this.work = work;
        this.unit = unit;
        this.limit = limit;
        this.retries = retries;
        this.catalogue = new Catalogue(
                unit.module().id(),
                work.layer().categoriesOf(unit.module()),
                run.ids,
                unit.module().tests().names());
        this.ledger = new TestLedger(
                work.layer().name(),
                unit.module().id(),
                unit.environment().provenance(),
                run.settings.policy().retries(),
                run.events);
        this.admission = new Admission(
                run.settings.servicesForbidden(),
                run.settings.plannedServices(),
                unit.unit().needsEnvironment(),
                unit.environment());
    }

    /** The same for some of its classes. */
    UnitContext of(List<String> classes) {
        WorkUnit all = unit.unit();
        WorkUnit part = new WorkUnit(
                all.module(), all.needsEnvironment(), classes, all.selectors(), all.filter(), all.dispatch());
        return new UnitContext(
                run, work, new UnitWork(part, unit.module(), unit.launcher(), unit.environment()), limit, retries);
    }

    /** Deadline of one test: its category's, else the run's; empty for none. */
    Optional<Duration> timeout(Descriptor node) {
        return catalogue.category(node).flatMap(category -> category.timeout()).or(work.layer()::testTimeout);
    }

    /** Whether a failure of that node, or of one above it, is excused by quarantine. */
    boolean excused(String uniqueId) {
        for (Optional<Descriptor> at = catalogue.find(uniqueId);
                at.isPresent();
                at = at.get().parent().flatMap(catalogue::find)) {
            if (excused(at.get())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a failure of that very node is. */
    boolean excused(Descriptor node) {
        if (run.settings.quarantined().isEmpty() || node.parent().isEmpty()) {
            return false;
        }
        return run.settings
                .quarantined()
                .covers(catalogue.className(node), node.source().isClass() ? "" : catalogue.xmlName(node));
    }

    Instant now() {
        return run.clock.instant();
    }

    /** Why none of its tests should begin now. */
    Optional<String> doubt() {
        return unit.unit().needsEnvironment() ? run.environment.doubt() : Optional.empty();
    }

    /** Why none of its tests will ever begin. */
    Optional<String> gone() {
        return unit.unit().needsEnvironment() ? run.environment.gone() : Optional.empty();
    }

    /** Whether the budget has ended. */
    boolean pastDeadline() {
        return work.deadline().filter(limit -> !now().isBefore(limit)).isPresent();
    }
}
