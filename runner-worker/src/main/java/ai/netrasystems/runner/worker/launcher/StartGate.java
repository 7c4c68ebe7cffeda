package ai.netrasystems.runner.worker.launcher;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets tests begin until it is closed. Then a test that is about to begin waits for ever, and once no other one runs
 * the worker is ended: the way to stop on platforms whose launcher can't be cancelled, and for engines that don't
 * listen. Thread-safe.
 */
final class StartGate {
    private final Runnable end;
    private final Set<String> running = new HashSet<>();
    private boolean closed;
    private boolean waiting;

    /** {@code end} ends the worker; it does not return. */
    StartGate(Runnable end) {
        this.end = end;
    }

    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Returns only if the test may begin. */
    void enter(String uniqueId) {
        synchronized (this) {
            if (!closed) {
                running.add(uniqueId);
                return;
            }
            waiting = true;
            // A test that is also a container (a feature with iterations) can't end while its child waits.
            running.removeIf(id -> uniqueId.startsWith(id + "/"));
        }
        endIfIdle();
        while (true) {
            LockSupport.park(this);
        }
    }

    /** The test has ended. */
    void leave(String uniqueId) {
        synchronized (this) {
            running.remove(uniqueId);
        }
        endIfIdle();
    }

    private void endIfIdle() {
        boolean idle;
        synchronized (this) {
            idle = closed && waiting && running.isEmpty();
        }
        if (idle) {
            end.run();
        }
    }
}
