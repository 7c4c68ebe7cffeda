package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * A token as it was given.
 *
 * @param lifetime from when it was asked for; empty where it does not say that it ever ends
 */
public record Granted(Secret token, Optional<Duration> lifetime) {}
