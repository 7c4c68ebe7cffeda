package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.ServiceLost;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.containers.cleanup.ImageLedger;
import ai.netrasystems.runner.environment.evidence.Evidence;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends containers, those first that others do not need, and removes them with all that the run made in the engine. */
final class ContainersLease implements EnvironmentLease {
    /** For all containers to end by themselves; after it they are killed. */
    private static final Duration GRACE = Duration.ofMillis(2_500);
    /** For each group of containers; the engine counts whole seconds. */
    private static final int GRACE_OF_GROUP = 1;
    /** For everything, whatever the engine does. */
    private static final Duration WHOLE = Duration.ofSeconds(8);

    /** For a creation that was given up and still goes on in the engine. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration LONG_ANSWER = Duration.ofSeconds(8);
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final ComposeFile compose;
    private final Set<ServiceName> services;
    private final RunResources resources;
    private final List<Path> files;
    private final List<Runnable> before;
    private final Optional<ImageLedger> images;
    private Optional<List<String>> leftovers = Optional.empty();

    /**
     * What to end.
     *
     * @param files files and directories that go with the services
     * @param before what stops first, such as the renewal of a token
     * @param images those that the run's builds named
     */
    ContainersLease(
            ComposeFile compose,
            Set<ServiceName> services,
            RunResources resources,
            List<Path> files,
            List<Runnable> before,
            Optional<ImageLedger> images) {
        this.compose = compose;
        this.services = Set.copyOf(services);
        this.resources = resources;
        this.files = List.copyOf(files);
        this.before = List.copyOf(before);
        this.images = images;
    }

    /**
     * Only an engine that is gone: a container that ends may have ended by what the tests did to it. One that is silent is
     * asked once more, and longer: tests may keep the whole machine busy, and a failure must not be excused by that.
     */
    @Override
    public Optional<Diagnosis> lost() {
        return ping(ANSWER).filter(EngineFailure::lost).isEmpty()
                ? Optional.empty()
                : ping(LONG_ANSWER)
                        .map(failure -> new ContainersDiagnosis.EngineLost(
                                resources.engine().address().dockerHost(), failure.message()));
    }

    /** Only a service that is not built here: what happens to one that is, is the product's. */
    @Override
    public Optional<Diagnosis> probe(Evidence evidence) {
        return gone();
    }

    /** Nobody starts a container again that has ended. */
    @Override
    public Optional<Diagnosis> gone() {
        return resources.containers().stream()
                .filter(container -> !compose.service(container.service()).built())
                .flatMap(container -> ended(container).stream())
                .findFirst();
    }

    private Optional<Diagnosis> ended(StartedContainer container) {
        try {
            ContainerState state = ContainerState.of(EngineCalls.uncancelled()
                    .call(
                            "inspect " + container.service(),
                            ANSWER,
                            () -> resources
                                    .engine()
                                    .prompt()
                                    .inspectContainerCmd(container.id())
                                    .exec()));
            return state.ended() && state.exitCode() != 0
                    ? Optional.of(new ServiceLost(
                            container.service(),
                            state.exitCode(),
                            container.log().file()))
                    : Optional.empty();
        } catch (EngineFailure unknown) {
            return Optional.empty(); // whether the engine itself is gone was asked before
        }
    }

    private Optional<EngineFailure> ping(Duration bound) {
        try {
            EngineCalls.uncancelled()
                    .run(
                            "ping",
                            bound,
                            () -> resources.engine().prompt().pingCmd().exec());
            return Optional.empty();
        } catch (EngineFailure failure) {
            return Optional.of(failure);
        }
    }

    /** Lets go of everything but the containers themselves, which stay. */
    synchronized void leave() {
        resources.close();
        before.forEach(Runnable::run);
        resources.containers().forEach(container -> container.log().close());
        files.forEach(FileTree::remove);
        RunRemoval removal =
                new RunRemoval(resources.engine().prompt(), resources.selector(), System.nanoTime() + WHOLE.toNanos());
        removeImages(removal);
    }

    private List<String> removeImages(RunRemoval removal) {
        return images.map(ledger -> removal.images(() -> ledger.close(resources.engine())))
                .orElse(List.of());
    }

    @Override
    public synchronized List<String> close() {
        if (leftovers.isEmpty()) {
            leftovers = Optional.of(closeNow());
        }
        return leftovers.get();
    }

    private List<String> closeNow() {
        long deadline = System.nanoTime() + WHOLE.toNanos();
        resources.close();
        before.forEach(Runnable::run);
        List<String> left = new ArrayList<>(closeContainers(deadline));
        resources.containers().forEach(container -> container.log().close());
        for (Path file : files) {
            if (!FileTree.remove(file)) {
                left.add(file.toString());
            }
        }
        return List.copyOf(left);
    }

    private List<String> closeContainers(long deadline) {
        RunRemoval removal = new RunRemoval(resources.engine().prompt(), resources.selector(), deadline);
        if (!removal.engineAnswers(ANSWER)) {
            return List.of("containers, networks and volumes of the run with the label " + resources.selectorText()
                    + " (the engine does not answer)");
        }
        stopInOrder(removal);
        List<String> left = new ArrayList<>(removal.remove());
        if (resources.awaitMade(LATE)) {
            left = new ArrayList<>(removal.remove());
        }
        left.addAll(removeImages(removal));
        return left;
    }

    private void stopInOrder(RunRemoval removal) {
        long killFrom = System.nanoTime() + GRACE.toNanos();
        for (Set<ServiceName> group : compose.endOrder(services)) {
            boolean patient = System.nanoTime() - killFrom < 0;
            removal.stop(resources.containers(group), patient ? GRACE_OF_GROUP : 0);
        }
        long lastLines = System.nanoTime() + LAST_LINES.toNanos();
        resources
                .containers()
                .forEach(container ->
                        container.log().complete(Duration.ofNanos(Math.max(0, lastLines - System.nanoTime()))));
    }
}
