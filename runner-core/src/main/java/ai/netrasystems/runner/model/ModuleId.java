package ai.netrasystems.runner.model;

import java.util.Optional;

/**
 * A module of the build, and the test execution in it.
 *
 * @param path path from the reactor's root with {@code /} as separator; {@code .} for the root itself
 * @param execution the test plug-in's execution; empty for the default one
 */
public record ModuleId(String path, Optional<String> execution) implements Comparable<ModuleId> {
    /** The module's default execution. */
    public static ModuleId of(String path) {
        return new ModuleId(path, Optional.empty());
    }

    @Override
    public int compareTo(ModuleId other) {
        return toString().compareTo(other.toString());
    }

    /** {@code path[@execution]}, as test ids begin. */
    @Override
    public String toString() {
        return execution.map(name -> path + "@" + name).orElse(path);
    }
}
