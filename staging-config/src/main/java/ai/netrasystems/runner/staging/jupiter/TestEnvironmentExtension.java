package ai.netrasystems.runner.staging.jupiter;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.cleanup.CleanUps;
import ai.netrasystems.runner.staging.jupiter.ResolvedParameter.Found;
import ai.netrasystems.runner.staging.jupiter.ResolvedParameter.Missing;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.opentest4j.TestAbortedException;

/**
 * Gives Jupiter tests the environment as parameters: {@code TestEnvironment}, {@code @Endpoint("backend")
 * ServiceEndpoint}, {@code AccessToken}, {@code @NewUser AccessToken}, {@code WebSocketSettings}; who they are:
 * {@code TestIdentity}; and {@code CleanUps}.
 *
 * <p>The values come from environment variables, so the same test runs under the runner, Surefire or in an IDE. Where
 * they are not set, a test that takes one of the first four aborts and says which is missing; under the runner (known by
 * {@code RUNNER_RUN_ID}) it fails, because there a test without its environment is a mistake in the plan. A class that
 * takes them in its constructor, {@code @BeforeAll} or {@code @AfterAll} is disabled as a whole instead of aborted:
 * Jupiter knows no abort that early that every report would show. The last two can always be had; ask for them in a
 * test method or {@code @BeforeEach}, where the test is known. Earlier it has the class's unique id, and in a
 * {@code @TestFactory} it is the factory's, whose dynamic tests take no parameters.
 *
 * <p>Has no state but where variables are read from; thread-safe.
 */
public final class TestEnvironmentExtension
        implements ParameterResolver,
                ExecutionCondition,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    private final EnvironmentVariables variables;
    private final EnvironmentParameters parameters;

    /** Reads the environment variables of this process. */
    public TestEnvironmentExtension() {
        this(EnvironmentVariables.ofProcess());
    }

    /** Reads these variables; for {@code @RegisterExtension}. */
    public TestEnvironmentExtension(EnvironmentVariables variables) {
        this.variables = variables;
        this.parameters = new EnvironmentParameters(variables);
    }

    /** Whether the parameter's type is one of those that this extension gives. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestIdentity.class || type == CleanUps.class || EnvironmentParameters.gives(type);
    }

    /**
     * The parameter's value.
     *
     * @throws ParameterResolutionException where the environment does not have it or it cannot be used
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == TestIdentity.class) {
            return JupiterTestId.identity(context, variables);
        }
        if (type == CleanUps.class) {
            return CleanUps.from(variables, JupiterTestId.identity(context, variables));
        }
        Optional<String> service = parameter.findAnnotation(Endpoint.class).map(Endpoint::value);
        ResolvedParameter resolved =
                isNewUser(parameter.getParameter()) ? parameters.newUser() : parameters.resolve(type, service);
        return resolved.fold(
                Found::value,
                missing -> {
                    throw TestIdentity.underRunner(variables)
                            ? new ParameterResolutionException(missing.reason() + "; " + missing.remedy())
                            : new MissingEnvironmentException(missing.reason());
                },
                broken -> {
                    throw new ParameterResolutionException(broken.reason());
                });
    }

    /** Disables a class that takes what is missing before its first test, but never under the runner. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent() || TestIdentity.underRunner(variables)) {
            return ConditionEvaluationResult.enabled("parameters of methods are looked at when they are called");
        }
        return context.getTestClass().stream()
                .flatMap(TestEnvironmentExtension::calledBeforeTests)
                .flatMap(executable -> Arrays.stream(executable.getParameters()))
                .flatMap(parameter -> missing(parameter).stream())
                .findFirst()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("the class takes nothing that is missing"));
    }

    private Optional<String> missing(Parameter parameter) {
        if (!EnvironmentParameters.gives(parameter.getType())) {
            return Optional.empty();
        }
        if (isNewUser(parameter)) {
            return parameters.whyNoNewUser().map(Missing::reason);
        }
        Optional<String> service =
                AnnotationSupport.findAnnotation(parameter, Endpoint.class).map(Endpoint::value);
        return parameters
                .resolve(parameter.getType(), service)
                .fold(found -> Optional.empty(), missing -> Optional.of(missing.reason()), broken -> Optional.empty());
    }

    private static boolean isNewUser(Parameter parameter) {
        return parameter.getType() == AccessToken.class && AnnotationSupport.isAnnotated(parameter, NewUser.class);
    }

    private static Stream<Executable> calledBeforeTests(Class<?> testClass) {
        Stream<Executable> constructors = Arrays.stream(testClass.getDeclaredConstructors());
        List<Class<? extends Annotation>> lifecycle = List.of(BeforeAll.class, AfterAll.class);
        Stream<Executable> methods = lifecycle.stream()
                .flatMap(annotation ->
                        AnnotationSupport.findAnnotatedMethods(testClass, annotation, HierarchyTraversalMode.TOP_DOWN)
                                .stream());
        return Stream.concat(constructors, methods);
    }

    /** Turns "there is no environment" into an abort; throws everything else on. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw abortIfMissing(thrown);
    }

    /** As for a test method. */
    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw abortIfMissing(thrown);
    }

    /** As for a test method. */
    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw abortIfMissing(thrown);
    }

    private static Throwable abortIfMissing(Throwable thrown) {
        return thrown instanceof MissingEnvironmentException missing
                ? new TestAbortedException(String.valueOf(missing.getMessage()))
                : thrown;
    }
}
