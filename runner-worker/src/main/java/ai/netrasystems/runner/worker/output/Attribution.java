package ai.netrasystems.runner.worker.output;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which test the current thread works for. Threads that a test starts inherit it. Thread-safe. */
public final class Attribution {
    private final InheritableThreadLocal<@Nullable String> current = new InheritableThreadLocal<>();

    /** The current thread, and those that it starts from now on, work for this test. */
    public void enter(String uniqueId) {
        current.set(uniqueId);
    }

    /** The current thread works for no test any more; threads that it started go on as they were. */
    public void leave() {
        current.remove();
    }

    /** The current thread's test; empty where there is none. */
    public Optional<String> current() {
        return Optional.ofNullable(current.get());
    }
}
