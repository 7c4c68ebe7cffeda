package ai.netrasystems.runner.worker.launcher;

import ai.netrasystems.runner.worker.protocol.ControllerMessage.Execute;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the failures of one request, and stops it at the last one that it may have. Thread-safe. */
final class FailureCount {
    private final int allowed;
    private final Set<String> excused;
    private final Runnable stop;
    private final AtomicInteger failures = new AtomicInteger();

    FailureCount(Execute execute, Runnable stop) {
        this.allowed = execute.failures();
        this.excused = execute.excused();
        this.stop = stop;
    }

    /** A node failed; called before the next test can begin on that thread. */
    void failed(String uniqueId) {
        if (allowed > 0 && !isExcused(uniqueId) && failures.incrementAndGet() == allowed) {
            stop.run();
        }
    }

    private boolean isExcused(String uniqueId) {
        for (int end = uniqueId.length(); end > 0; end = uniqueId.lastIndexOf("/[", end - 1)) {
            if (excused.contains(uniqueId.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
