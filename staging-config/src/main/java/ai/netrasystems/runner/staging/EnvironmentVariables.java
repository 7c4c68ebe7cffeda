package ai.netrasystems.runner.staging;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where environment variables are read from: the process, or a map in a test. Implementations answer the same for the
 * same name as long as they live, and may be called from any thread.
 */
@FunctionalInterface
public interface EnvironmentVariables {

    /** The value of the variable, or null where it is not set. */
    @Nullable
    String get(String name);

    /** The value of the variable without surrounding white space; empty where it is not set or blank. */
    default Optional<String> find(String name) {
        return Optional.ofNullable(get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The environment variables of this process. */
    static EnvironmentVariables ofProcess() {
        return System::getenv;
    }
}
