package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.execution.LayerWork.UnitWork;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;

/** What the dispatcher of one unit works with. The ledger and the catalogue live as long as the unit. */
final class UnitContext {
    final LayerExecution.Settings settings;
    final LayerWork work;
    final UnitWork unit;
    final EventSink events;
    final StopSignal stop;
    final Clock clock;
    final Catalogue catalogue;
    final TestLedger ledger;
    final Admission admission;
    private final IntSupplier workerNumbers;

    UnitContext(
            LayerExecution.Settings settings,
            LayerWork work,
            UnitWork unit,
            TestIds ids,
            EventSink events,
            StopSignal stop,
            Clock clock,
            IntSupplier workerNumbers) {
        this.settings = settings;
        this.work = work;
        this.unit = unit;
        this.events = events;
        this.stop = stop;
        this.clock = clock;
        this.workerNumbers = workerNumbers;
        this.catalogue = new Catalogue(
                unit.module().id(),
                work.layer().categories(),
                ids,
                unit.module().tests().names());
        this.ledger = new TestLedger(
                work.layer().name(), unit.module().id(), unit.environment().provenance(), events);
        this.admission = new Admission(
                settings.servicesForbidden(),
                settings.plannedServices(),
                unit.unit().needsEnvironment(),
                unit.environment());
    }

    boolean failFast() {
        return settings.policy().maxFailures().isPresent() || work.layer().failFast() == FailFast.IMMEDIATE;
    }

    /** Deadline of one test: its category's, else the run's; empty for none. */
    Optional<Duration> timeout(Descriptor node) {
        return catalogue.category(node).flatMap(category -> category.timeout()).or(work.layer()::testTimeout);
    }

    Instant now() {
        return clock.instant();
    }

    String nextWorker() {
        return "worker-" + workerNumbers.getAsInt();
    }
}
