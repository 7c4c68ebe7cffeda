package ai.netrasystems.runner.worker.launcher;

import ai.netrasystems.runner.worker.protocol.WorkerMessage.Issue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.SelectorResolutionResult;
import org.junit.platform.launcher.EngineDiscoveryResult;
import org.junit.platform.launcher.LauncherDiscoveryListener;

/**
 * Hears what goes wrong in discovery. A proxy, because the method that tells discovery issues (1.13 and later) has a
 * parameter of a type that this is not compiled against.
 */
final class DiscoveryFindings implements InvocationHandler {
    private final Consumer<Issue> issues;
    private final Set<String> told = new HashSet<>();

    DiscoveryFindings(Consumer<Issue> issues) {
        this.issues = issues;
    }

    LauncherDiscoveryListener listener() {
        return (LauncherDiscoveryListener) Proxy.newProxyInstance(
                DiscoveryFindings.class.getClassLoader(), new Class<?>[] {LauncherDiscoveryListener.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws ReflectiveOperationException {
        Object[] given = arguments == null ? new Object[0] : arguments;
        switch (method.getName()) {
            case "selectorProcessed" -> selector(given[1], (SelectorResolutionResult) given[2]);
            case "engineDiscoveryFinished" -> engine(given[0], (EngineDiscoveryResult) given[1]);
            case "issueEncountered" -> issue(given[1]);
            case "hashCode" -> {
                return System.identityHashCode(this);
            }
            case "equals" -> {
                return proxy == given[0];
            }
            case "toString" -> {
                return "DiscoveryFindings";
            }
            default -> {}
        }
        return null;
    }

    private void selector(Object selector, SelectorResolutionResult result) {
        if (result.getStatus() == SelectorResolutionResult.Status.FAILED) {
            tell(true, selector + " could not be resolved", result.getThrowable());
        }
    }

    private void engine(Object engine, EngineDiscoveryResult result) {
        if (result.getStatus() == EngineDiscoveryResult.Status.FAILED) {
            tell(true, "engine " + engine + " failed to discover tests", result.getThrowable());
        }
    }

    private void issue(Object issue) throws ReflectiveOperationException {
        Class<?> type = Class.forName("org.junit.platform.engine.DiscoveryIssue");
        String severity = String.valueOf(type.getMethod("severity").invoke(issue));
        boolean error = severity.equals("ERROR");
        if (error || severity.equals("WARNING")) {
            Optional<?> cause = (Optional<?>) type.getMethod("cause").invoke(issue);
            tell(error, String.valueOf(type.getMethod("message").invoke(issue)), cause.map(Throwable.class::cast));
        }
    }

    private void tell(boolean error, String message, Optional<Throwable> cause) {
        if (told.add(message)) {
            issues.accept(new Issue(error, message, cause.map(Throwables::text)));
        }
    }
}
