package ai.netrasystems.runner.event;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A throwable as it reached the report.
 *
 * @param type class name; {@code ""} where nothing was thrown (a crash, a deadline)
 * @param message its message; {@code ""} if it had none
 * @param stackTrace the whole printed trace, or evidence such as a thread dump
 * @param expected what an assertion wanted, where the throwable says so
 * @param actual what it got
 * @param assertion whether it is an {@link AssertionError}: JUnit XML tells a {@code failure} from an {@code error}
 *     by that
 * @param causes further class names that tell what went wrong: of its superclasses beyond {@code java.lang}, of its
 *     causes and what they suppressed, each with theirs; empty where nobody looked
 */
public record Failure(
        String type,
        String message,
        String stackTrace,
        Optional<String> expected,
        Optional<String> actual,
        boolean assertion,
        List<String> causes) {
    /** Endings of the simple names of the widely used assertion errors. */
    private static final Set<String> ASSERTIONS = Set.of(
            "AssertionError",
            "AssertionFailedError",
            "AssertionsError",
            "MultipleFailuresError",
            "AssertJMultipleFailuresError",
            "ComparisonFailure",
            "ComparisonFailureError",
            "ConditionNotSatisfiedError",
            "SpockComparisonFailure");

    /** Copies the list. */
    public Failure {
        causes = List.copyOf(causes);
    }

    /** A failure of whose causes nothing is known. */
    public Failure(
            String type,
            String message,
            String stackTrace,
            Optional<String> expected,
            Optional<String> actual,
            boolean assertion) {
        this(type, message, stackTrace, expected, actual, assertion, List.of());
    }

    /** A failure of which only the name is known: whether it is an assertion is read from the type's name. */
    public Failure(String type, String message, String stackTrace, Optional<String> expected, Optional<String> actual) {
        this(type, message, stackTrace, expected, actual, namesAnAssertion(type));
    }

    /** Whether the class name is that of an assertion error, as far as a name can tell. */
    static boolean namesAnAssertion(String type) {
        return ASSERTIONS.stream().anyMatch(type::endsWith);
    }
}
