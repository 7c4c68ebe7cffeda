package ai.netrasystems.runner.config;

import ai.netrasystems.runner.model.Origin;

/**
 * An effective value and where it came from.
 *
 * @param <T> the value's type
 */
public record Setting<T>(T value, Origin origin) {
    /** A built-in default. */
    public static <T> Setting<T> builtIn(T value) {
        return new Setting<>(value, Origin.builtIn());
    }
}
