package ai.netrasystems.runner.worker.output;

import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Which test the current thread works for. Threads that a test starts inherit it, and keep it when the test has ended:
 * what they write is still its. The common pool's threads serve whoever asks, whichever test made the pool start them:
 * they work for no test that is known here. Thread-safe.
 */
public final class Attribution {
    @SuppressWarnings("ThreadLocalUsage") // one object serves a JVM; a static one would be shared by its own tests
    private final InheritableThreadLocal<@Nullable Mark> current = new InheritableThreadLocal<>();

    /** {@code entered}: the thread that the engine runs the test on; threads that inherit the mark are others. */
    private record Mark(String uniqueId, Thread entered) {}

    /** The current thread, and those that it starts from now on, work for this test. */
    public void enter(String uniqueId) {
        current.set(new Mark(uniqueId, Thread.currentThread()));
    }

    /** The current thread works for no test any more; threads that it started go on as they were. */
    public void leave() {
        current.remove();
    }

    /** The current thread's test; empty where there is none. */
    public Optional<String> current() {
        return Optional.ofNullable(current.get())
                .filter(mark -> mark.entered() == Thread.currentThread() || !inCommonPool())
                .map(Mark::uniqueId);
    }

    private static boolean inCommonPool() {
        return ForkJoinTask.getPool() == ForkJoinPool.commonPool();
    }
}
