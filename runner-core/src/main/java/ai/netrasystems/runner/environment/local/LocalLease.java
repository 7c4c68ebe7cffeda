package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends local services, those first that others do not need, and removes their files. */
final class LocalLease implements EnvironmentLease {
    /** For all services to end by themselves; whoever needs longer is killed. */
    private static final Duration GRACE = Duration.ofMillis(2_200);
    /** The least that each group of services gets, and the most: a server closes its connections in far less. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private static final Duration MOST = Duration.ofMillis(1_200);

    private final ComposeFile compose;
    private final Set<ServiceName> started;
    private final LocalServices services;
    private final List<Path> files;
    private final List<Runnable> before;
    private Optional<List<String>> leftovers = Optional.empty();

    /**
     * What to end.
     *
     * @param files files and directories that go with the services
     * @param before what stops first, such as the renewal of a token
     */
    LocalLease(
            ComposeFile compose,
            Set<ServiceName> started,
            LocalServices services,
            List<Path> files,
            List<Runnable> before) {
        this.compose = compose;
        this.started = Set.copyOf(started);
        this.services = services;
        this.files = List.copyOf(files);
        this.before = List.copyOf(before);
    }

    /** Only a service that is not built here: what happens to one that is, is the product's. */
    @Override
    public Optional<Diagnosis> probe(Evidence evidence) {
        return gone();
    }

    /** A process that has ended does not come back. */
    @Override
    public Optional<Diagnosis> gone() {
        return services.lost(name -> !compose.service(name).built()).map(lost -> lost);
    }

    @Override
    public synchronized List<String> close() {
        if (leftovers.isEmpty()) {
            leftovers = Optional.of(closeNow());
        }
        return leftovers.get();
    }

    private List<String> closeNow() {
        services.close();
        before.forEach(Runnable::run);
        List<String> left = new ArrayList<>();
        long deadline = System.nanoTime() + GRACE.toNanos();
        for (Set<ServiceName> group : compose.endOrder(started)) {
            Duration rest = Duration.ofNanos(deadline - System.nanoTime());
            left.addAll(services.end(group, clamp(rest)));
        }
        for (Path file : files) {
            if (!FileTree.remove(file)) {
                left.add(file.toString());
            }
        }
        return List.copyOf(left);
    }

    private static Duration clamp(Duration rest) {
        if (rest.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return rest.compareTo(MOST) > 0 ? MOST : rest;
    }
}
