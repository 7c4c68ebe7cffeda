package ai.netrasystems.runner.event;

import java.util.Optional;

/**
 * A throwable as it reached the report.
 *
 * @param type class name; {@code ""} where nothing was thrown (a crash, a deadline)
 * @param message its message; {@code ""} if it had none
 * @param stackTrace the whole printed trace, or evidence such as a thread dump
 * @param expected what an assertion wanted, where the throwable says so
 * @param actual what it got
 */
public record Failure(
        String type, String message, String stackTrace, Optional<String> expected, Optional<String> actual) {}
