package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Advice that can neither delay a fallback by more than its limit nor hide the diagnosis: what takes longer, or throws,
 * says nothing.
 */
final class BoundedAdvice implements BuildAdvice {
    /** People wait for the environment; a context of 16,000 files takes half of it, and all on a busy machine. */
    static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final BuildAdvice advice;
    private final Duration patience;

    BoundedAdvice(BuildAdvice advice) {
        this(advice, PATIENCE);
    }

    BoundedAdvice(BuildAdvice advice, Duration patience) {
        this.advice = advice;
        this.patience = patience;
    }

    @Override
    public List<String> of(ServiceName service, Build build, String cause) {
        FutureTask<List<String>> asking = new FutureTask<>(() -> List.copyOf(advice.of(service, build, cause)));
        Thread thread = new Thread(asking, "build-advice");
        thread.setDaemon(true);
        thread.start();
        try {
            return asking.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException nothingInTime) {
            asking.cancel(true);
            return List.of();
        } catch (InterruptedException stopped) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
