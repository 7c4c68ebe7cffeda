package ai.netrasystems.runner.staging.jupiter;

import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * Travels from the parameter to the exception handler, which turns it into an abort. Jupiter wraps anything but its own
 * type that a resolver throws, and an abort that is wrapped is a failure.
 */
final class MissingEnvironmentException extends ParameterResolutionException {
    MissingEnvironmentException(String message) {
        super(message);
    }
}
