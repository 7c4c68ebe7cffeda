package ai.netrasystems.runner.model;

import java.util.Optional;

/**
 * Wrong usage or configuration (exit 2): what is wrong, where, and what to do.
 *
 * @param message one sentence, for the person who wrote the input
 * @param where file and line, or the option
 * @param hint a "did you mean", or what to do next
 */
public record Problem(String message, Origin where, Optional<String> hint) {
    /** A problem without a hint. */
    public static Problem of(String message, Origin where) {
        return new Problem(message, where, Optional.empty());
    }

    /** A problem with a hint. */
    public static Problem of(String message, Origin where, String hint) {
        return new Problem(message, where, Optional.of(hint));
    }
}
