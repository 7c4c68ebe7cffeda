package ai.netrasystems.runner.staging.jupiter;

import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestId.Invocation;
import ai.netrasystems.runner.staging.TestIdentity;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test's stable id as Jupiter's context shows it. */
final class JupiterTestId {
    private JupiterTestId() {}

    static TestIdentity identity(ExtensionContext context, EnvironmentVariables variables) {
        return new TestIdentity(TestIdentity.runId(variables), of(TestIdentity.module(variables), context));
    }

    static TestId of(String module, ExtensionContext context) {
        Optional<Method> method = context.getTestMethod();
        if (method.isEmpty()) {
            return TestId.ofUniqueId(module, context.getUniqueId());
        }
        List<String> types = Arrays.stream(method.get().getParameterTypes())
                .map(Class::getTypeName)
                .toList();
        String className = context.getRequiredTestClass().getName();
        return TestId.ofMethod(module, className, method.get().getName(), types, invocations(context));
    }

    /** The levels from the outermost container down: each whose segment of the unique id is a number. */
    private static List<Invocation> invocations(ExtensionContext context) {
        Deque<Invocation> levels = new ArrayDeque<>();
        for (Optional<ExtensionContext> level = Optional.of(context);
                level.isPresent();
                level = level.get().getParent()) {
            String displayName = level.get().getDisplayName();
            TestId.invocationIndex(level.get().getUniqueId())
                    .ifPresent(index -> levels.addFirst(new Invocation(index, displayName)));
        }
        return List.copyOf(levels);
    }
}
