package ai.netrasystems.runner.worker.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A throwable as text: objects of tests never cross the wire.
 *
 * @param type class name
 * @param message {@code ""} if it had none
 * @param stackTrace the printed trace with causes
 * @param expected what an assertion wanted, where the throwable says so
 * @param actual what it got
 * @param assertion whether it is an {@link AssertionError}
 * @param causes further class names that tell what went wrong: its superclasses beyond {@code java.lang}, its causes and
 *     what they suppressed, each with theirs; bounded
 */
public record Thrown(
        String type,
        String message,
        String stackTrace,
        Optional<String> expected,
        Optional<String> actual,
        boolean assertion,
        List<String> causes) {
    /** Copies the list. */
    public Thrown {
        causes = List.copyOf(causes);
    }
}
