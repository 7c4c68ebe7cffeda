package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.environment.process.FileTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Lets go of the token, its file and the connections. The staging system itself was found, and stays as it is. */
final class StagingLease implements EnvironmentLease {
    private final StagingProbe probe;
    private final Runnable connections;
    private final Path files;
    private Optional<List<String>> leftovers = Optional.empty();

    /**
     * What to let go of.
     *
     * @param probe asks the system while tests run
     * @param connections what is closed first
     * @param files the directory that goes with it
     */
    StagingLease(StagingProbe probe, Runnable connections, Path files) {
        this.probe = probe;
        this.connections = connections;
        this.files = files;
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
            probe.close();
            connections.run();
            leftovers = Optional.of(FileTree.remove(files) ? List.of() : List.of(files.toString()));
        }
        return leftovers.get();
    }
}
