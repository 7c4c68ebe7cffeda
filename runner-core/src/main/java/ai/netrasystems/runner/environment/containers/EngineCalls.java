package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.start.Cancellation;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of the engine, each with a bound: an engine that freezes must not freeze the run. A call that is given up stays
 * behind on a daemon thread. Thread-safe.
 */
final class EngineCalls {
    /** The engine answers questions in milliseconds; a machine that swaps takes seconds. */
    static final Duration QUESTION = Duration.ofSeconds(10);
    /** Creating and starting a container copies files and sets up a network. */
    static final Duration CHANGE = Duration.ofSeconds(30);
    /** A pull or a build first asks a credential helper for logins, which may take 30 s (Testcontainers). */
    private static final Duration LOGIN = Duration.ofSeconds(45);
    /** How long a change that is under way may still take once nobody wants it: its result has to be removed again. */
    private static final Duration AFTER_CANCEL = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Cancellation cancellation;
    private final ExecutorService threads;

    /** Calls that end early when that is cancelled. */
    EngineCalls(Cancellation cancellation) {
        this.cancellation = cancellation;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), EngineCalls::daemon);
    }

    /** Calls that nobody cancels: those that clean up. */
    static EngineCalls uncancelled() {
        return new EngineCalls(new Cancellation());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "engine-call");
        thread.setDaemon(true);
        return thread;
    }

    /** A call without a result; {@code what}: for people. */
    void run(String what, Duration bound, Runnable call) throws EngineFailure {
        call(what, bound, () -> {
            call.run();
            return true;
        });
    }

    /**
     * Begins what then goes on by itself, logins included.
     *
     * @param deadline of {@link System#nanoTime()}
     * @return {@code false} if the deadline came first
     */
    boolean begin(String what, long deadline, Runnable call) throws EngineFailure {
        long rest = Math.max(0, deadline - System.nanoTime());
        try {
            run(what, Duration.ofNanos(Math.min(rest, LOGIN.toNanos())), call);
            return true;
        } catch (EngineFailure failure) {
            if (failure.lost() && System.nanoTime() - deadline >= 0) {
                return false;
            }
            throw failure;
        }
    }

    /** A call with a result; {@code what}: for people. What it throws that is no failure of the engine is thrown as it is. */
    <R> R call(String what, Duration bound, Callable<R> call) throws EngineFailure {
        Future<R> future = threads.submit(call);
        long deadline = System.nanoTime() + bound.toNanos();
        boolean told = false;
        while (true) {
            try {
                return future.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                if (!told && cancellation.isCancelled()) {
                    told = true;
                    deadline = Math.min(deadline, System.nanoTime() + AFTER_CANCEL.toNanos());
                }
                if (System.nanoTime() - deadline >= 0) {
                    future.cancel(true);
                    throw told ? EngineFailure.cancelled() : EngineFailure.silent(what, bound);
                }
            } catch (ExecutionException failed) {
                throw EngineFailure.of(failed.getCause() == null ? failed : failed.getCause());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                future.cancel(true);
                throw EngineFailure.cancelled();
            }
        }
    }
}
