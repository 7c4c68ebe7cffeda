package ai.netrasystems.runner.environment.start;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.ServiceReady;
import ai.netrasystems.runner.event.RunEvent.ServiceStarting;
import ai.netrasystems.runner.model.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Starts services side by side, each as soon as what it depends on is ready. The first failure ends the start of all
 * others. One use.
 */
public final class Startup {
    private final ComposeFile compose;
    private final Set<ServiceName> services;
    private final Starter starter;
    private final Function<ComposeService, String> detail;
    private final Cancellation cancellation;
    private final EventSink events;
    private final Map<ServiceName, Turn> turns = new LinkedHashMap<>();

    /** Starts one service. Thread-safe. */
    @FunctionalInterface
    public interface Starter {
        /**
         * Starts it and waits until it is ready, within its budget, which counts from now.
         *
         * @param begun to be called once it runs, ready or not
         */
        StartResult start(ComposeService service, Runnable begun);
    }

    /** What is known of one service's start: how it ended, and that its process runs. */
    private record Turn(CompletableFuture<StartResult> result, CompletableFuture<Boolean> begun) {}

    /**
     * A start.
     *
     * @param services closed under {@code depends_on}
     * @param starter called when a service's turn has come, on a thread of its own
     * @param detail what is started, in a few words, for people
     */
    public Startup(
            ComposeFile compose,
            Set<ServiceName> services,
            Starter starter,
            Function<ComposeService, String> detail,
            Cancellation cancellation,
            EventSink events) {
        this.compose = compose;
        this.services = services;
        this.starter = starter;
        this.detail = detail;
        this.cancellation = cancellation;
        this.events = events;
    }

    /** Starts all; returns what failed, root causes first. Nothing failed and not cancelled: all are ready. */
    public List<Diagnosis> run() {
        for (ServiceName name : services) {
            turns.put(name, new Turn(new CompletableFuture<>(), new CompletableFuture<>()));
        }
        for (ServiceName name : services) {
            Thread thread = new Thread(() -> start(compose.service(name)), "start-" + name);
            thread.setDaemon(true);
            thread.start();
        }
        // Also after a defect nothing may start any more once this returns: what is made then would stay.
        turns.values()
                .forEach(turn -> turn.result().handle((result, defect) -> true).join());
        List<Diagnosis> roots = new ArrayList<>();
        List<Diagnosis> followers = new ArrayList<>();
        turns.values()
                .forEach(turn -> turn.result()
                        .join()
                        .fold(
                                up -> true,
                                down -> (down.diagnosis() instanceof DependencyFailed ? followers : roots)
                                        .add(down.diagnosis()),
                                () -> false));
        roots.addAll(followers);
        return roots;
    }

    private Turn turn(ServiceName name) {
        return Optional.ofNullable(turns.get(name))
                .orElseThrow(() -> new IllegalStateException(name + " is not part of this start"));
    }

    private void start(ComposeService service) {
        Turn turn = turn(service.name());
        try {
            turn.result().complete(awaitDependencies(service).orElseGet(() -> startNow(service, turn)));
        } catch (RuntimeException | Error defect) {
            // An error too: whoever waits for this turn would wait for ever.
            turn.result().completeExceptionally(defect);
            cancellation.cancel();
        } finally {
            turn.begun().complete(true);
        }
    }

    /** Waits for all that the service depends on; not empty where it must not start. */
    private Optional<StartResult> awaitDependencies(ComposeService service) {
        for (Dependency dependency : service.dependsOn()) {
            Turn other = turn(dependency.service());
            boolean onlyBegun = dependency.condition() == Condition.SERVICE_STARTED;
            if (onlyBegun) {
                other.begun().join();
            }
            if (!onlyBegun || other.result().isDone()) {
                Optional<StartResult> blocked = other.result()
                        .join()
                        .<Optional<StartResult>>fold(
                                up -> Optional.empty(),
                                down -> Optional.of(blocked(service, dependency, down.diagnosis())),
                                () -> Optional.of(new StartResult.Cancelled()));
                if (blocked.isPresent()) {
                    return blocked;
                }
            }
        }
        return cancellation.isCancelled() ? Optional.of(new StartResult.Cancelled()) : Optional.empty();
    }

    private static StartResult blocked(ComposeService service, Dependency dependency, Diagnosis diagnosis) {
        return new StartResult.Down(
                diagnosis instanceof DependencyFailed earlier
                        ? new DependencyFailed(service.name(), earlier.root(), earlier.cause())
                        : new DependencyFailed(service.name(), dependency.service(), diagnosis));
    }

    private StartResult startNow(ComposeService service, Turn turn) {
        long from = System.nanoTime();
        events.publish(new ServiceStarting(service.name(), detail.apply(service)));
        StartResult result = starter.start(service, () -> turn.begun().complete(true));
        result.fold(
                up -> {
                    events.publish(
                            new ServiceReady(service.name(), up.address(), Duration.ofNanos(System.nanoTime() - from)));
                    return true;
                },
                down -> {
                    cancellation.cancel();
                    return false;
                },
                () -> false);
        return result;
    }
}
