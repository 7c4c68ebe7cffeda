package ai.netrasystems.runner.staging;

import java.util.Optional;

/** What the services of a run are provided by. */
public enum EnvironmentName {
    /** Containers; {@code ENVIRONMENT=test}. */
    CONTAINERS("containers"),
    /** A staging system; {@code ENVIRONMENT=staging}. */
    STAGING("staging"),
    /** Processes on this machine; {@code ENVIRONMENT=local}. */
    LOCAL("local"),
    /** Nothing: no service is needed or allowed; {@code ENVIRONMENT} is not set. */
    NONE("none");

    private final String text;

    EnvironmentName(String text) {
        this.text = text;
    }

    /**
     * The name that a value of the variable {@code ENVIRONMENT} stands for; empty where the value is not one that the
     * runner writes, as {@code production} in a developer's shell.
     */
    public static Optional<EnvironmentName> ofVariable(String value) {
        return switch (value) {
            case "test" -> Optional.of(CONTAINERS);
            case "staging" -> Optional.of(STAGING);
            case "local" -> Optional.of(LOCAL);
            default -> Optional.empty();
        };
    }

    /** The name as reports, logs and headers have it, in lower case. */
    @Override
    public String toString() {
        return text;
    }
}
