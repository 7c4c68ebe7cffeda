package ai.netrasystems.runner;

import java.util.concurrent.Executor;

/**
 * For what a test starts beside itself and what blocks there. The common pool has a single thread on two cores: since
 * JDK 25 {@link java.util.concurrent.CompletableFuture} uses it even then, and a second such task waits for the first.
 */
public final class OwnThread {
    /** Runs each task in a daemon thread of its own. */
    public static final Executor EXECUTOR = task -> {
        Thread thread = new Thread(task, "beside the test");
        thread.setDaemon(true);
        thread.start();
    };

    private OwnThread() {}
}
