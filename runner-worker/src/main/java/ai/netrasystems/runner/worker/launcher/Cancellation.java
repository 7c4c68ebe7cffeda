package ai.netrasystems.runner.worker.launcher;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Runs a plan so that it can be cancelled where the platform knows how (6.0 and later: {@code CancellationToken} and
 * {@code LauncherExecutionRequest}, by reflection, since this is compiled against 1.8). Thread-safe.
 */
public final class Cancellation {
    private final Optional<Token> token;

    private Cancellation(Optional<Token> token) {
        this.token = token;
    }

    /** Looks for what the platform on the classpath can do. */
    public static Cancellation find() {
        try {
            Class<?> type = Class.forName("org.junit.platform.engine.CancellationToken");
            Class<?> request = Class.forName("org.junit.platform.launcher.LauncherExecutionRequest");
            Class<?> builder = Class.forName("org.junit.platform.launcher.core.LauncherExecutionRequestBuilder");
            return new Cancellation(Optional.of(new Token(
                    type.getMethod("create").invoke(null),
                    type.getMethod("cancel"),
                    builder.getMethod("executionRequest", TestPlan.class),
                    builder.getMethod("cancellationToken", type),
                    builder.getMethod("listeners", TestExecutionListener[].class),
                    builder.getMethod("build"),
                    Launcher.class.getMethod("execute", request))));
        } catch (ReflectiveOperationException | LinkageError older) {
            return new Cancellation(Optional.empty());
        }
    }

    /** Whether a cancel reaches the engines. */
    public boolean supported() {
        return token.isPresent();
    }

    void execute(Launcher launcher, TestPlan plan, TestExecutionListener listener) throws ReflectiveOperationException {
        if (token.isEmpty()) {
            launcher.execute(plan, listener);
            return;
        }
        Token known = token.get();
        Object builder = known.builder.invoke(null, plan);
        known.cancellationToken.invoke(builder, known.token);
        known.listeners.invoke(builder, (Object) new TestExecutionListener[] {listener});
        known.execute.invoke(launcher, known.build.invoke(builder));
    }

    /** Asks the engines to begin nothing more; does nothing on an older platform. */
    void cancel() {
        token.ifPresent(known -> {
            try {
                known.cancel.invoke(known.token);
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError("CancellationToken.cancel", impossible);
            }
        });
    }

    private record Token(
            Object token,
            Method cancel,
            Method builder,
            Method cancellationToken,
            Method listeners,
            Method build,
            Method execute) {}
}
