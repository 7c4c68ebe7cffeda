package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.model.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Leaves containers running ({@code --keep-environment}) and says where they are. */
final class KeptLease implements EnvironmentLease {
    private final ContainersLease lease;
    private final PublishedPorts ports;
    private final Set<ServiceName> services;
    private final EventSink events;
    private boolean told;

    KeptLease(ContainersLease lease, PublishedPorts ports, Set<ServiceName> services, EventSink events) {
        this.lease = lease;
        this.ports = ports;
        this.services = Set.copyOf(services);
        this.events = events;
    }

    @Override
    public synchronized List<String> close() {
        if (!told) {
            told = true;
            lease.leave();
            String where = services.stream()
                    .sorted()
                    .filter(service -> !ports.address(service).isEmpty())
                    .map(service -> service + " at " + ports.address(service))
                    .collect(Collectors.joining(", "));
            events.publish(new Noted(
                    Noted.Level.NOTE, "containers are kept: " + where + "; `runner clean --kept` removes them"));
        }
        return List.of();
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
