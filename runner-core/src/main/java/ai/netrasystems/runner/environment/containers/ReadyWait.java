package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.ContainerExited;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.ContainerRefused;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.HealthFailing;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.HealthUnchecked;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.StartTimeout;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.environment.start.StartResult;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Waits until a container is ready, has ended or is out of time; asks the engine often at first, then less. */
final class ReadyWait {
    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(100);
    /** For the last lines of a container that ended. */
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    /** 128 and SIGKILL. */
    private static final int KILLED = 137;

    private static final int OOM_LOOKS = 5;

    private final Engine engine;
    private final EngineCalls calls;
    private final Cancellation cancellation;
    private final ComposeService service;
    private final StartedContainer container;
    private final Path log;
    private final Expected expected;
    private final Duration budget;

    /**
     * What is waited for.
     *
     * @param completion whether others wait for its end with success
     * @param healthFor who waits for its health
     */
    record Expected(boolean completion, List<ServiceName> healthFor) {
        /** Copies the list. */
        Expected {
            healthFor = List.copyOf(healthFor);
        }
    }

    ReadyWait(
            Engine engine,
            EngineCalls calls,
            Cancellation cancellation,
            ComposeService service,
            StartedContainer container,
            Path log,
            Expected expected,
            Duration budget) {
        this.engine = engine;
        this.calls = calls;
        this.cancellation = cancellation;
        this.service = service;
        this.container = container;
        this.log = log;
        this.expected = expected;
        this.budget = budget;
    }

    /** Waits; {@code up} makes the result of a container that is ready. */
    StartResult await(Function<ContainerState, StartResult> up) throws EngineFailure {
        long deadline = System.nanoTime() + budget.toNanos();
        Duration pause = FIRST;
        while (true) {
            ContainerState state = state();
            if (state.ended()) {
                return ended(settled(state), up);
            }
            if (!expected.completion() && state.running()) {
                if (!state.checked()) {
                    return unchecked(state, up);
                }
                switch (state.health()) {
                    case HEALTHY -> {
                        return up.apply(state);
                    }
                    case UNHEALTHY -> {
                        return down(new HealthFailing(
                                service.name(), service.built(), state.check(), state.checkOutput(), log));
                    }
                    case STARTING -> {
                        // Neither: only time tells.
                    }
                }
            }
            if (System.nanoTime() - deadline >= 0) {
                return late(state);
            }
            if (cancellation.pause(pause)) {
                return new StartResult.Cancelled();
            }
            pause = longer(pause);
        }
    }

    private ContainerState state() throws EngineFailure {
        return ContainerState.of(calls.call(
                "inspect " + service.name(),
                EngineCalls.QUESTION,
                () -> engine.prompt().inspectContainerCmd(container.id()).exec()));
    }

    /** That the kernel killed it for its memory, the engine hears apart from its end, and mostly a little later. */
    private ContainerState settled(ContainerState ended) throws EngineFailure {
        ContainerState state = ended;
        for (int i = 0; i < OOM_LOOKS && state.exitCode() == KILLED && !state.outOfMemory(); i++) {
            if (service.container().limits().memoryBytes().isEmpty() || cancellation.pause(LONGEST)) {
                return state;
            }
            state = state();
        }
        return state;
    }

    private StartResult unchecked(ContainerState state, Function<ContainerState, StartResult> up) {
        boolean givenToTests =
                !service.inject().isEmpty() || service.tokenEndpoint().isPresent();
        return expected.healthFor().isEmpty() && !givenToTests
                ? up.apply(state)
                : down(new HealthUnchecked(service.name(), service.built(), expected.healthFor()));
    }

    /** One that nobody checks or calls, and that did its work, is done; any other was meant to stay. */
    private StartResult ended(ContainerState state, Function<ContainerState, StartResult> up) {
        if (cancellation.isCancelled()) {
            return new StartResult.Cancelled();
        }
        boolean meantToStay = state.checked()
                || !expected.healthFor().isEmpty()
                || !service.container().ports().isEmpty();
        boolean mayEnd = expected.healthFor().isEmpty() && (expected.completion() || !meantToStay);
        if (mayEnd && state.exitCode() == 0 && state.error().isEmpty()) {
            return up.apply(state);
        }
        if (!state.error().isEmpty()) {
            return down(new ContainerRefused(service.name(), service.built(), state.error()));
        }
        container.log().complete(LAST_LINES);
        return down(new ContainerExited(
                service.name(),
                service.built(),
                state.exitCode(),
                state.outOfMemory(),
                service.container().limits().memoryBytes(),
                container.log().tail(),
                log));
    }

    private StartResult late(ContainerState state) {
        String waitedFor;
        if (expected.completion()) {
            waitedFor = "its end with exit code 0";
        } else {
            waitedFor = state.checked() ? "its health check (" + state.check() + ")" : "it to run";
        }
        List<String> evidence = new ArrayList<>(container.log().tail());
        evidence.addAll(state.checkOutput());
        return down(new StartTimeout(service.name(), service.built(), waitedFor, budget, evidence, log));
    }

    private static StartResult down(ContainersDiagnosis diagnosis) {
        return new StartResult.Down(diagnosis);
    }

    private static Duration longer(Duration pause) {
        Duration next = pause.multipliedBy(3).dividedBy(2);
        return next.compareTo(LONGEST) > 0 ? LONGEST : next;
    }
}
