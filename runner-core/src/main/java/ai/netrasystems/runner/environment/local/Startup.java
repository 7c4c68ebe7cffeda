package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.ServiceReady;
import ai.netrasystems.runner.event.RunEvent.ServiceStarting;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Starts services side by side, each as soon as what it depends on is ready. The first failure ends the start of all
 * others. One use.
 */
final class Startup {
    private final ComposeFile compose;
    private final Set<ServiceName> services;
    private final BiFunction<ComposeService, Runnable, StartContext> contexts;
    private final Cancellation cancellation;
    private final EventSink events;
    private final Map<ServiceName, Turn> turns = new LinkedHashMap<>();

    /** What is known of one service's start: how it ended, and that its process runs. */
    private record Turn(CompletableFuture<StartResult> result, CompletableFuture<Boolean> begun) {}

    /**
     * A start.
     *
     * @param services closed under {@code depends_on}
     * @param contexts called when the service's turn has come: its budget counts from then; the second argument is
     *     told that its process runs
     */
    Startup(
            ComposeFile compose,
            Set<ServiceName> services,
            BiFunction<ComposeService, Runnable, StartContext> contexts,
            Cancellation cancellation,
            EventSink events) {
        this.compose = compose;
        this.services = services;
        this.contexts = contexts;
        this.cancellation = cancellation;
        this.events = events;
    }

    /** Starts all; returns what failed, root causes first. Nothing failed and not cancelled: all are ready. */
    List<Diagnosis> run() {
        for (ServiceName name : services) {
            turns.put(name, new Turn(new CompletableFuture<>(), new CompletableFuture<>()));
        }
        for (ServiceName name : services) {
            Thread thread = new Thread(() -> start(compose.service(name)), "start-" + name);
            thread.setDaemon(true);
            thread.start();
        }
        List<Diagnosis> roots = new ArrayList<>();
        List<Diagnosis> followers = new ArrayList<>();
        turns.values()
                .forEach(turn -> turn.result()
                        .join()
                        .fold(
                                up -> true,
                                down -> (down.diagnosis() instanceof LocalDiagnosis.DependencyFailed
                                                ? followers
                                                : roots)
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
        } catch (RuntimeException defect) {
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

    private static StartResult blocked(ComposeService service, Dependency dependency, LocalDiagnosis diagnosis) {
        return new StartResult.Down(
                diagnosis instanceof LocalDiagnosis.DependencyFailed earlier
                        ? new LocalDiagnosis.DependencyFailed(service.name(), earlier.root(), earlier.cause())
                        : new LocalDiagnosis.DependencyFailed(service.name(), dependency.service(), diagnosis));
    }

    private StartResult startNow(ComposeService service, Turn turn) {
        long from = System.nanoTime();
        StartContext context = contexts.apply(service, () -> turn.begun().complete(true));
        events.publish(new ServiceStarting(service.name(), detail(service)));
        StartResult result = attempt(service, context);
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

    private static StartResult attempt(ComposeService service, StartContext context) {
        try {
            return service.local()
                    .orElseThrow(() -> new IllegalStateException(service.name() + " has no local start"))
                    .<Attempt>fold(
                            embedded -> switch (embedded.server()) {
                                case POSTGRES -> new PostgresStart(context)::start;
                                case REDIS -> new RedisStart(context)::start;
                            },
                            command -> new CommandStart(context, command)::start)
                    .run();
        } catch (IOException refused) {
            return notStarted(service, refused, context);
        } catch (UncheckedIOException refused) {
            return notStarted(service, refused, context);
        } catch (PortBook.NoneFree noPort) {
            return new StartResult.Down(new LocalDiagnosis.NoPort(noPort.range));
        }
    }

    private static StartResult notStarted(ComposeService service, Exception refused, StartContext context) {
        return context.cancellation().isCancelled()
                ? new StartResult.Cancelled()
                : new StartResult.Down(
                        new LocalDiagnosis.NotStarted(service.name(), String.valueOf(refused.getMessage())));
    }

    private static String detail(ComposeService service) {
        return service.local()
                .map(local -> local.<String>fold(
                        embedded -> "embedded " + embedded.server().name().toLowerCase(Locale.ROOT),
                        command -> command.words().get(0).text()))
                .orElse("");
    }

    private interface Attempt {
        StartResult run() throws IOException;
    }
}
