package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.EnvironmentClosed;
import ai.netrasystems.runner.model.EnvironmentKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A lease for the run that was given the environment: its end is an event, told once. Thread-safe. */
public final class PublishedLease implements EnvironmentLease {
    private final EnvironmentKind kind;
    private final EnvironmentLease lease;
    private final EventSink events;
    private boolean told;

    /** {@code kind}: of the environment that the lease is for. */
    public PublishedLease(EnvironmentKind kind, EnvironmentLease lease, EventSink events) {
        this.kind = kind;
        this.lease = lease;
        this.events = events;
    }

    @Override
    public synchronized List<String> close() {
        long from = System.nanoTime();
        List<String> left = lease.close();
        if (!told) {
            told = true;
            events.publish(new EnvironmentClosed(kind, Duration.ofNanos(System.nanoTime() - from), left));
        }
        return left;
    }

    @Override
    public Optional<Diagnosis> lost() {
        return lease.lost();
    }

    @Override
    public Optional<Diagnosis> probe(Evidence evidence) {
        return lease.probe(evidence);
    }

    @Override
    public Optional<Diagnosis> gone() {
        return lease.gone();
    }
}
