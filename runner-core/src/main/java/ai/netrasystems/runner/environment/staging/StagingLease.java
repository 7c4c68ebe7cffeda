package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.EnvironmentClosed;
import ai.netrasystems.runner.model.EnvironmentKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lets go of the token, its file and the connections. The staging system itself was found, and stays as it is. */
final class StagingLease implements EnvironmentLease {
    private final StagingProbe probe;
    private final Runnable connections;
    private final Path files;
    private final EventSink events;
    private Optional<List<String>> leftovers = Optional.empty();

    /**
     * What to let go of.
     *
     * @param probe asks the system while tests run
     * @param connections what is closed first
     * @param files the directory that goes with it
     */
    StagingLease(StagingProbe probe, Runnable connections, Path files, EventSink events) {
        this.probe = probe;
        this.connections = connections;
        this.files = files;
        this.events = events;
    }

    @Override
    public Optional<Diagnosis> probe(Evidence evidence) {
        return probe.probe(evidence);
    }

    @Override
    public Optional<Diagnosis> gone() {
        return probe.gone();
    }

    @Override
    public synchronized List<String> close() {
        if (leftovers.isEmpty()) {
            long from = System.nanoTime();
            probe.close();
            connections.run();
            List<String> left = FileTree.remove(files) ? List.of() : List.of(files.toString());
            leftovers = Optional.of(left);
            events.publish(
                    new EnvironmentClosed(EnvironmentKind.STAGING, Duration.ofNanos(System.nanoTime() - from), left));
        }
        return leftovers.get();
    }
}
