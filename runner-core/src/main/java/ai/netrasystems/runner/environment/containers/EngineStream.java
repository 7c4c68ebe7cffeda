package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.start.Cancellation;
import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine sends bit by bit: the progress of a pull or a build, a container's log. May be closed at any time, also
 * before the engine has begun to answer. Thread-safe.
 *
 * @param <T> a bit
 */
final class EngineStream<T> implements ResultCallback<T> {
    /** How often a stream that sends nothing is held against the engine's own sign of life. */
    private static final Duration PING_AFTER = Duration.ofSeconds(2);

    private static final Duration PING = Duration.ofSeconds(5);
    /** For the step of a build that is under way: files are copied in less. */
    private static final Duration LISTEN_ON = Duration.ofMillis(2_500);

    private static final Duration POLL = Duration.ofMillis(10);

    private final Consumer<T> bits;
    private final CompletableFuture<Optional<EngineFailure>> end = new CompletableFuture<>();
    private @Nullable Closeable stream;
    private boolean closed;
    private volatile boolean answered;
    private volatile @Nullable RuntimeException ours;

    EngineStream(Consumer<T> bits) {
        this.bits = bits;
    }

    @Override
    public void onStart(Closeable begun) {
        synchronized (this) {
            if (!closed) {
                stream = begun;
                return;
            }
        }
        letGo(begun);
    }

    @Override
    public void onNext(T bit) {
        answered = true;
        try {
            bits.accept(bit);
        } catch (RuntimeException notTheEngines) {
            // docker-java would hand it back as if the engine had failed.
            fail(notTheEngines);
        }
    }

    private void fail(RuntimeException notTheEngines) {
        synchronized (this) {
            if (ours == null && !closed) {
                ours = notTheEngines;
            }
        }
        close();
    }

    @Override
    public void onError(Throwable thrown) {
        try {
            end.complete(Optional.of(EngineFailure.of(thrown)));
        } catch (RuntimeException defect) {
            fail(defect);
        }
    }

    @Override
    public void onComplete() {
        end.complete(Optional.empty());
    }

    /** Lets go of it: the engine notices, and ends what it does for it. Idempotent. */
    @Override
    public void close() {
        Closeable open;
        synchronized (this) {
            closed = true;
            open = stream;
            stream = null;
        }
        if (open != null) {
            letGo(open);
        }
        end.complete(Optional.of(EngineFailure.cancelled()));
    }

    /** Whether the engine has sent anything yet. */
    boolean answered() {
        return answered;
    }

    /** Waits for its end; {@code false} if it has none within the time. */
    boolean endsWithin(Duration time) {
        try {
            end.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException open) {
            return false;
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for its end; {@code false} if the deadline (of {@link System#nanoTime()}) or the cancellation came first. */
    boolean endsBefore(long deadline, Cancellation cancellation) {
        while (!endsWithin(POLL)) {
            if (cancellation.isCancelled() || System.nanoTime() - deadline >= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits for its end, and that the engine lives. Closes it in any case. What whoever takes the bits has thrown ends it,
     * and is thrown as it is.
     *
     * @param deadline of {@link System#nanoTime()}
     * @return {@code false} if the deadline came first
     */
    boolean await(Cancellation cancellation, long deadline, Engine engine, EngineCalls calls) throws EngineFailure {
        return await(cancellation, deadline, engine, calls, () -> true);
    }

    /**
     * The same, but a cancelled wait goes on until {@code leaves} says that it may end, for a moment at most: what the
     * engine makes after nobody listens any more, nobody hears the name of.
     */
    boolean await(Cancellation cancellation, long deadline, Engine engine, EngineCalls calls, BooleanSupplier leaves)
            throws EngineFailure {
        long nextPing = System.nanoTime() + PING_AFTER.toNanos();
        try {
            while (!endsWithin(POLL)) {
                if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
                    listenOn(leaves);
                    throw EngineFailure.cancelled();
                }
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                if (System.nanoTime() - nextPing >= 0) {
                    calls.run("ping", PING, () -> engine.prompt().pingCmd().exec());
                    nextPing = System.nanoTime() + PING_AFTER.toNanos();
                }
            }
            result();
            return true;
        } finally {
            close();
        }
    }

    private void listenOn(BooleanSupplier leaves) {
        long most = System.nanoTime() + LISTEN_ON.toNanos();
        while (!leaves.getAsBoolean() && System.nanoTime() - most < 0) {
            if (endsWithin(POLL) || Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /** Once it has ended: throws what it ended with. */
    void result() throws EngineFailure {
        RuntimeException thrown = ours;
        if (thrown != null) {
            throw thrown;
        }
        Optional<EngineFailure> failure = end.join();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static void letGo(Closeable open) {
        try {
            open.close();
        } catch (IOException alreadyGone) {
            // What was wanted.
            return;
        }
    }
}
