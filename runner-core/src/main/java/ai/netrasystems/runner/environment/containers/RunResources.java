package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.containers.cleanup.RunLabels;
import ai.netrasystems.runner.environment.containers.cleanup.RunLabels.Kind;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.containers.engine.EngineContainer;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * What one run makes in the engine: a network, volumes, containers, all with the run's labels. After {@link #close()}
 * no container starts any more. Thread-safe.
 */
final class RunResources {
    private static final String RUN_LABEL = RunLabels.PREFIX + "run";

    private final Engine engine;
    private final RunId run;
    private final RunLabels labels;
    private final List<StartedContainer> containers = new ArrayList<>();
    private boolean closed;
    private int underWay;

    /** Makes things with those labels. */
    RunResources(Engine engine, RunLabels labels) {
        this.engine = engine;
        this.run = labels.run();
        this.labels = labels;
    }

    Engine engine() {
        return engine;
    }

    /** Those of a service's container. */
    Map<String, String> labels(ServiceName service) {
        return labels.of(Kind.CONTAINER, service);
    }

    /** The label by which everything of this run is found. */
    Map<String, String> selector() {
        return Map.of(RUN_LABEL, run.value());
    }

    String selectorText() {
        return RUN_LABEL + "=" + run;
    }

    /** What the engine knows something of this run by. Names may hold letters, digits and {@code _.-} only. */
    String name(String part) {
        return ("runner-" + run.value() + (part.isEmpty() ? "" : "-" + part)).replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    /** The bridge network of all services. */
    String createNetwork(EngineCalls calls) throws EngineFailure {
        String name = name("");
        calls.run(
                "network create",
                EngineCalls.CHANGE,
                () -> creating(() -> engine.client()
                        .createNetworkCmd()
                        .withName(name)
                        .withDriver("bridge")
                        .withCheckDuplicate(true)
                        .withLabels(labels.of(Kind.NETWORK))
                        .exec()));
        return name;
    }

    String createVolume(EngineCalls calls, String volume) throws EngineFailure {
        String name = name(volume);
        calls.run(
                "volume create",
                EngineCalls.CHANGE,
                () -> creating(() -> engine.client()
                        .createVolumeCmd()
                        .withName(name)
                        .withDriver("local")
                        .withLabels(labels.of(Kind.VOLUME))
                        .exec()));
        return name;
    }

    /** Creates and starts a container and follows its log; empty where the environment is being closed. */
    Optional<StartedContainer> launch(
            EngineCalls calls, ServiceName service, String image, ContainerSettings settings, Path log)
            throws EngineFailure {
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
        }
        EngineContainer container = new EngineContainer(engine, image)
                .withCreateContainerCmdModifier(settings::apply)
                .withStartupCheckStrategy(new OnlyStarted())
                .waitingFor(new NoWait());
        calls.run("start " + service, EngineCalls.CHANGE, () -> creating(container::start));
        String id = container.getContainerId();
        try {
            StartedContainer started = new StartedContainer(service, id, ContainerLog.follow(engine, id, log));
            synchronized (this) {
                containers.add(started);
                return closed ? Optional.empty() : Optional.of(started);
            }
        } catch (IOException unwritable) {
            throw EngineFailure.told("its log " + log + " cannot be written: " + unwritable.getMessage());
        }
    }

    /** A call that nobody waits for any longer goes on all the same, and may still make something. */
    private void creating(Runnable create) {
        synchronized (this) {
            underWay++;
        }
        try {
            create.run();
        } finally {
            synchronized (this) {
                underWay--;
                notifyAll();
            }
        }
    }

    /** From now on nothing starts. */
    synchronized void close() {
        closed = true;
    }

    /**
     * Waits until nothing is being made any more, where something is.
     *
     * @return whether something was: then it has to be looked for again
     */
    synchronized boolean awaitMade(Duration bound) {
        boolean waited = underWay > 0;
        long deadline = System.nanoTime() + bound.toNanos();
        try {
            for (long rest = bound.toMillis(); underWay > 0 && rest > 0; ) {
                wait(rest);
                rest = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return waited;
    }

    synchronized List<StartedContainer> containers() {
        return List.copyOf(containers);
    }

    /** Those of these services. */
    List<StartedContainer> containers(Collection<ServiceName> services) {
        return containers().stream()
                .filter(container -> services.contains(container.service()))
                .toList();
    }

    /** Whether it runs, ended or failed is asked and told by {@link ReadyWait}, with the reason. */
    private static final class OnlyStarted extends StartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(com.github.dockerjava.api.DockerClient client, String container) {
            return StartupStatus.SUCCESSFUL;
        }
    }

    /** Likewise whether it is ready. */
    private static final class NoWait extends AbstractWaitStrategy {
        NoWait() {
            withStartupTimeout(Duration.ZERO);
        }

        @Override
        protected void waitUntilReady() {}
    }
}
